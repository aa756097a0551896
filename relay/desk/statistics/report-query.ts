import { dateOf, dayOf, today } from '../presence/opening-hours.ts';

/** Reads and checks what a report is requested for. Pure. */

/** The dates and the rate as somebody typed them. */
export interface ReportInput {
  /** The first date, `2026-11-25`. */
  from?: string | undefined;
  /** The last date; it is included. */
  to?: string | undefined;
  /** The cost of an hour on duty. */
  rate?: string | undefined;
}

/** The same, checked and completed. */
export interface ReportQuery {
  from: string;
  to: string;
  rate?: number;
}

/** What the inputs are called where they were typed, for error messages: `--from`, or "From". */
export interface ReportInputNames {
  from: string;
  to: string;
  rate: string;
}

/** The number of days in a report that gives no dates. */
const DEFAULT_DAYS = 30;

const isDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && isDay(dayOf(text)) && dateOf(dayOf(text)) === text;

const isDay = (day: number): boolean => !Number.isNaN(day);

const isRate = (text: string): boolean => /^\d{1,6}(\.\d{1,2})?$/.test(text) && Number(text) > 0;

/** The latest local date among these time zones at `now`; in UTC if the list is empty. */
export const latestToday = ([first = 'UTC', ...zones]: readonly string[], now: number): string =>
  [first, ...zones].map((zone) => today({ zone }, now).date).reduce((one, other) => (one > other ? one : other));

/** The query, or a sentence that says what is wrong with the input. `now`: today's date at the desk. */
export const parseReportQuery = (typed: ReportInput, now: string, names: ReportInputNames): ReportQuery | string => {
  const { rate } = typed;
  for (const name of ['from', 'to'] as const) {
    const date = typed[name];
    if (date !== undefined && !isDate(date)) {
      return `“${date}” for ${names[name]} is not a date. Write it as year, month and day: ${now}.`;
    }
  }
  const to = typed.to ?? now;
  const from = typed.from ?? dateOf(dayOf(to) - DEFAULT_DAYS + 1);
  if (from > to) return `${names.from} is ${from}, which comes after ${names.to}, ${to}. The earlier date comes first.`;
  if (rate === undefined) return { from, to };
  if (!isRate(rate)) {
    return `“${rate}” for ${names.rate} is not an amount. Write a number above 0, without a currency: 35 or 35.50.`;
  }
  return { from, to, rate: Number(rate) };
};

/** The hours of these dates as `Count.hour` counts them: from `from` up to, but not including, `to`. */
export const queriedHours = ({ from, to }: Pick<ReportQuery, 'from' | 'to'>): [from: number, to: number] => [
  dayOf(from) * 24,
  (dayOf(to) + 1) * 24,
];
