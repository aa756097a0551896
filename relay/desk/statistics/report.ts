import { defined } from '../../protocol/defined.ts';
import type { DeskName } from '../roster.ts';
import type { Count } from './hourly-counts.ts';

/** Turns counts into the figures of a report: for each desk, for each hour of the day, and in total. Pure. */

/** Waits longer than this are reported separately, because by then patrons leave. Seconds. */
export const LONG_SECONDS = 90;

export interface Figures {
  /** Answered or missed. */
  asked: number;
  answered: number;
  /** Of those: asked while nobody could be asked. */
  left: number;
  /** Of those: closed or forgotten without an answer. */
  missed: number;
  /** Answered questions that were not left. */
  waits: number;
  /** Seconds within which half of the waits ended. Absent if there were none. */
  p50?: number;
  /** Seconds within which nine in ten waits ended. Absent if there were none. */
  p90?: number;
  /** The number of waits over LONG_SECONDS. */
  long: number;
  dutyHours: number;
}

export interface Report {
  desks: { desk: DeskName; figures: Figures }[];
  /** The hours of the day, 0 to 23, in each desk's wall time; only those with at least one count. */
  hours: { hour: number; figures: Figures }[];
  all: Figures;
}

const HOUR_MS = 3_600_000;

const sum = (counts: readonly Count[], what: Count['what']): number =>
  counts.reduce((all, count) => (count.what === what ? all + count.n : all), 0);

/** The smallest value that at least this share of the waits does not exceed. `waits` must be sorted by value. */
const percentile = (waits: readonly Count[], share: number, all: number): number | undefined => {
  let reached = 0;
  for (const { value, n } of waits) {
    reached += n;
    if (reached >= share * all) return value;
  }
  return undefined;
};

export const figuresOf = (counts: readonly Count[]): Figures => {
  const waited = counts.filter(({ what }) => what === 'wait').sort((one, other) => one.value - other.value);
  const waits = sum(waited, 'wait');
  const [answered, missed] = [sum(counts, 'answered'), sum(counts, 'missed')];
  const [p50, p90] = [percentile(waited, 0.5, waits), percentile(waited, 0.9, waits)];
  return {
    asked: answered + missed,
    answered,
    left: sum(counts, 'left'),
    missed,
    waits,
    ...defined({ p50, p90 }),
    long: sum(
      waited.filter(({ value }) => value > LONG_SECONDS),
      'wait',
    ),
    dutyHours: sum(counts, 'duty') / HOUR_MS,
  };
};

/** The report. `desks` come first, in their order, even those without a count. */
export const reportOf = (counts: readonly Count[], desks: readonly DeskName[]): Report => {
  const byDesk = Map.groupBy(counts, ({ desk }) => desk);
  const byHour = Map.groupBy(counts, ({ hour }) => hour % 24);
  return {
    desks: [...new Set([...desks, ...byDesk.keys()])].map((desk) => ({
      desk,
      figures: figuresOf(byDesk.get(desk) ?? []),
    })),
    hours: [...byHour]
      .sort(([one], [other]) => one - other)
      .map(([hour, group]) => ({ hour, figures: figuresOf(group) })),
    all: figuresOf(counts),
  };
};

/** The cost of one answered question; undefined if none was answered, or no time on duty was counted. */
export const costOf = ({ answered, dutyHours }: Figures, rate: number): number | undefined =>
  answered === 0 || dutyHours === 0 ? undefined : (dutyHours * rate) / answered;
