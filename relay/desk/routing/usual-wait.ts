import type { Clock } from '../ports.ts';
import { DAY_MS, HOUR_MS } from '../presence/time-zone.ts';
import type { DeskName } from '../roster.ts';
import type { CountStore } from '../statistics/count-store.ts';

/** How long questions usually wait. */

/** The fewest answered questions from which a usual wait is reported. */
export const MIN_WAITS = 30;

/** How many waits are remembered per desk: the last ones. */
const MAX_WAITS = 200;

/** At a start, waits of the last days are read from the report's counts. */
const LOOK_BACK_DAYS = 60;

/** No time zone is further from UTC than this. */
const ZONE_HOURS = 15;

/** The percentile that is reported as the usual wait. */
const PERCENTILE = 0.75;

/** How long the last questions at each desk waited for their first answer. */
export class UsualWait {
  readonly #waits = new Map<DeskName, number[]>();

  /** Reads earlier waits from the report's counts. Those are rounded up, and include closed conversations only. */
  async start({ counts, clock }: { counts: CountStore; clock: Clock }): Promise<void> {
    const hour = Math.floor(clock.now() / HOUR_MS);
    const from = hour - (LOOK_BACK_DAYS * DAY_MS) / HOUR_MS;
    const found = await counts.between(from - ZONE_HOURS, hour + ZONE_HOURS);
    for (const { desk, what, value, n } of found.toSorted((a, b) => a.hour - b.hour)) {
      for (let count = what === 'wait' ? n : 0; count > 0; count -= 1) this.add(desk, value * 1_000);
    }
  }

  /** Adds one wait: milliseconds from a question to its first answer. */
  add(desk: DeskName, ms: number): void {
    const waits = this.#waits.get(desk) ?? [];
    waits.push(ms);
    if (waits.length > MAX_WAITS) waits.shift();
    this.#waits.set(desk, waits);
  }

  /**
   * Seconds within which three of four questions were answered, in whole minutes, at least one. Undefined if there are
   * fewer than MIN_WAITS waits, or if this question has already waited longer, so that the figure would be wrong.
   */
  usual(desk: DeskName, waitedMs: number): number | undefined {
    const waits = this.#waits.get(desk) ?? [];
    if (waits.length < MIN_WAITS) return undefined;
    const longest = waits.toSorted((a, b) => a - b)[Math.ceil(waits.length * PERCENTILE) - 1] ?? 0;
    const seconds = Math.max(1, Math.ceil(longest / 60_000)) * 60;
    return waitedMs < seconds * 1_000 ? seconds : undefined;
  }
}
