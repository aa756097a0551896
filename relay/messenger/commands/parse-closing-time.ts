import { dateOf, dayOf } from '../../desk/presence/opening-hours.ts';
import { DAY_MS, instantOf, MINUTE_MS, wallTimeAt } from '../../desk/presence/time-zone.ts';

/** What follows `!desk`: "closed until tomorrow 9, snow", "archives closed", "pause until 15:30", "open". */
export type ParsedDeskCommand =
  | { what: 'closed'; desk: string; until?: number; words: string }
  | { what: 'paused'; desk: string; until?: number }
  | { what: 'open'; desk: string }
  /** `when`: the part that was not understood; absent: nothing was understood. */
  | { what: 'unclear'; when?: string };

/** `zoneOf` gives a desk's time zone, in which times are read. A past time is not understood: nobody closes a desk until yesterday. */
export const parseDeskCommand = (rest: string, now: number, zoneOf: (desk: string) => string): ParsedDeskCommand => {
  const [, before = '', what, between = '', after = ''] =
    /^(.*?)\s*\b(closed?|paused?|opened|open)\b([\s,:]*)(.*)$/isu.exec(rest.trim()) ?? [];
  const desk = before.trim();
  if (what === undefined) return { what: 'unclear' };
  if (/^open/i.test(what)) return after === '' ? { what: 'open', desk } : { what: 'unclear' };
  const [, when, words = ''] = /^(?:un)?till?\s+([^,;]+?)\s*(?:[,;]\s*(.*))?$/isu.exec(after) ?? [];
  if (when === undefined && /^(?:un)?till?$/i.test(after)) return { what: 'unclear', when: '' };
  // The librarian meant an end that was not understood: closing the desk until further notice would be wrong.
  if (when === undefined && (MEANS_TIME.test(after) || (!/[,:]/.test(between) && BEGINS_WITH_TIME.test(after))))
    return { what: 'unclear', when: after };
  const order = orderOf(/^p/i.test(what), desk, when === undefined ? after : words);
  if (when === undefined || /^further notice$/i.test(when) || order.what === 'unclear') return order;
  const until = readMoment(when, now, zoneOf(desk));
  return until === undefined ? { what: 'unclear', when } : { ...order, until };
};

/** A pause takes no reason, because patrons would not see it. */
const orderOf = (pauses: boolean, desk: string, words: string): Exclude<ParsedDeskCommand, { what: 'open' }> => {
  if (!pauses) return { what: 'closed', desk, words };
  return words === '' ? { what: 'paused', desk } : { what: 'unclear' };
};

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const WEEKDAY = '(?:mon|fri|sun)(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:rs?(?:day)?)?|sat(?:urday)?';

const DAY = String.raw`(?<near>today|tomorrow)|(?:on |next )?(?<weekday>${WEEKDAY})|(?<date>\d{4}-\d{2}-\d{2})`;
const TIME = String.raw`(?<fixed>noon|midnight)|(?<hour>\d{1,2})(?:[:.h](?<minute>[0-5]\d))?\s*(?:(?<half>[ap])\.?m\.?)?`;
const MOMENT = new RegExp(String.raw`^(?:(?:${DAY})(?:,?\s+(?:at\s+)?|$))?(?:${TIME})?$`, 'i');

/** In what would be read as a reason: the librarian meant a time. */
const MEANS_TIME = new RegExp(
  String.raw`\b(?:until\b|till?\s+(?:today|tonight|tomorrow|(?:${WEEKDAY})|noon|midnight|\d+)\b)`,
  'i',
);
const BEGINS_WITH_TIME = new RegExp(
  String.raw`^(?:(?:for|from|on|at|by|in)\s+)?(?:the\s+)?(?:(?:rest|remainder)\s+of\s+)?(?:the\s+)?(?:today\b|tonight\b|tomorrow\b|day\b|(?:${WEEKDAY})\b|\d|noon|midnight)`,
  'i',
);

/**
 * "tomorrow 9", "Monday", "15:30", "2026-12-28 10:00" as a moment after `now`, in milliseconds since 1970; undefined: it is
 * not understood. A day alone means its beginning, a time alone its next occurrence, and a bare hour, "3", the next of the two
 * hours that a 12-hour clock shows so.
 */
export const readMoment = (text: string, now: number, zone: string): number | undefined => {
  const groups = MOMENT.exec(text.trim())?.groups;
  if (!groups || text.trim() === '') return undefined;
  const today = Math.floor(wallTimeAt(zone, now) / DAY_MS);
  const day = dayOfMatch(groups, today);
  const minutes = minutesOfMatch(groups, day !== undefined);
  if (minutes === undefined || (day !== undefined && Number.isNaN(day))) return undefined;
  const days = day === undefined ? [today, today + 1] : [day];
  const moments = days.flatMap((one) => minutes.map((minute) => instantOf(zone, one * DAY_MS + minute * MINUTE_MS)));
  const ahead = moments.filter((moment) => moment > now);
  return ahead.length === 0 ? undefined : Math.min(...ahead);
};

/** Days since 1970; NaN: the date does not exist; undefined: no day was given. */
const dayOfMatch = ({ near, weekday, date }: Record<string, string | undefined>, today: number): number | undefined => {
  if (near !== undefined) return near.toLowerCase() === 'today' ? today : today + 1;
  if (date !== undefined) return dateOf(dayOf(date) || 0) === date ? dayOf(date) : Number.NaN;
  if (weekday === undefined) return undefined;
  // January 1, 1970 was a Thursday. The name of today's weekday means the day in a week.
  const ahead = (WEEKDAYS.indexOf(weekday.slice(0, 3).toLowerCase()) - ((today + 3) % 7) + 7) % 7;
  return today + (ahead === 0 ? 7 : ahead);
};

/** Minutes since midnight that the time may mean, one or two; undefined: no clock shows it. */
const minutesOfMatch = (
  { fixed, hour, minute, half }: Record<string, string | undefined>,
  ofDay: boolean,
): number[] | undefined => {
  if (fixed !== undefined) return [fixed.toLowerCase() === 'noon' ? 720 : 0];
  if (hour === undefined) return ofDay ? [0] : undefined;
  const at = Number(hour);
  const rest = Number(minute ?? 0);
  if (half !== undefined) {
    if (at < 1 || at > 12) return undefined;
    return [((at % 12) + (half.toLowerCase() === 'p' ? 12 : 0)) * 60 + rest];
  }
  if (at > 23) return undefined;
  const either = !ofDay && minute === undefined && at >= 1 && at <= 12;
  return either ? [(at % 12) * 60, ((at % 12) + 12) * 60] : [at * 60 + rest];
};
