import type { Interval, WeekHours } from '../../relay/protocol/whereabouts.ts';

/** Whose clock: a language for the words, and a zone (absent: the patron's own). */
export interface Clockface {
  language: string;
  zone?: string;
}

const format = ({ language, zone }: Clockface, how: Intl.DateTimeFormatOptions, at: number): string =>
  new Intl.DateTimeFormat(language, zone ? { ...how, timeZone: zone } : how).format(at);

/** "3:00 PM". */
export const timeOf = (at: number, face: Clockface): string => format(face, { timeStyle: 'short' }, at);

/** Days since 1970 in that zone. Swedish writes dates as 2026-01-31. */
const dayNumber = (at: number, zone?: string): number =>
  Date.parse(
    format({ language: 'sv', ...(zone && { zone }) }, { year: 'numeric', month: '2-digit', day: '2-digit' }, at),
  ) / 86_400_000;

/** "today", "yesterday", or "Tuesday, March 3". */
export function dayOf(at: number, now: number, face: Clockface): string {
  const days = dayNumber(at, face.zone) - dayNumber(now, face.zone);
  return Math.abs(days) < 2
    ? new Intl.RelativeTimeFormat(face.language, { numeric: 'auto' }).format(days, 'day')
    : format(face, { weekday: 'long', month: 'long', day: 'numeric' }, at);
}

/** "3:00 PM" where that is today; "Monday at 9:00 AM" within a week; else with the date. */
export function momentOf(at: number, now: number, face: Clockface): string {
  const days = dayNumber(at, face.zone) - dayNumber(now, face.zone);
  if (days === 0) return timeOf(at, face);
  const day: Intl.DateTimeFormatOptions = Math.abs(days) < 7 ? {} : { month: 'long', day: 'numeric' };
  return format(face, { weekday: 'long', ...day, hour: 'numeric', minute: '2-digit' }, at);
}

/** A moment on the desk's clock and, where it reads differently there, on the patron's own. */
export function momentsOf(at: number, now: number, desk: Clockface): { desk: string; own?: string } {
  const there = momentOf(at, now, desk);
  const here = momentOf(at, now, { language: desk.language });
  return there === here ? { desk: there } : { desk: there, own: here };
}

/**
 * Do her words already tell this time of day ("back at 3", "until 15:30")? Then it is not said twice. A bare hour
 * tells full hours only, of the 12-hour clock as of the 24-hour one.
 */
export function tells(words: string, at: number, zone: string): boolean {
  const [hour = 0, minute = ''] = format(
    { language: 'en', zone },
    { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    at,
  )
    .split(':')
    .map((part, index) => (index ? part : Number(part)));
  const hours = `0?(?:${Number(hour)}|${Number(hour) % 12 || 12})`;
  const minutes = minute === '00' ? '(?:[:.h]?00)?' : `[:.h]?${minute}`;
  return new RegExp(`(?<![\\d:.])${hours}${minutes}(?![\\d:]|\\.\\d| ?min)`, 'i').test(words);
}

/** Moments of a line before which the log shows a line of time: a new day, or ten quiet minutes. */
export function separatorOf(at: number, before: number | undefined, now: number, language: string): string | undefined {
  if (before !== undefined && dayNumber(at) === dayNumber(before)) {
    return at - before < 600_000 ? undefined : timeOf(at, { language });
  }
  return `${dayOf(at, now, { language })}, ${timeOf(at, { language })}`;
}

/** Opening hours as rows, days with the same hours together: `["Monday – Friday", "9:00 AM – 5:00 PM"]`; shut days have none. */
export function hoursOf(week: WeekHours, language: string): [days: string, hours: string][] {
  const rows: { from: number; to: number; hours: string }[] = [];
  for (const [day, intervals] of week.entries()) {
    const hours = intervals.map((interval) => intervalOf(interval, language)).join(', ');
    const last = rows.at(-1);
    if (last?.hours === hours) last.to = day;
    else rows.push({ from: day, to: day, hours });
  }
  return rows.map(({ from, to, hours }) => [
    from === to ? weekday(from, language) : `${weekday(from, language)} – ${weekday(to, language)}`,
    hours,
  ]);
}

/** 1 January 2024 was a Monday. */
const weekday = (day: number, language: string): string =>
  format({ language, zone: 'UTC' }, { weekday: 'long' }, Date.UTC(2024, 0, 1 + day));

const intervalOf = (interval: Interval, language: string): string =>
  interval.map((wall) => timeOf(Date.parse(`2024-01-01T${wall}Z`), { language, zone: 'UTC' })).join(' – ');
