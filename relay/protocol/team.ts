import type { Availability } from './whereabouts.ts';

/** Who of the desk is where, as colleagues see it. */

export interface Member {
  /** Her account. */
  librarian: string;
  /** Her display name. */
  name: string;
  /** As patrons are shown it; `offline` off duty. */
  availability: Availability;
  words?: string;
  until?: number;
  overdue?: true;
  /** The desks she serves, of those whose librarians may read this, and whether she is on duty there. */
  duty: { desk: string; on: boolean }[];
  /** She can be handed a line now. */
  here?: true;
  /** The conversations she answers there, by the words they go by. */
  answers: { conversation: string; desk: string; word: string }[];
}

/** A desk to which a conversation can be handed on. */
export interface OtherDesk {
  desk: string;
  name: string;
  availability: Availability;
  /** When it opens, where it is closed. */
  opens?: number;
}
