import { dateOf } from '../presence/opening-hours.ts';
import type { Count } from './hourly-counts.ts';
import { type Figures, figuresOf } from './report.ts';

/** The report as a CSV file (RFC 4180): one row for each desk, date and hour with at least one count. Pure. */

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

/** A spreadsheet reads a cell that starts with one of these as a formula. An apostrophe before it makes it text. */
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

/** The CSV text. With a `rate`, the cost of an hour on duty, there is a column for the cost. */
export const reportCsv = (counts: readonly Count[], rate?: number): string => {
  const places = Map.groupBy(counts, ({ desk, hour }) => `${hour} ${desk}`);
  const rows = [...places.values()]
    .map((group) => ({ its: group, desk: group[0]?.desk ?? '', hour: group[0]?.hour ?? 0 }))
    .sort((one, other) => (one.desk === other.desk ? one.hour - other.hour : one.desk < other.desk ? -1 : 1))
    .map(({ its: group, desk, hour }) => {
      const figures = figuresOf(group);
      const cost = rate === undefined ? [] : [rounded(figures.dutyHours * rate, 2)];
      return [desk, dateOf(Math.floor(hour / 24)), hour % 24, ...cells(figures), ...cost];
    });
  const head = rate === undefined ? COLUMNS : [...COLUMNS, 'cost_of_duty'];
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
};
