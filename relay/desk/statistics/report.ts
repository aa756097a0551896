import type { DeskName } from '../roster.ts';
import type { Count } from './hourly-counts.ts';

/** Counts become what a report says: at each desk, in each hour of the day, and all together. Pure. */

/** Who waited longer than this is counted apart: by then patrons leave. */
export const LONG_SECONDS = 90;

export interface Figures {
  /** Answered or missed. */
  asked: number;
  answered: number;
  /** Of those asked: they found nobody who could be asked. */
  left: number;
  missed: number;
  /** Answered, and not left. */
  waits: number;
  /** Seconds in which half of them, and nine in ten, were answered; absent where nobody waited. */
  p50?: number;
  p90?: number;
  /** Of the waits, over LONG_SECONDS. */
  long: number;
  dutyHours: number;
}

export interface Report {
  desks: { desk: DeskName; figures: Figures }[];
  /** Of the day, 0 to 23, by the clock of each desk; those in which there was something. */
  hours: { hour: number; figures: Figures }[];
  all: Figures;
}

const HOUR_MS = 3_600_000;

const sum = (counts: readonly Count[], what: Count['what']): number =>
  counts.reduce((all, count) => (count.what === what ? all + count.n : all), 0);

/** The smallest value that so large a share does not exceed. `waits` in order. */
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
    ...(p50 === undefined ? {} : { p50 }),
    ...(p90 === undefined ? {} : { p90 }),
    long: sum(
      waited.filter(({ value }) => value > LONG_SECONDS),
      'wait',
    ),
    dutyHours: sum(counts, 'duty') / HOUR_MS,
  };
};

/** `desks` come first, in their order, also where nothing was counted there. */
export const reportOf = (counts: readonly Count[], desks: readonly DeskName[]): Report => {
  const byDesk = Map.groupBy(counts, ({ desk }) => desk);
  const byHour = Map.groupBy(counts, ({ hour }) => hour % 24);
  return {
    desks: [...new Set([...desks, ...byDesk.keys()])].map((desk) => ({
      desk,
      figures: figuresOf(byDesk.get(desk) ?? []),
    })),
    hours: [...byHour].sort(([one], [other]) => one - other).map(([hour, its]) => ({ hour, figures: figuresOf(its) })),
    all: figuresOf(counts),
  };
};

/** What one answered question cost; undefined where none was answered, or no hour on duty is known. */
export const costOf = ({ answered, dutyHours }: Figures, rate: number): number | undefined =>
  answered === 0 || dutyHours === 0 ? undefined : (dutyHours * rate) / answered;
