import * as v from 'valibot';
import type { Interval, WeekHours } from '../../protocol/whereabouts.ts';
import { itemPath, list, text } from '../fields.ts';
import { quoted } from '../mistakes.ts';
import { object } from '../objects.ts';

const HOURS_PATTERN = '^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$';

const EXAMPLE = '09:00-17:00';

const hoursMistake = (value: string): string | undefined => {
  if (!new RegExp(HOURS_PATTERN).test(value)) {
    return `${quoted(value)} is not a range of hours. Write start and end on the 24-hour clock: "${guess(value) ?? EXAMPLE}".`;
  }
  const [from, to] = interval(value);
  if (from < to) return undefined;
  if (from === to) return `${quoted(value)} is an empty range. Write when the desk opens and when it closes.`;
  const night = `"${from}-24:00"${to === '00:00' ? '' : ` on this day and "00:00-${to}" on the next`}`;
  return `${quoted(value)} ends before it begins. Write an end after ${from}, or, for hours past midnight, ${night}.`;
};

/** Turns "9-5pm", "9.00 – 17.00" or "9 am to 5 pm" into the form of the config. */
const guess = (value: string): string | undefined => {
  const parts =
    /^(\d{1,2})(?:[:.h](\d{2})?)?\s*([ap])?\.?m?\.?\s*(?:-|–|—|to)\s*(\d{1,2})(?:[:.h](\d{2})?)?\s*([ap])?/i.exec(
      value,
    );
  if (!parts) return undefined;
  const [, fromHour = '', fromMinute = '00', fromHalf, toHour = '', toMinute = '00', toHalf] = parts;
  const meant = `${clockTime(fromHour, fromMinute, fromHalf)}-${clockTime(toHour, toMinute, toHalf)}`;
  return new RegExp(HOURS_PATTERN).test(meant) ? meant : undefined;
};

const clockTime = (hour: string, minute: string, half: string | undefined): string => {
  const shift = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return `${String(shift).padStart(2, '0')}:${minute}`;
};

/** Both halves exist: HOURS_PATTERN was tested. Wall times have the same length, so they compare as text. */
const interval = (value: string): Interval => {
  const [from = '', to = ''] = value.split('-');
  return [from, to];
};

const hoursList = (about: string) =>
  list({
    about,
    of: text({
      about: 'Start and end in the local time of the desk; 24:00 is the end of the day.',
      example: EXAMPLE,
      max: 11,
      pattern: HOURS_PATTERN,
      mistakeIn: hoursMistake,
    }),
  });

/** The hours of one day; `about` describes the key. */
export const dayHours = (about: string) =>
  v.pipe(
    hoursList(about),
    v.rawCheck(({ dataset: { value }, addIssue }) => {
      if (!Array.isArray(value)) return;
      for (const { index, message } of overlapsIn(value)) addIssue({ message, path: itemPath(value, index) });
    }),
    v.transform((hours) => joined(hours.map(interval))),
  );

/** Compares only those items that are hours at all, so that a wrong one in the list hides nothing. */
const overlapsIn = (items: readonly unknown[]): { index: number; message: string }[] => {
  const hours = items
    .map((value, index) => ({ index, value }))
    .filter((one): one is { index: number; value: string } => typeof one.value === 'string')
    .filter(({ value }) => hoursMistake(value) === undefined)
    .sort((one, other) => compare(one.value, other.value));
  const found = [];
  let latest = hours[0];
  for (const next of hours.slice(1)) {
    if (latest && next.value !== latest.value && interval(next.value)[0] < interval(latest.value)[1]) {
      const [earlier, later] = next.index > latest.index ? [latest, next] : [next, latest];
      const message = `${quoted(later.value)} overlaps ${quoted(earlier.value)}. Write a range that begins after the other one ends, or one range that covers both.`;
      found.push({ index: later.index, message });
    }
    if (!latest || interval(next.value)[1] > interval(latest.value)[1]) latest = next;
  }
  return found;
};

/** Sorted, with ranges that touch joined, because the desk does not close between them. */
const joined = (hours: readonly Interval[]): Interval[] => {
  const days: Interval[] = [];
  for (const [from, to] of hours.toSorted(([one], [other]) => compare(one, other))) {
    const before = days.at(-1);
    if (before?.[1] === from) before[1] = to;
    else days.push([from, to]);
  }
  return days;
};

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const weekOf = (parts: { about: string; day: string; none: string }) => {
  const { about, none } = parts;
  const day = v.exactOptional(dayHours(parts.day));
  const keys = { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day };
  return v.pipe(
    object({ about, example: '{ "monday": ["09:00-17:00"] }', none, keys }),
    v.transform(
      ({
        monday = [],
        tuesday = [],
        wednesday = [],
        thursday = [],
        friday = [],
        saturday = [],
        sunday = [],
      }): WeekHours => [monday, tuesday, wednesday, thursday, friday, saturday, sunday],
    ),
  );
};

export const weekHours = weekOf({
  about: 'Opening hours by weekday. Left out, the desk has no hours, and every connected librarian is on duty.',
  day: 'When the desk is open on this weekday; a day left out, or with an empty list, is closed.',
  none: 'This names no day on which the desk is open. Write at least one, such as "monday": ["09:00-17:00"], or leave "hours" out.',
});

export const dutyHours = weekOf({
  about:
    'When this librarian is on duty without announcing it, by weekday. While the desk is closed, no one is on duty.',
  day: 'The hours on duty on this weekday.',
  none: 'This names no day on which the librarian is on duty. Write at least one, such as "monday": ["09:00-13:00"], or leave the librarian out.',
});
