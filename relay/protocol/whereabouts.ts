/** What patrons are shown of a desk: whether somebody is there, where, and when she is back. */

/** `unsure`: the relay, or the page, cannot tell at the moment. Best first. */
export const AVAILABILITIES = ['available', 'busy', 'away', 'unsure', 'offline'] as const;
export type Availability = (typeof AVAILABILITIES)[number];

/** What a librarian can say of herself; the others are found out, not said. */
export type StatedAvailability = 'available' | 'busy' | 'away';

/** One librarian on duty who lets herself be shown. Times are milliseconds since 1970. */
export interface LibrarianWhereabouts {
  /** The display name the library chose. */
  name: string;
  availability: Availability;
  /** Her own words, as typed: one line, at most MAX_WORDS. */
  words?: string;
  /** When she is back, or when she is no longer busy. */
  until?: number;
  /** Her words say that time, on the desk's clock: it need not be said twice. */
  told?: true;
  /** The return time has passed and she has not been heard from: "was due back at …". */
  overdue?: true;
  /** Since when this is so. */
  since?: number;
}

/** Other ways to reach the desk, from the config. Shown when nobody can answer. */
export interface Contact {
  phone?: string;
  email?: string;
  address?: string;
}

/** Opening hours of one weekday, as wall time in the desk's zone: `['09:00', '17:00']`. */
export type Interval = [from: string, to: string];

/** Monday first; an empty list is a day the desk is closed. */
export type WeekHours = [Interval[], Interval[], Interval[], Interval[], Interval[], Interval[], Interval[]];

/** Opening hours of one date, `2026-12-25`; an empty list: closed. `why`: "Christmas Day". */
export interface DatedHours {
  date: string;
  hours: Interval[];
  why?: string;
}

/**
 * The desk's own whereabouts. Carries no time of asking, so that the same whereabouts are the same bytes
 * (ETag); how long an answer may be trusted is `goodFor`, counted from its arrival less its `Age`.
 */
export interface Whereabouts {
  desk: string;
  /** The desk's display name. */
  name: string;
  /** IANA zone of the desk, such as `America/New_York`. */
  zone: string;
  /** The best availability among those on duty. */
  availability: Availability;
  /** Those on duty who let themselves be shown, best first. */
  librarians: LibrarianWhereabouts[];
  /** When the next of them is back, where nobody is available. */
  until?: number;
  /** When the desk opens next, where it has hours and is closed. */
  opens?: number;
  /** When the desk closes, where it has hours and is open. */
  closes?: number;
  hours?: WeekHours;
  /** Dates of the next two weeks that go before `hours`, in order. */
  dates?: DatedHours[];
  /** Why the desk is closed out of its hours, or what is special today: "snow", "Christmas Eve". */
  notice?: string;
  /** It takes no new conversation, until then where that is known; those that run go on. */
  paused?: { until?: number };
  contact?: Contact;
  /** Seconds. */
  goodFor: number;
}
