/** What patrons are shown of a desk: whether a librarian is available, where the librarians are, and when they are back. */

/** Best first. `unsure`: the relay or the page cannot find out at the moment. */
export const AVAILABILITIES = ['available', 'busy', 'away', 'unsure', 'offline'] as const;
export type Availability = (typeof AVAILABILITIES)[number];

/** What librarians can say about themselves. The relay derives the other values; nobody can state them. */
export type StatedAvailability = 'available' | 'busy' | 'away';

/** A librarian who is on duty and lets patrons see their name. Times are milliseconds since 1970. */
export interface LibrarianWhereabouts {
  /** The display name that the library chose. */
  name: string;
  availability: Availability;
  /** The librarian's own words, as typed: one line, at most MAX_WORDS. Show them in quotation marks, as text. */
  words?: string;
  /** When the librarian is back, or no longer busy. */
  until?: number;
  /** The words say the time of `until` already, by the desk's clock: a page need not show it again. (The name is fixed by the wire.) */
  told?: true;
  /** `until` has passed and the librarian has done nothing since. Show "was due back at ..." with the time of `until`. */
  overdue?: true;
  /** Since when the librarian's availability and words are as they are now. */
  since?: number;
}

/** Other ways to reach the desk, from the config. Show them while nobody is available. */
export interface Contact {
  phone?: string;
  email?: string;
  /** A postal or street address. */
  address?: string;
}

/** Opening hours of one weekday, as wall-clock times in the desk's time zone: `['09:00', '17:00']`. */
export type Interval = [from: string, to: string];

/** The opening hours of a week, Monday first. An empty list: the desk is closed on that day. */
export type WeekHours = [Interval[], Interval[], Interval[], Interval[], Interval[], Interval[], Interval[]];

/** The opening hours of one date, such as `2026-12-25`. An empty list: the desk is closed. `why`: "Christmas Day". */
export interface DatedHours {
  date: string;
  hours: Interval[];
  why?: string;
}

/**
 * The whereabouts of a desk. Times are milliseconds since 1970. There is no time of the request in it: as long as nothing changes the
 * bytes are the same, so an ETag works. `goodFor` counts from the arrival of the response, less its `Age` header.
 */
export interface Whereabouts {
  desk: string;
  /** The desk's title. */
  name: string;
  /** The IANA time zone of the desk, such as `America/New_York`. */
  zone: string;
  /** The best availability among the librarians on duty. */
  availability: Availability;
  /** The librarians on duty who let patrons see their names, best first. */
  librarians: LibrarianWhereabouts[];
  /** When the next librarian is back, where nobody is available. */
  until?: number;
  /** When the desk opens next, where it has hours and is closed. */
  opens?: number;
  /** When the desk closes, where it has hours and is open. */
  closes?: number;
  hours?: WeekHours;
  /** Dates of the next two weeks whose hours override `hours`, in order. */
  dates?: DatedHours[];
  /** Why the desk is closed during its hours, or what is special today: "snow", "Christmas Eve". */
  notice?: string;
  /** The desk takes no new conversation, until that time where it is known. Conversations that have begun continue. */
  paused?: { until?: number };
  contact?: Contact;
  /** For how many seconds a page may show this. */
  goodFor: number;
}
