import { dateOf } from '../presence/opening-hours.ts';
import type { Count } from './hourly-counts.ts';
import { type Figures, figuresOf } from './report.ts';

/** A report for a spreadsheet (RFC 4180): a row for each desk, date and hour in which there was something. */

const COLUMNS = [
  'desk',
  'date',
  'hour',
  'asked',
  'answered',
  'left',
  'missed',
  'waits',
  'wait_p50_seconds',
  'wait_p90_seconds',
  'waits_over_90_seconds',
  'hours_on_duty',
];

/** Whatever begins with one of these, a spreadsheet takes for a formula; an apostrophe before it says that it is text. */
const FORMULA = /^[=+\-@\t\r]/;

const cell = (value: string | number | undefined): string => {
  if (typeof value === 'number' || value === undefined) return String(value ?? '');
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const rounded = (value: number, places: number): number => Number(value.toFixed(places));

const cells = ({ asked, answered, left, missed, waits, p50, p90, long, dutyHours }: Figures) => [
  asked,
  answered,
  left,
  missed,
  waits,
  p50,
  p90,
  long,
  rounded(dutyHours, 4),
];

/** With a `rate` also what the hours on duty cost. */
export const reportCsv = (counts: readonly Count[], rate?: number): string => {
  const places = Map.groupBy(counts, ({ desk, hour }) => `${hour} ${desk}`);
  const rows = [...places.values()]
    .map((its) => ({ its, desk: its[0]?.desk ?? '', hour: its[0]?.hour ?? 0 }))
    .sort((one, other) => (one.desk === other.desk ? one.hour - other.hour : one.desk < other.desk ? -1 : 1))
    .map(({ its, desk, hour }) => {
      const figures = figuresOf(its);
      const cost = rate === undefined ? [] : [rounded(figures.dutyHours * rate, 2)];
      return [desk, dateOf(Math.floor(hour / 24)), hour % 24, ...cells(figures), ...cost];
    });
  const head = rate === undefined ? COLUMNS : [...COLUMNS, 'cost_of_duty'];
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
};
