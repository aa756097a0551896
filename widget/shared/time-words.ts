/** Writes times and days in a reader's language. */

/** How to write a time: in which language, and in which time zone (absent: the browser's own). */
export interface Clockface {
  language: string;
  zone?: string;
}

export const format = ({ language, zone }: Clockface, how: Intl.DateTimeFormatOptions, at: number): string =>
  new Intl.DateTimeFormat(language, zone ? { ...how, timeZone: zone } : how).format(at);

/** For example "3:00 PM". */
export const timeOf = (at: number, face: Clockface): string => format(face, { timeStyle: 'short' }, at);

/**
 * The number of calendar days from `now` to `at` in that zone; yesterday is -1. Uses Swedish, because it writes dates as
 * 2026-01-31, which `Date.parse` reads.
 */
export const daysBetween = (now: number, at: number, face: Clockface): number => {
  const [from = 0, to = 0] = [now, at].map((time) => Date.parse(format({ ...face, language: 'sv' }, {}, time)));
  return (to - from) / 86_400_000;
};

/** "yesterday", "today", "tomorrow", or for example "Tuesday, March 3". */
export function dayOf(at: number, now: number, face: Clockface): string {
  const days = daysBetween(now, at, face);
  return Math.abs(days) < 2
    ? new Intl.RelativeTimeFormat(face.language, { numeric: 'auto' }).format(days, 'day')
    : format(face, { weekday: 'long', month: 'long', day: 'numeric' }, at);
}

/**
 * The text above a line that is the first, begins a new day, or comes ten minutes or more after the line before;
 * otherwise undefined. `before`: the time of the line before.
 */
export function separatorOf(at: number, before: number | undefined, now: number, language: string): string | undefined {
  const time = timeOf(at, { language });
  if (before === undefined || daysBetween(before, at, { language })) return `${dayOf(at, now, { language })}, ${time}`;
  return at - before < 600_000 ? undefined : time;
}
