import type { LibrarianWhereabouts, Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import { momentsOf, tells } from '../when.ts';
import type { Reader } from './reader.ts';

/** The desk's state in a word or a sentence; with one librarian who has said nothing more, her name too. */
export function availabilityOf({ availability, librarians, opens }: Whereabouts, { words }: Reader): string {
  if (availability === 'offline' && opens === undefined) return words.nobody;
  const [only, other] = librarians;
  return only && !other && !only.words ? `${words[availability]} · ${only.name}` : words[availability];
}

/** A moment on the desk's clock and, where it reads differently, on hers. */
export function timeThere(at: number, zone: string, { words, now, language }: Reader): string {
  const { desk, own } = momentsOf(at, now, { language, zone });
  return own ? words.yourTime(desk, own) : desk;
}

/** A return time in a sentence. Nothing where her own words tell it already and mean the same to this reader. */
export function untilOf(
  { until, overdue, availability, words: said = '' }: Partial<LibrarianWhereabouts>,
  zone: string,
  reader: Reader,
): string | undefined {
  if (until === undefined) return undefined;
  const { words, now, language } = reader;
  if (!overdue && tells(said, until, zone) && !momentsOf(until, now, { language, zone }).own) return undefined;
  const phrase = overdue ? words.overdue : availability === 'busy' ? words.busyUntil : words.back;
  return phrase(timeThere(until, zone, reader));
}
