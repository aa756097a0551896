import type { Interval, WeekHours } from '../../protocol/whereabouts.ts';
import type { Closure, DatedDay, Pause } from '../roster.ts';
import { DAY_MS, HOUR_MS, instantOf, MINUTE_MS, wallTimeAt } from './time-zone.ts';

/**
 * When a desk is open: the hours of the week, dates that override them, and a librarian's closure that overrides both.
 * Hours are wall times in the desk's time zone. An interval may end at 24:00, and one that starts where the last ended
 * continues it. When the clocks change, a time that occurs twice means the first of the two, and a time that is skipped
 * means the moment of the jump, so that each day's openings stay in order. Pure, apart from a cache.
 */

export interface Timetable {
  readonly zone: string;
  /** Absent: always open, except for dates and a closure. */
  readonly hours?: WeekHours;
  /** By date, `2026-12-25`. */
  readonly dates?: ReadonlyMap<string, DatedDay>;
  readonly closure?: Closure;
}

/** Open from the instant `from` up to, but not including, `to`. */
interface Opening {
  from: number;
  to: number;
}

/**
 * How far openings are computed, beyond the last date. A weekly closing or opening is at most a week away; twice that,
 * because a change of clocks may swallow one.
 */
const LOOK_AHEAD_DAYS = 15;

/** `09:30` in milliseconds since midnight. */
const timeOfDay = (time: string): number => Number(time.slice(0, 2)) * HOUR_MS + Number(time.slice(3, 5)) * MINUTE_MS;

const ALL_DAY: readonly Interval[] = [['00:00', '24:00']];

/** Cached instants. The same few days are needed again and again, and Intl is slow. */
const MAX_KNOWN = 5_000;
const known = new Map<string, number>();

const knownInstantOf = (zone: string, wall: number): number => {
  const key = `${zone} ${wall}`;
  const instant = known.get(key) ?? instantOf(zone, wall);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(key, instant);
  return instant;
};

/** The openings in order, from the day before `t`. Openings that touch are joined. */
function* openingsFrom(table: Timetable, t: number): Generator<Opening> {
  const { zone } = table;
  const today = Math.floor(wallTimeAt(zone, t) / DAY_MS);
  const last = Math.max(today, ...[...(table.dates?.keys() ?? [])].map(dayOf)) + LOOK_AHEAD_DAYS;
  let open: Opening | undefined;
  for (let day = today - 1; day <= last; day += 1) {
    for (const [from, to] of intervalsOf(table, day)) {
      const next = { from: knownInstantOf(zone, day * DAY_MS + from), to: knownInstantOf(zone, day * DAY_MS + to) };
      if (next.to <= next.from) continue;
      if (open && next.from <= open.to) {
        open.to = Math.max(open.to, next.to);
        continue;
      }
      if (open) yield open;
      open = next;
    }
  }
  // An opening that reaches the end of the look-ahead never ends: otherwise it would have ended within a week.
  const end = knownInstantOf(zone, (last + 1) * DAY_MS);
  if (open) yield open.to < end ? open : { from: open.from, to: Number.POSITIVE_INFINITY };
}

/** Days since 1 January 1970. */
export const dayOf = (date: string): number => Date.parse(`${date}T00:00Z`) / DAY_MS;

/** The date, written as in `dates`: `2026-12-25`. `day`: days since 1 January 1970. */
export const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** A day's intervals in order, in milliseconds since midnight. `day`: days since 1 January 1970, a Thursday. */
const intervalsOf = ({ hours, dates }: Timetable, day: number): [from: number, to: number][] => {
  const dated = dates?.get(dateOf(day))?.hours;
  const intervals: readonly Interval[] = dated ?? (hours ? hours[(((day + 3) % 7) + 7) % 7] : ALL_DAY) ?? [];
  return intervals.map(([from, to]): [number, number] => [timeOfDay(from), timeOfDay(to)]).sort((a, b) => a[0] - b[0]);
};

