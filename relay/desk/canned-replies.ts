import type { Interval, WeekHours } from '../protocol/whereabouts.ts';
import { closingAfter, openingAfter, today } from './presence/opening-hours.ts';
import type { DeskEntry } from './roster.ts';

/** Canned replies: texts by code, whose placeholders are replaced with what is known about the desk. Pure. */

/** The words allowed between braces. */
export const PLACEHOLDERS = ['phone', 'email', 'address', 'hours', 'opens', 'closes', 'name'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** A canned reply with its placeholders replaced. `lacks`: the placeholder that has no value now (the name is the wire's). */
export type FilledReply = { code: string } & ({ text: string } | { lacks: Placeholder });

interface ReplyContext {
  desk: DeskEntry;
  /** The librarian's display name; undefined where patrons must not read it. */
  name: string | undefined;
  now: number;
}

/** All canned replies of the desk, in the order of the config. */
export const fillReplies = (context: ReplyContext): FilledReply[] =>
  [...(context.desk.replies ?? [])].map(([code, text]) => filled(code, text, context));

const IN_BRACES = /\{([^{}]*)\}/g;

/** The words between braces in a text. */
export const placeholdersOf = (text: string): string[] =>
  [...text.matchAll(IN_BRACES)].map(([, inside = '']) => inside);

export const isPlaceholder = (word: string): word is Placeholder => PLACEHOLDERS.some((known) => known === word);

const filled = (code: string, text: string, context: ReplyContext): FilledReply => {
  const values = new Map<string, string>();
  for (const word of placeholdersOf(text)) {
    if (!isPlaceholder(word)) continue;
    const value = valueFor(word, context);
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

/** "9:00 AM" today, "Wednesday at 9:00 AM" within a week, "Wednesday, January 21 at 9:00 AM" after that. */
const momentText = (at: number | undefined, desk: DeskEntry, now: number): string | undefined => {
  if (at === undefined) return undefined;
  const { ends } = today(desk, now);
  const time: Intl.DateTimeFormatOptions = { timeZone: desk.zone, hour: 'numeric', minute: '2-digit' };
  if (at < ends) return format(at, time);
  const date: Intl.DateTimeFormatOptions = at < ends + WEEK_MS ? {} : { month: 'long', day: 'numeric' };
  return `${format(at, { timeZone: desk.zone, weekday: 'long', ...date })} at ${format(at, time)}`;
};

/** Six days, because the seventh day from today has the same name as today. */
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

/** Replaces the narrow no-break space that some versions of Intl put before AM, which some clients show as a box. */
const format = (at: number, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en', options).format(at).replace(/\s/g, ' ');
