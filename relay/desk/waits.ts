import type { DeskName } from './roster.ts';

/** Fewer answered questions than that say nothing of the next one. */
export const ENOUGH_WAITS = 30;

const MOST_KEPT = 200;

/** Of ten questions so many are answered within what is called usual. */
const SHARE = 0.75;

/** How long questions at each desk waited for their first answer, the last ones. In memory: after a restart nobody knows. */
export class Waits {
  readonly #waits = new Map<DeskName, number[]>();

  /** Milliseconds from a question to its first answer. */
  add(desk: DeskName, ms: number): void {
    const waits = this.#waits.get(desk) ?? [];
    waits.push(ms);
    if (waits.length > MOST_KEPT) waits.shift();
    this.#waits.set(desk, waits);
  }

  /**
   * Seconds within which three of four were answered, in whole minutes from one on; undefined where too few were, and
   * where `waitedMs` is longer already: what is known to be wrong is not said.
   */
  usual(desk: DeskName, waitedMs: number): number | undefined {
    const waits = this.#waits.get(desk) ?? [];
    if (waits.length < ENOUGH_WAITS) return undefined;
    const longest = waits.toSorted((a, b) => a - b)[Math.ceil(waits.length * SHARE) - 1] ?? 0;
    const seconds = Math.max(1, Math.ceil(longest / 60_000)) * 60;
    return waitedMs < seconds * 1_000 ? seconds : undefined;
  }
}
