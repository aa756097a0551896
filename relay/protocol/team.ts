import type { Availability } from './whereabouts.ts';

/** The colleagues of a librarian, and the desks a conversation can be moved to. Only librarians receive these. */

/** A colleague, as librarians of the same desks see them. Times are milliseconds since 1970. */
export interface Member {
  /** The account name in the config. */
  librarian: string;
  /** The display name. */
  name: string;
  /** What patrons are shown of the colleague; `offline` while they are off duty. */
  availability: Availability;
  words?: string;
  until?: number;
  overdue?: true;
  /** The desks that the colleague serves, and whether they are on duty there. Only desks that the reader of this may see are listed. */
  duty: { desk: string; on: boolean }[];
  /** The colleague can be sent a line now. */
  here?: true;
  /** The conversations that the colleague answers at those desks. `word` is the readable name of a conversation. */
  answers: { conversation: string; desk: string; word: string }[];
}

/** A desk to which a conversation can be moved. */
export interface OtherDesk {
  desk: string;
  /** The desk's title. */
  name: string;
  availability: Availability;
  /** When the desk opens next, where it is closed: milliseconds since 1970. */
  opens?: number;
}
