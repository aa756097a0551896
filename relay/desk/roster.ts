import type { Contact, Interval, WeekHours } from '../protocol/whereabouts.ts';

/** The desks and librarians as the library's config names them. Account names are never shown to patrons. */

export type DeskName = string;
export type LibrarianName = string;

/** A date that goes before the week. */
export interface DatedDay {
  /** Empty: closed all day. */
  hours: Interval[];
  /** What patrons read of it: "Christmas Day". */
  why?: string;
}

/** A closing that a librarian put up, or took down at `until`. */
export interface Closure {
  from: number;
  /** Absent: until further notice. */
  until?: number;
  /** What patrons read of it: "snow". */
  words?: string;
}

/** While it stands, the desk takes no new conversation; those that run go on. */
export interface Pause {
  from: number;
  /** Absent: until it is ended. */
  until?: number;
}

export interface DeskEntry {
  /** Used in addresses and tags: `main`. */
  name: DeskName;
  /** What patrons read: "Reference desk". */
  title: string;
  /** IANA zone. */
  zone: string;
  /** Account names of the librarians who serve here. */
  librarians: LibrarianName[];
  /** Absent: the desk has no hours, and, without a rota, whoever is connected is on duty. */
  hours?: WeekHours;
  /** By date, `2026-12-25`; only where it has hours. */
  dates?: ReadonlyMap<string, DatedDay>;
  /** When whom is on duty without saying so. */
  rota?: ReadonlyMap<LibrarianName, WeekHours>;
  /** Not from the config: as it is now. */
  closure?: Closure;
  /** Not from the config: as it is now. */
  pause?: Pause;
  /** Who may close it out of its hours, pause it, and open it again. */
  mayClose?: LibrarianName[];
  /** What its librarians say again and again, by code; with placeholders. */
  replies?: ReadonlyMap<string, string>;
  /** What its librarians say of where they are, chosen from here; absent: in words of their own. */
  places?: readonly string[];
  contact?: Contact;
  /** Those available are asked one after the other, in the order of `librarians`; absent: all at once. */
  ring?: 'in-order';
  /** Where its questions go on to: unanswered for so long, or asked while it is closed. */
  handOn?: { to: DeskName; afterSeconds?: number; whenClosed?: boolean };
  /** Who is told of a question that nobody has answered for so many hours in which the desk was open. */
  tellLate?: { to: LibrarianName; openHours: number };
}

export interface LibrarianEntry {
  /** Her account: `maria`. */
  name: LibrarianName;
  /** What patrons read: "Maria". */
  displayName: string;
  /** Her account for instant messaging, `ann@library.example`; absent: she has the console alone. */
  xmpp?: string;
  /** She is asked before the others only while she has fewer conversations than that. */
  atOnce?: number;
  /** Did she agree, on paper, that patrons see her name and words? Her own word later goes before this. */
  publish?: boolean;
}

/** Times in the unit their name says. */
export interface Rules {
  /** A conversation closes this long after the last page left, unless an answer is owed. */
  idleSeconds: number;
  /** Conversations are forgotten this long after their last entry; 0: at closing, unless an answer is owed. */
  retentionDays: number;
  /** For so long a desk takes no new conversation from the network of one that was blocked. */
  blockSeconds: number;
  /** Most lines one conversation takes. */
  linesEach: number;
  /** Most lines of a patron in one minute. */
  linesPerMinute: number;
}

export interface Roster {
  desks: ReadonlyMap<DeskName, DeskEntry>;
  librarians: ReadonlyMap<LibrarianName, LibrarianEntry>;
  rules: Rules;
}

/** Where she serves, in the order of the config. */
export const desksOf = ({ desks }: Roster, librarian: LibrarianName): DeskEntry[] =>
  [...desks.values()].filter((desk) => desk.librarians.includes(librarian));
