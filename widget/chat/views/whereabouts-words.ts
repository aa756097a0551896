import type { LibrarianWhereabouts, Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import { momentsOf, tells } from '../when.ts';
import type { Reader } from './reader.ts';

/** The desk's state in a word or a sentence; with one librarian who has said nothing more, her name too. */
export function availabilityOf(whereabouts: Whereabouts, { words }: Reader): string {
  const { availability, librarians, opens } = whereabouts;
  if (availability === 'offline' && opens === undefined) return words.nobody;
  const [only, ...others] = librarians;
  return only && others.length === 0 && !only.words ? `${words[availability]} · ${only.name}` : words[availability];
}

/**
 * A return time in a sentence, on the desk's clock and, where it reads differently, on hers. Nothing where her own
 * words tell it already and mean the same to this reader.
 */
export function untilOf(
  { until, overdue, availability, words: said }: Partial<LibrarianWhereabouts>,
  zone: string,
  reader: Reader,
): string | undefined {
  if (until === undefined) return undefined;
  const { words, now, language } = reader;
  const { desk, own } = momentsOf(until, now, { language, zone });
  if (!overdue && !own && said && tells(said, until, zone)) return undefined;
  const time = own ? words.yourTime(desk, own) : desk;
  if (overdue) return words.overdue(time);
  return availability === 'busy' ? words.busyUntil(time) : words.back(time);
}

/** When a closed desk opens. */
export function opensOf({ opens, zone }: Whereabouts, { words, now, language }: Reader): string | undefined {
  if (opens === undefined) return undefined;
  const { desk, own } = momentsOf(opens, now, { language, zone });
  return words.opens(own ? words.yourTime(desk, own) : desk);
}
