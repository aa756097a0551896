import type { LibrarianWhereabouts, Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import { momentsOf } from '../moments.ts';
import type { Reader } from './reader.ts';

/** A moment on the desk's clock and, where that reads differently, on the patron's. */
export function timeThere(at: number, zone: string, { words, now, language }: Reader): string {
  const { desk, own } = momentsOf(at, now, { language, zone });
  return own ? words.yourTime(desk, own) : desk;
}

/** A return time in a sentence; undefined if the librarian's words say it and it reads the same on this reader's clock. */
export function untilOf(
  { until, told, overdue, availability }: Partial<LibrarianWhereabouts>,
  zone: string,
  reader: Reader,
): string | undefined {
  if (until === undefined) return undefined;
  const { words, now, language } = reader;
  if (!overdue && told && !momentsOf(until, now, { language, zone }).own) return undefined;
  const phrase = overdue ? words.overdue : availability === 'busy' ? words.busyUntil : words.back;
  return phrase(timeThere(until, zone, reader));
}

/** What a patron reads if the only librarian who was asked is away. It promises no more than the librarian did. */
export const askedAway = (
  { librarians: [librarian], until, zone }: Whereabouts,
  { words, now, language }: Reader,
): string => {
  const due = librarian ? librarian.until : until;
  const holds = due !== undefined && due > now && !librarian?.overdue;
  return words.askedAway(librarian?.name, holds ? momentsOf(due, now, { language, zone }).desk : undefined);
};
