import type { DatedHours, Interval, WeekHours } from '../../relay/protocol/whereabouts.ts';
import { format } from '../shared/time-words.ts';

/** Opening hours as rows, days with the same hours together: `["Mon – Fri", "9:00 AM – 5:00 PM"]`; a break divides them in lines, shut days have none. */
export function hoursOf(week: WeekHours, language: string): [days: string, hours: string][] {
  const rows: { from: number; to: number; hours: string }[] = [];
  for (const [day, intervals] of week.entries()) {
    const hours = intervals.map((interval) => intervalOf(interval, language)).join('\n');
    const last = rows.at(-1);
    if (last?.hours === hours) last.to = day;
    else rows.push({ from: day, to: day, hours });
  }
  return rows.map(({ from, to, hours }) => [
    from === to ? weekday(from, language) : `${weekday(from, language)} – ${weekday(to, language)}`,
    hours,
  ]);
}

/** The dates ahead as rows: `["Fri, Dec 25", "Christmas Day"]`; hours first where it has some. */
export const datesOf = (dates: readonly DatedHours[], language: string): [date: string, hours: string, why: string][] =>
  dates.map(({ date, hours, why }) => [
    format(
      { language, zone: 'UTC' },
      { weekday: 'short', month: 'short', day: 'numeric' },
      Date.parse(`${date}T00:00Z`),
    ),
    hours.map((interval) => intervalOf(interval, language)).join('\n'),
    why ?? '',
  ]);

/** 1 January 2024 was a Monday. */
const weekday = (day: number, language: string): string =>
  format({ language, zone: 'UTC' }, { weekday: 'short' }, Date.UTC(2024, 0, 1 + day));

const intervalOf = (interval: Interval, language: string): string =>
  interval
    .map((wall) => format({ language, zone: 'UTC' }, { timeStyle: 'short' }, Date.parse(`2024-01-01T${wall}Z`)))
    .join(' – ');
