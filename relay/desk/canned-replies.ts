import type { Interval, WeekHours } from '../protocol/whereabouts.ts';
import { closingAfter, openingAfter, today } from './presence/opening-hours.ts';
import type { DeskEntry } from './roster.ts';

/** What a desk's librarians say again and again: texts by code, with placeholders for what the desk has. Pure. */

/** What may stand between braces. */
export const PLACEHOLDERS = ['phone', 'email', 'address', 'hours', 'opens', 'closes', 'name'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** A reply as it is said now; or what of it is not known now. */
export type FilledReply = { code: string } & ({ text: string } | { lacks: Placeholder });

interface ReplyContext {
  desk: DeskEntry;
  /** Her display name, as patrons may read it; undefined where they may not. */
  name: string | undefined;
  now: number;
}

/** In the order of the config. */
export const fillReplies = (saying: ReplyContext): FilledReply[] =>
  [...(saying.desk.replies ?? [])].map(([code, text]) => filled(code, text, saying));

const IN_BRACES = /\{([^{}]*)\}/g;

/** What stands between braces in a text. */
export const placeholdersOf = (text: string): string[] =>
  [...text.matchAll(IN_BRACES)].map(([, inside = '']) => inside);

export const isPlaceholder = (word: string): word is Placeholder => PLACEHOLDERS.some((known) => known === word);

const filled = (code: string, text: string, saying: ReplyContext): FilledReply => {
  const values = new Map<string, string>();
  for (const word of placeholdersOf(text)) {
    if (!isPlaceholder(word)) continue;
    const value = valueFor(word, saying);
    if (value === undefined) return { code, lacks: word };
    values.set(word, value);
  }
  return { code, text: text.replace(IN_BRACES, (whole, word: string) => values.get(word) ?? whole) };
};

const valueFor = (word: Placeholder, { desk, name, now }: ReplyContext): string | undefined => {
  switch (word) {
    case 'hours':
      return desk.hours && weekText(desk.hours);
    case 'opens':
      return momentText(openingAfter(desk, now), desk, now);
    case 'closes':
      return momentText(closingAfter(desk, now), desk, now);
    case 'name':
      return name ?? 'a librarian';
    default:
      return desk.contact?.[word];
  }
};

/** "9:00 AM", "Wednesday at 9:00 AM", and beyond a week "Wednesday, January 21 at 9:00 AM". */
const momentText = (at: number | undefined, desk: DeskEntry, now: number): string | undefined => {
  if (at === undefined) return undefined;
  const { ends } = today(desk, now);
  const time: Intl.DateTimeFormatOptions = { timeZone: desk.zone, hour: 'numeric', minute: '2-digit' };
  if (at < ends) return format(at, time);
  const date: Intl.DateTimeFormatOptions = at < ends + WEEK_MS ? {} : { month: 'long', day: 'numeric' };
  return `${format(at, { timeZone: desk.zone, weekday: 'long', ...date })} at ${format(at, time)}`;
};

/** Six days: on the seventh the day has the name of the one it is. */
const WEEK_MS = 6 * 86_400_000;

/** "Monday to Friday 9:00 AM to 5:00 PM, Saturday closed". */
const weekText = (week: WeekHours): string => {
  const rows: { from: number; to: number; hours: string }[] = [];
  for (const [day, intervals] of week.entries()) {
    const hours = intervals.length === 0 ? 'closed' : intervals.map(intervalText).join(' and ');
    const last = rows.at(-1);
    if (last?.hours === hours) last.to = day;
    else rows.push({ from: day, to: day, hours });
  }
  return rows
    .map(
      ({ from, to, hours }) =>
        `${dayText(from)}${to === from ? '' : `${to === from + 1 ? ' and' : ' to'} ${dayText(to)}`} ${hours}`,
    )
    .join(', ');
};

const intervalText = (interval: Interval): string =>
  interval
    .map((wall) => format(Date.parse(`2024-01-01T${wall}Z`), { timeZone: 'UTC', hour: 'numeric', minute: '2-digit' }))
    .join(' to ');

/** 1 January 2024 was a Monday. */
const dayText = (day: number): string => format(Date.UTC(2024, 0, 1 + day), { timeZone: 'UTC', weekday: 'long' });

/** Some Intl put a narrow no-break space before AM, which plain clients may show as a box. */
const format = (at: number, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en', options).format(at).replace(/\s/g, ' ');
