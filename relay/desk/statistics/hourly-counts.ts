import { HOUR_MS, wallTimeAt } from '../presence/time-zone.ts';
import type { DeskName } from '../roster.ts';
import type { Question } from './questions.ts';

/**
 * What the report is made of: how often something happened at a desk in one hour. It says of nobody when she asked, and stays
 * when conversations are forgotten.
 */
export interface Count {
  desk: DeskName;
  /** Hours since 1970 as clocks at the desk show them; the one that is shown twice a year is one. */
  hour: number;
  /**
   * Of the hour in which questions were asked: `answered` or `missed`, and `left`, those that found nobody who could be asked.
   * `wait`: until the first answer, of those not left. `duty`: librarians on duty.
   */
  what: 'answered' | 'missed' | 'left' | 'wait' | 'duty';
  /** Of a wait its seconds, rounded up to a step; else 0. */
  value: number;
  /** Questions; of `duty` milliseconds, of all librarians together, each parted among the desks where she was. */
  n: number;
}

/** Up to so many seconds, a wait is rounded up to a multiple of so many. */
const STEPS: readonly [upTo: number, step: number][] = [
  [120, 1],
  [600, 10],
  [3_600, 60],
  [28_800, 600],
  [Number.POSITIVE_INFINITY, 3_600],
];

/** A wait in seconds, coarser the longer it is, and never shorter than it was. */
export const waitValue = (ms: number): number => {
  const seconds = Math.max(0, ms) / 1_000;
  const step = STEPS.find(([upTo]) => seconds <= upTo)?.[1] ?? 1;
  return Math.ceil(seconds / step) * step;
};

export const hourAt = (zone: string, instant: number): number => Math.floor(wallTimeAt(zone, instant) / HOUR_MS);

/** `unasked`: nobody could be asked when it came. */
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

/** A time of less than an hour, parted where the clock at the desk strikes. */
export const splitByHour = (zone: string, from: number, to: number): [hour: number, ms: number][] => {
  const [first, last] = [hourAt(zone, from), hourAt(zone, to)];
  if (first === last) return [[first, to - from]];
  const after = Math.min(to - from, wallTimeAt(zone, to) - last * HOUR_MS);
  return [
    [first, to - from - after],
    [last, after],
  ];
};
