import type { Clock, Undo } from '../../relay/desk/ports.ts';

interface Alarm {
  at: number;
  then: () => void;
}

/** Time that passes only when a test says so. Begins on a Monday at noon in UTC, unless told otherwise. */
export class FakeClock implements Clock {
  #now: number;
  /** In the order they were set, which decides between two for the same millisecond. */
  readonly #alarms = new Set<Alarm>();

  constructor(now = Date.UTC(2024, 0, 8, 12)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, then: () => void): Undo {
    const alarm: Alarm = { at: this.#now + Math.max(0, ms), then };
    this.#alarms.add(alarm);
    return () => void this.#alarms.delete(alarm);
  }

  /** The machine's clock is set: no time passes, and what waits goes on waiting for as long as it would have. */
  set(to: number): void {
    const by = to - this.#now;
    this.#now = to;
    for (const alarm of this.#alarms) alarm.at += by;
  }

  /** How many callbacks still wait. */
  get waiting(): number {
    return this.#alarms.size;
  }

  /**
   * Lets `ms` milliseconds pass: every callback due by then is called at its own time, in order, also those that were
   * set on the way; what each one began goes as far as it can without waiting for the world outside.
   */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settled();
    for (let due = this.#next(end); due !== undefined; due = this.#next(end)) {
      this.#alarms.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.then();
      await settled();
    }
    this.#now = end;
  }

  #next(end: number): Alarm | undefined {
    let first: Alarm | undefined;
    for (const alarm of this.#alarms) {
      if (alarm.at <= end && (first === undefined || alarm.at < first.at)) first = alarm;
    }
    return first;
  }
}

/** A turn of the real event loop: all microtasks have run. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
