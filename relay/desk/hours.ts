import type { Interval, WeekHours } from '../protocol/whereabouts.ts';
import { DAY_MS, HOUR_MS, instantOf, MINUTE_MS, wallTimeAt } from './wall-clock.ts';

/**
 * When a desk is open. Hours are wall times of the desk's zone; an interval may end at 24:00, and one that begins where
 * the last ended goes on from it. Across a change of clocks a time that happens twice is the first of the two, and a time
 * that is skipped is the moment of the jump, so that every day's openings stay in order.
 */

/** From an instant, up to and without another. */
interface Opening {
  from: number;
  to: number;
}

/** A closing or opening is at most a week away; twice that, since a jump of the clocks may swallow one. */
const LOOK_AHEAD_DAYS = 15;

/** `09:30` in milliseconds since midnight. */
const timeOfDay = (time: string): number => Number(time.slice(0, 2)) * HOUR_MS + Number(time.slice(3, 5)) * MINUTE_MS;

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
function* openingsFrom(hours: WeekHours, zone: string, t: number): Generator<Opening> {
  const today = Math.floor(wallTimeAt(zone, t) / DAY_MS);
  let open: Opening | undefined;
  for (let day = today - 1; day <= today + LOOK_AHEAD_DAYS; day += 1) {
    for (const [from, to] of intervalsOf(hours, day)) {
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
  // The last one is left out: it may go on beyond the look-ahead.
}

/** A day's intervals in milliseconds since midnight, in order. Days are counted from Thursday, 1 January 1970. */
const intervalsOf = (hours: WeekHours, day: number): [from: number, to: number][] => {
  const weekday: readonly Interval[] = hours[(((day + 3) % 7) + 7) % 7] ?? [];
  return weekday.map(([from, to]): [number, number] => [timeOfDay(from), timeOfDay(to)]).sort((a, b) => a[0] - b[0]);
};

const neverCloses = (hours: WeekHours): boolean =>
  hours.every((_, weekday) => {
    let reached = 0;
    for (const [from, to] of intervalsOf(hours, weekday - 3)) if (from <= reached) reached = Math.max(reached, to);
    return reached >= DAY_MS;
  });

/** Is it open at `t`? */
export const openAt = (hours: WeekHours, zone: string, t: number): boolean => {
  if (neverCloses(hours)) return true;
  for (const { from, to } of openingsFrom(hours, zone, t)) if (t < to) return from <= t;
  return false;
};

/** The first closing after `t`, whether it is open at `t` or not; undefined where it never closes or never opens. */
export const closingAfter = (hours: WeekHours, zone: string, t: number): number | undefined => {
  if (neverCloses(hours)) return undefined;
  for (const { to } of openingsFrom(hours, zone, t)) if (to > t) return to;
  return undefined;
};

/** The first opening after `t`, whether it is open at `t` or not; undefined where it never closes or never opens. */
export const openingAfter = (hours: WeekHours, zone: string, t: number): number | undefined => {
  if (neverCloses(hours)) return undefined;
  for (const { from } of openingsFrom(hours, zone, t)) if (from > t) return from;
  return undefined;
};

/** Was there a closing after `from`, up to and with `to`? */
export const closedBetween = (hours: WeekHours, zone: string, from: number, to: number): boolean => {
  const closing = closingAfter(hours, zone, from);
  return closing !== undefined && closing <= to;
};
