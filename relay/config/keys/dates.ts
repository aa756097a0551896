import * as v from 'valibot';
import type { DatedDay } from '../../desk/roster.ts';
import { text } from '../fields.ts';
import { quoted } from '../mistakes.ts';
import { named, object } from '../objects.ts';
import { dayHours } from './hours.ts';

const DATE_PATTERN = '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$';

const isDate = (value: string): boolean =>
  new RegExp(DATE_PATTERN).test(value) &&
  new Date(`${value}T00:00Z`).getUTCDate() === Number(value.slice(8)) &&
  value >= '1970';

const EXAMPLE = '2026-12-25';

const dateMistake = (name: string): string | undefined => {
  if (isDate(name)) return undefined;
  if (new RegExp(DATE_PATTERN).test(name))
    return `${quoted(name)} does not exist. Write a date that is in the calendar.`;
  return `${quoted(name)} is not a date. Write year, month and day, such as "${guess(name) ?? EXAMPLE}".`;
};

/** Turns "2026/12/25" or "2026-1-5" into a date, only where the order of its parts is certain. */
const guess = (name: string): string | undefined => {
  const [, year, month = '', day = ''] = /^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})$/.exec(name) ?? [];
  const meant = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(meant) ? meant : undefined;
};

const day = v.pipe(
  object({
    about: 'One date on which the desk is closed or has other hours.',
    example: '{ "why": "Christmas Day" }',
    keys: {
      hours: v.exactOptional(dayHours('When the desk is open on this date; left out, or an empty list, it is closed.')),
      why: v.exactOptional(
        text({ about: 'The reason that patrons read, on that day and before.', example: 'Christmas Day', max: 80 }),
      ),
    },
  }),
  v.transform(({ hours = [], ...more }): DatedDay => ({ hours, ...more })),
);

/** Dates that override the weekly hours. */
export const dates = named({
  about: 'Dates that override the weekly hours: holidays, and days with other hours.',
  example: `{ "${EXAMPLE}": { "why": "Christmas Day" } }`,
  none: `This names no date. Write at least one, such as "${EXAMPLE}": { "why": "Christmas Day" }, or leave "dates" out.`,
  pattern: DATE_PATTERN,
  placeholder: 'DATE',
  mistakeInName: dateMistake,
  of: day,
});
