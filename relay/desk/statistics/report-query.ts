import { dateOf, dayOf, today } from '../presence/opening-hours.ts';

/** What a report is asked for, as somebody typed it. */
export interface ReportInput {
  /** Dates, `2026-11-25`; the last one is in it. */
  from?: string | undefined;
  to?: string | undefined;
  /** What an hour on duty costs. */
  rate?: string | undefined;
}

export interface ReportQuery {
  from: string;
  to: string;
  rate?: number;
}

/** `names`: how what was typed wrong is called where it was typed. */
export interface ReportInputNames {
  from: string;
  to: string;
  rate: string;
}

/** Of which days a report is, where nothing is said. */
const DEFAULT_DAYS = 30;

const isDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && isDay(dayOf(text)) && dateOf(dayOf(text)) === text;

const isDay = (day: number): boolean => !Number.isNaN(day);

const isRate = (text: string): boolean => /^\d{1,6}(\.\d{1,2})?$/.test(text) && Number(text) > 0;

/** Where days begin first of all these zones, it may be tomorrow already; in UTC, where there is none. */
export const latestToday = ([first = 'UTC', ...zones]: readonly string[], now: number): string =>
  [first, ...zones].map((zone) => today({ zone }, now).date).reduce((one, other) => (one > other ? one : other));

/** `now`: the date at the desk. A text is the sentence that says what is wrong. */
export const parseReportQuery = (typed: ReportInput, now: string, names: ReportInputNames): ReportQuery | string => {
  const { rate } = typed;
  for (const name of ['from', 'to'] as const) {
    const date = typed[name];
    if (date !== undefined && !isDate(date)) {
      return `“${date}” for ${names[name]} is no date. Write it as year, month and day: ${now}.`;
    }
  }
  const to = typed.to ?? now;
  const from = typed.from ?? dateOf(dayOf(to) - DEFAULT_DAYS + 1);
  if (from > to) return `${names.from} is ${from}, which comes after ${names.to}, ${to}. The earlier date comes first.`;
  if (rate === undefined) return { from, to };
  if (!isRate(rate)) {
    return `“${rate}” for ${names.rate} is not what an hour costs. Write a number above 0, without a currency: 35 or 35.50.`;
  }
  return { from, to, rate: Number(rate) };
};

/** The hours of these dates, as counts have them. */
export const queriedHours = ({ from, to }: Pick<ReportQuery, 'from' | 'to'>): [from: number, to: number] => [
  dayOf(from) * 24,
  (dayOf(to) + 1) * 24,
];
