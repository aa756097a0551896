import type { Clock } from '../ports.ts';
import { DAY_MS, HOUR_MS } from '../presence/time-zone.ts';
import type { DeskName } from '../roster.ts';
import type { CountStore } from '../statistics/count-store.ts';

/** Fewer answered questions than that say nothing of the next one. */
export const MIN_WAITS = 30;

const MAX_WAITS = 200;

/** After a start, waits of so long ago still say what is usual. */
const LOOK_BACK_DAYS = 60;

/** Clocks of the world are at most so far from UTC. */
const ZONE_HOURS = 15;

/** Of ten questions so many are answered within what is called usual. */
const PERCENTILE = 0.75;

/** How long questions at each desk waited for their first answer, the last ones. */
export class UsualWait {
  readonly #waits = new Map<DeskName, number[]>();

  /** Those before the relay was started, as the report has them: rounded up, and of questions that are closed. */
  async start({ counts, clock }: { counts: CountStore; clock: Clock }): Promise<void> {
    const hour = Math.floor(clock.now() / HOUR_MS);
    const from = hour - (LOOK_BACK_DAYS * DAY_MS) / HOUR_MS;
    const found = await counts.between(from - ZONE_HOURS, hour + ZONE_HOURS);
    for (const { desk, what, value, n } of found.toSorted((a, b) => a.hour - b.hour)) {
      for (let count = what === 'wait' ? n : 0; count > 0; count -= 1) this.add(desk, value * 1_000);
    }
  }

  /** Milliseconds from a question to its first answer. */
  add(desk: DeskName, ms: number): void {
    const waits = this.#waits.get(desk) ?? [];
    waits.push(ms);
    if (waits.length > MAX_WAITS) waits.shift();
    this.#waits.set(desk, waits);
  }

  /**
   * Seconds within which three of four were answered, in whole minutes from one on; undefined where too few were, and
   * where `waitedMs` is longer already: what is known to be wrong is not said.
   */
  usual(desk: DeskName, waitedMs: number): number | undefined {
    const waits = this.#waits.get(desk) ?? [];
    if (waits.length < MIN_WAITS) return undefined;
    const longest = waits.toSorted((a, b) => a - b)[Math.ceil(waits.length * PERCENTILE) - 1] ?? 0;
    const seconds = Math.max(1, Math.ceil(longest / 60_000)) * 60;
    return waitedMs < seconds * 1_000 ? seconds : undefined;
  }
}
