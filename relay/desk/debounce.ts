import type { Clock } from './ports.ts';

/**
 * Milliseconds for which a tick or a card is held back, so that it can be sent together with an entry that goes to the
 * same page. Nobody notices the delay, and it saves a write.
 */
export const DEBOUNCE_MS = 50;

/**
 * Runs a callback once for each item that was added, DEBOUNCE_MS after the first one, however often each was added until
 * then. All items share one timer.
 */
export class Debounce<Item> {
  readonly #clock: Clock;
  readonly #run: (item: Item) => void;
  #waiting = new Set<Item>();

  constructor(clock: Clock, run: (item: Item) => void) {
    this.#clock = clock;
    this.#run = run;
  }

  add(item: Item): void {
    if (this.#waiting.size === 0) this.#clock.after(DEBOUNCE_MS, () => this.#flushAll());
    this.#waiting.add(item);
  }

  /** Runs the callback for this item now, if it is waiting. */
  flush(item: Item): void {
    // The timer keeps running; it no longer finds this item.
    if (this.#waiting.delete(item)) this.#run(item);
  }

  #flushAll(): void {
    const items = this.#waiting;
    this.#waiting = new Set();
    for (const item of items) this.#run(item);
  }
}
