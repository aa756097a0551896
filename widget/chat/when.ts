/** Whose clock: a language for the words, and a zone (absent: the patron's own). */
export interface Clockface {
  language: string;
  zone?: string;
}

export const format = ({ language, zone }: Clockface, how: Intl.DateTimeFormatOptions, at: number): string =>
  new Intl.DateTimeFormat(language, zone ? { ...how, timeZone: zone } : how).format(at);

/** "3:00 PM". */
export const timeOf = (at: number, face: Clockface): string => format(face, { timeStyle: 'short' }, at);

/** Days from `now` to `at` in that zone: -1 is yesterday. Swedish writes dates as 2026-01-31. */
const daysBetween = (now: number, at: number, face: Clockface): number => {
  const [from = 0, to = 0] = [now, at].map((time) => Date.parse(format({ ...face, language: 'sv' }, {}, time)));
  return (to - from) / 86_400_000;
};

/** "today", "yesterday", or "Tuesday, March 3". */
export function dayOf(at: number, now: number, face: Clockface): string {
  const days = daysBetween(now, at, face);
  return Math.abs(days) < 2
    ? new Intl.RelativeTimeFormat(face.language, { numeric: 'auto' }).format(days, 'day')
    : format(face, { weekday: 'long', month: 'long', day: 'numeric' }, at);
}

/** "3:00 PM" where that is today; "Monday 9:00 AM" within a week; else with the date. */
export function momentOf(at: number, now: number, face: Clockface): string {
  const days = Math.abs(daysBetween(now, at, face));
  if (days === 0) return timeOf(at, face);
  const date: Intl.DateTimeFormatOptions = days < 7 ? {} : { month: 'long', day: 'numeric' };
  return format(face, { weekday: 'long', ...date, hour: 'numeric', minute: '2-digit' }, at);
}

/** A moment on the desk's clock and, where it reads differently there, on the patron's own. */
export function momentsOf(at: number, now: number, face: Clockface): { desk: string; own?: string } {
  const desk = momentOf(at, now, face);
  const own = momentOf(at, now, { language: face.language });
  return desk === own ? { desk } : { desk, own };
}

/**
 * Do her words already tell this time of day ("back at 3", "until 15:30")? Then it is not said twice. A bare hour
 * tells full hours only, of the 12-hour clock as of the 24-hour one.
 */
export function tells(words: string, at: number, zone: string): boolean {
  const [hour, minute] = format({ language: 'sv', zone }, { timeStyle: 'short' }, at).split(':');
  const hours = `0?(?:${Number(hour)}|${Number(hour) % 12 || 12})`;
  const minutes = minute === '00' ? '(?:[:.h]?00)?' : `[:.h]?${minute}`;
  return new RegExp(`(?<![\\d:.])${hours}${minutes}(?![\\d:]|\\.\\d| ?min)`, 'i').test(words);
}

/** What stands above a line that begins a new day, or comes after ten quiet minutes. */
export function separatorOf(at: number, before: number | undefined, now: number, language: string): string | undefined {
  const time = timeOf(at, { language });
  if (before === undefined || daysBetween(before, at, { language })) return `${dayOf(at, now, { language })}, ${time}`;
  return at - before < 600_000 ? undefined : time;
}
