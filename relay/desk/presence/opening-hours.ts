import type { Interval, WeekHours } from '../../protocol/whereabouts.ts';
import type { Closure, DatedDay, Pause } from '../roster.ts';
import { DAY_MS, HOUR_MS, instantOf, MINUTE_MS, wallTimeAt } from './time-zone.ts';

/**
 * When a desk is open: its hours of the week, the dates that go before them, and a closing that a librarian has put up
 * before both. Hours are wall times of the desk's zone; an interval may end at 24:00, and one that begins where
 * the last ended goes on from it. Across a change of clocks a time that happens twice is the first of the two, and a time
 * that is skipped is the moment of the jump, so that every day's openings stay in order.
 */

export interface Timetable {
  readonly zone: string;
  /** Absent: it is always open, but for dates and a closure. */
  readonly hours?: WeekHours;
  /** By date, `2026-12-25`. */
  readonly dates?: ReadonlyMap<string, DatedDay>;
  readonly closure?: Closure;
}

/** From an instant, up to and without another. */
interface Opening {
  from: number;
  to: number;
}

/**
 * Where no dates are ahead, a closing or opening is at most a week away; twice that, since a jump of the clocks may
 * swallow one.
 */
const LOOK_AHEAD_DAYS = 15;

/** `09:30` in milliseconds since midnight. */
const timeOfDay = (time: string): number => Number(time.slice(0, 2)) * HOUR_MS + Number(time.slice(3, 5)) * MINUTE_MS;

const ALL_DAY: readonly Interval[] = [['00:00', '24:00']];

/** A desk is asked about the same few days again and again, and asking Intl is slow. */
const MAX_KNOWN = 5_000;
const known = new Map<string, number>();

const knownInstantOf = (zone: string, wall: number): number => {
  const key = `${zone} ${wall}`;
  const instant = known.get(key) ?? instantOf(zone, wall);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(key, instant);
  return instant;
};

/** Openings in order, from the one at or before the day of `t` on, those that touch joined. */
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
  // One that reaches the end of the look-ahead goes on for ever: in any other week it would have ended before.
  const end = knownInstantOf(zone, (last + 1) * DAY_MS);
  if (open) yield open.to < end ? open : { from: open.from, to: Number.POSITIVE_INFINITY };
}

/** Days since 1 January 1970. */
export const dayOf = (date: string): number => Date.parse(`${date}T00:00Z`) / DAY_MS;

/** As `dates` has it: `2026-12-25`. */
export const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** A day's intervals in milliseconds since midnight, in order. Days are counted from Thursday, 1 January 1970. */
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

/** Open by the hours and dates alone; so below. */
const opensAt = (table: Timetable, t: number): boolean => {
  if (neverCloses(table)) return true;
  for (const { from, to } of openingsFrom(table, t)) if (t < to) return from <= t;
  return false;
};

const shutsAfter = (table: Timetable, t: number): number | undefined => {
  if (neverCloses(table)) return undefined;
  for (const { to } of openingsFrom(table, t)) if (to > t) return to === Number.POSITIVE_INFINITY ? undefined : to;
  return undefined;
};

const opensAfter = (table: Timetable, t: number): number | undefined => {
  if (neverCloses(table)) return undefined;
  for (const { from } of openingsFrom(table, t)) if (from > t) return from;
  return undefined;
};

/** Is a closure up at `t`? */
export const isClosedAt = ({ closure }: Timetable, t: number): boolean =>
  closure !== undefined && closure.from <= t && t < (closure.until ?? Number.POSITIVE_INFINITY);

/** Does a desk take no new conversation at `t`? */
export const isPausedAt = ({ pause }: { pause?: Pause }, t: number): boolean =>
  pause !== undefined && pause.from <= t && t < (pause.until ?? Number.POSITIVE_INFINITY);

/** Is it open at `t`? */
export const openAt = (table: Timetable, t: number): boolean => !isClosedAt(table, t) && opensAt(table, t);

/** The first closing after `t`, whether it is open at `t` or not; undefined where it never closes or never opens. */
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

/** The first opening after `t`, whether it is open at `t` or not; undefined where it never closes or never opens. */
export const openingAfter = (table: Timetable, t: number): number | undefined => {
  const { closure } = table;
  if (!closure || t >= (closure.until ?? Number.POSITIVE_INFINITY)) return opensAfter(table, t);
  const opens = t < closure.from ? opensAfter(table, t) : undefined;
  if (opens !== undefined && opens < closure.from) return opens;
  if (closure.until === undefined) return undefined;
  return opensAt(table, closure.until) ? closure.until : opensAfter(table, closure.until);
};

/** For how much of the time between two moments it was open, in milliseconds. */
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

/** The date at the desk, `2026-12-25`, and the moment it ends. */
export const today = ({ zone }: Timetable, t: number): { date: string; ends: number } => {
  const day = Math.floor(wallTimeAt(zone, t) / DAY_MS);
  return { date: dateOf(day), ends: knownInstantOf(zone, (day + 1) * DAY_MS) };
};
