/** Times as librarians read them, in the time zone of a desk. */

const DAY_MS = 86_400_000;

/** A time of day as a clock at the desk shows it: "3:00 PM"; with `seconds`, "3:00:00 PM". */
export const timeAt = (at: number, zone: string, seconds = false): string =>
  new Date(at).toLocaleTimeString('en', { timeZone: zone, timeStyle: seconds ? 'medium' : 'short' });

/** A moment that may be on another day: "Thursday, January 15 at 9:00 AM". */
export const dayAt = (at: number, zone: string): string =>
  new Date(at).toLocaleString('en', {
    timeZone: zone,
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  });

/** "5:40 PM" today, "Friday 5:40 PM" less than six days before or after, otherwise with the date. */
export const momentAt = (at: number, now: number, zone: string): string => {
  const day = (t: number) => new Date(t).toLocaleDateString('en', { timeZone: zone });
  if (day(at) === day(now)) return timeAt(at, zone);
  const thisWeek = Math.abs(now - at) < 6 * DAY_MS;
  const date: Intl.DateTimeFormatOptions = thisWeek ? { weekday: 'long' } : { month: 'long', day: 'numeric' };
  return `${new Date(at).toLocaleDateString('en', { timeZone: zone, ...date })} ${timeAt(at, zone)}`;
};

/** The same in a sentence: "at 3:00 PM", "Friday 3:00 PM". */
export const whenAt = (at: number, now: number, zone: string): string => {
  const moment = momentAt(at, now, zone);
  return moment === timeAt(at, zone) ? `at ${moment}` : moment;
};

/** The time zone and the moment in which somebody reads. */
export interface Here {
  zone: string;
  now: number;
}
