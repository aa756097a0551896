import type { Clock } from './ports.ts';

/** Milliseconds a tick or a card may wait for an entry that goes to the same page: nobody sees it, and it spares a write. */
export const DEBOUNCE_MS = 50;

/** Things to be told soon, each once, however often they change until then. One timer for all of them. */
export class Debounce<Thing> {
  readonly #clock: Clock;
  readonly #run: (thing: Thing) => void;
  #waiting = new Set<Thing>();

  constructor(clock: Clock, tell: (thing: Thing) => void) {
    this.#clock = clock;
    this.#run = tell;
  }

  add(thing: Thing): void {
    if (this.#waiting.size === 0) this.#clock.after(DEBOUNCE_MS, () => this.#flushAll());
    this.#waiting.add(thing);
  }

  /** It need not wait any longer. */
  flush(thing: Thing): void {
    // What is told early leaves the timer standing: it finds nothing of it.
    if (this.#waiting.delete(thing)) this.#run(thing);
  }

  #flushAll(): void {
    const things = this.#waiting;
    this.#waiting = new Set();
    for (const thing of things) this.#run(thing);
  }
}
