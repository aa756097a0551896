import type { Contact, Interval, WeekHours } from '../protocol/whereabouts.ts';

/** The desks and librarians that the library's config defines. Account names are never shown to patrons. */

export type DeskName = string;
export type LibrarianName = string;

/** The opening hours of one date, which override those of the week. */
export interface DatedDay {
  /** Empty: closed all day. */
  hours: Interval[];
  /** The reason that patrons read: "Christmas Day". */
  why?: string;
}

/** A librarian closed the desk outside its timetable. Opening the desk again sets `until`. Times in milliseconds since 1970. */
export interface Closure {
  from: number;
  /** Absent: until further notice. */
  until?: number;
  /** The reason that patrons read: "snow". */
  words?: string;
}

/** A paused desk takes no new conversations; open conversations continue. Times in milliseconds since 1970. */
export interface Pause {
  from: number;
  /** Absent: until a librarian ends the pause. */
  until?: number;
}

export interface DeskEntry {
  /** The name used in URLs and script tags: `main`. */
  name: DeskName;
  /** The title that patrons read: "Reference desk". */
  title: string;
  /** The IANA time zone of the desk: `America/New_York`. */
  zone: string;
  /** The account names of the librarians who serve this desk. */
  librarians: LibrarianName[];
  /** The opening hours. Absent: the desk has none and, without a rota, every connected librarian is on duty. */
  hours?: WeekHours;
  /** Hours for single dates, by date (`2026-12-25`). Only for desks with `hours`. */
  dates?: ReadonlyMap<string, DatedDay>;
  /** When each librarian is on duty without going on duty by hand. */
  rota?: ReadonlyMap<LibrarianName, WeekHours>;
  /** Set by a librarian, not by the config. */
  closure?: Closure;
  /** Set by a librarian, not by the config. */
  pause?: Pause;
  /** The librarians who may close the desk outside its timetable, pause it, and open it again. */
  mayClose?: LibrarianName[];
  /** Canned replies by code. They may contain placeholders. */
  replies?: ReadonlyMap<string, string>;
  /** The predefined places that librarians choose from when they say where they are. Absent: they use their own words. */
  places?: readonly string[];
  contact?: Contact;
  /** `in-order`: available librarians are asked one after the other, in the order of `librarians`. Absent: all at once. */
  ring?: 'in-order';
  /** The desk that questions are handed on to: after `afterSeconds` without an answer, or while this desk is closed. */
  handOn?: { to: DeskName; afterSeconds?: number; whenClosed?: boolean };
  /** The librarian who is notified of a question that was not answered within so many hours of opening time. */
  tellLate?: { to: LibrarianName; openHours: number };
}

export interface LibrarianEntry {
  /** The account name: `maria`. */
  name: LibrarianName;
  /** The name that patrons read: "Maria". */
  displayName: string;
  /** The instant messaging account, `ann@library.example`. Absent: the librarian uses the console only. */
  xmpp?: string;
  /** The librarian is asked before their colleagues only while they have fewer conversations than this. */
  atOnce?: number;
  /** The librarian agreed, on paper, that patrons see their name and words. What they choose later takes precedence. */
  publish?: boolean;
}

/** Limits and times, in the unit that the name says. */
export interface Rules {
  /** A conversation is closed this long after the last page left, unless an answer is owed. */
  idleSeconds: number;
  /** A conversation is forgotten this long after its last entry; 0: when it is closed, unless an answer is owed. */
  retentionDays: number;
  /** How long a desk takes no new conversation from the network of a blocked one. */
  blockSeconds: number;
  /** The most entries of one conversation. */
  linesEach: number;
  /** The most lines of a patron within one minute. */
  linesPerMinute: number;
}

export interface Roster {
  desks: ReadonlyMap<DeskName, DeskEntry>;
  librarians: ReadonlyMap<LibrarianName, LibrarianEntry>;
  rules: Rules;
}

/** The desks that a librarian serves, in the order of the config. */
export const desksOf = ({ desks }: Roster, librarian: LibrarianName): DeskEntry[] =>
  [...desks.values()].filter((desk) => desk.librarians.includes(librarian));