const neverCloses = (table: Timetable): boolean => {
  const { hours, dates } = table;
  if (dates !== undefined && dates.size > 0) return false;
  if (hours === undefined) return true;
  return hours.every((_, weekday) => {
    let reached = 0;
    for (const [from, to] of intervalsOf(table, weekday - 3)) if (from <= reached) reached = Math.max(reached, to);
    return reached >= DAY_MS;
  });
};

// The next three functions look at hours and dates only, not at closures.

/** True if the timetable is open at `t`. */
const opensAt = (table: Timetable, t: number): boolean => {
  if (neverCloses(table)) return true;
  for (const { from, to } of openingsFrom(table, t)) if (t < to) return from <= t;
  return false;
};

/** The first closing after `t`. */
const shutsAfter = (table: Timetable, t: number): number | undefined => {
  if (neverCloses(table)) return undefined;
  for (const { to } of openingsFrom(table, t)) if (to > t) return to === Number.POSITIVE_INFINITY ? undefined : to;
  return undefined;
};

/** The first opening after `t`. */
const opensAfter = (table: Timetable, t: number): number | undefined => {
  if (neverCloses(table)) return undefined;
  for (const { from } of openingsFrom(table, t)) if (from > t) return from;
  return undefined;
};

/** True if a librarian's closure applies at `t`. */
export const isClosedAt = ({ closure }: Timetable, t: number): boolean =>
  closure !== undefined && closure.from <= t && t < (closure.until ?? Number.POSITIVE_INFINITY);

/** True if the desk is paused at `t`, so that it takes no new conversations. */
export const isPausedAt = ({ pause }: { pause?: Pause }, t: number): boolean =>
  pause !== undefined && pause.from <= t && t < (pause.until ?? Number.POSITIVE_INFINITY);

/** True if the desk is open at `t`. */
export const openAt = (table: Timetable, t: number): boolean => !isClosedAt(table, t) && opensAt(table, t);

/** The first closing after `t`, whether the desk is open at `t` or not. Undefined: it never closes, or never opens. */
export const closingAfter = (table: Timetable, t: number): number | undefined => {
  const { closure } = table;
  if (!closure || t >= (closure.until ?? Number.POSITIVE_INFINITY)) return shutsAfter(table, t);
  if (t < closure.from) {
    const shuts = shutsAfter(table, t);
    if (shuts !== undefined && shuts <= closure.from) return shuts;
    if (opensAt(table, closure.from - 1)) return closure.from;
  }
  return closure.until === undefined ? undefined : shutsAfter(table, closure.until);
};

/** The first opening after `t`, whether the desk is open at `t` or not. Undefined: it never closes, or never opens. */
export const openingAfter = (table: Timetable, t: number): number | undefined => {
  const { closure } = table;
  if (!closure || t >= (closure.until ?? Number.POSITIVE_INFINITY)) return opensAfter(table, t);
  const opens = t < closure.from ? opensAfter(table, t) : undefined;
  if (opens !== undefined && opens < closure.from) return opens;
  if (closure.until === undefined) return undefined;
  return opensAt(table, closure.until) ? closure.until : opensAfter(table, closure.until);
};

/** How long the desk was open between two instants, in milliseconds. */
export const openBetween = (table: Timetable, from: number, to: number): number => {
  let sum = 0;
  for (let t = from; t < to; ) {
    const open = openAt(table, t);
    const next = Math.min((open ? closingAfter(table, t) : openingAfter(table, t)) ?? to, to);
    if (open) sum += next - t;
    t = next;
  }
  return sum;
};

/** The date at the desk at `t`, `2026-12-25`, and the instant at which it ends. */
export const today = ({ zone }: Timetable, t: number): { date: string; ends: number } => {
  const day = Math.floor(wallTimeAt(zone, t) / DAY_MS);
  return { date: dateOf(day), ends: knownInstantOf(zone, (day + 1) * DAY_MS) };
};
