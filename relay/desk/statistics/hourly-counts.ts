import { HOUR_MS, wallTimeAt } from '../presence/time-zone.ts';
import type { DeskName } from '../roster.ts';
import type { Question } from './questions.ts';

/**
 * How often something happened at a desk in one hour. Reports are made of these. A count does not show when a particular
 * patron asked, and stays when conversations are forgotten. The members and values are fixed by the data file.
 */
export interface Count {
  desk: DeskName;
  /** Hours since 1970 in the desk's wall time. The hour that occurs twice when clocks are put back is one hour. */
  hour: number;
  /**
   * Questions count for the hour in which they were asked: as `answered` or `missed`, and also as `left` if nobody could
   * be asked. `wait`: the wait for the first answer, of answered questions that were not `left`. `duty`: time on duty.
   */
  what: 'answered' | 'missed' | 'left' | 'wait' | 'duty';
  /** For `wait`: seconds, rounded up to a step. Else 0. */
  value: number;
  /**
   * The number of questions. For `duty`: milliseconds of all librarians together; the time of a librarian who is on duty at
   * several desks is divided among them.
   */
  n: number;
}

/** Waits of up to `upTo` seconds are rounded up to a multiple of `step` seconds. */
const STEPS: readonly [upTo: number, step: number][] = [
  [120, 1],
  [600, 10],
  [3_600, 60],
  [28_800, 600],
  [Number.POSITIVE_INFINITY, 3_600],
];

/** A wait in seconds, rounded up: the longer the wait, the coarser. */
export const waitValue = (ms: number): number => {
  const seconds = Math.max(0, ms) / 1_000;
  const step = STEPS.find(([upTo]) => seconds <= upTo)?.[1] ?? 1;
  return Math.ceil(seconds / step) * step;
};

/** The hour in which an instant lies, in the zone's wall time: hours since 1970. */
export const hourAt = (zone: string, instant: number): number => Math.floor(wallTimeAt(zone, instant) / HOUR_MS);

/** The counts of one question. `unasked`: nobody could be asked when it was asked. */
export const countsOfQuestion = (
  { name: desk, zone }: { name: DeskName; zone: string },
  { at, answeredAt }: Question,
  unasked: boolean,
): Count[] => {
  const one = { desk, hour: hourAt(zone, at), value: 0, n: 1 };
  const counts: Count[] = [{ ...one, what: answeredAt === undefined ? 'missed' : 'answered' }];
  if (unasked) counts.push({ ...one, what: 'left' });
  else if (answeredAt !== undefined) counts.push({ ...one, what: 'wait', value: waitValue(answeredAt - at) });
  return counts;
};

/** Splits an interval of less than an hour at the full hour of the desk's wall time. */
export const splitByHour = (zone: string, from: number, to: number): [hour: number, ms: number][] => {
  const [first, last] = [hourAt(zone, from), hourAt(zone, to)];
  if (first === last) return [[first, to - from]];
  const after = Math.min(to - from, wallTimeAt(zone, to) - last * HOUR_MS);
  return [
    [first, to - from - after],
    [last, after],
  ];
};
