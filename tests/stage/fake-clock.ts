import type { Clock, Undo } from '../../relay/desk/ports.ts';

interface Alarm {
  at: number;
  then: () => void;
}

/** A clock whose time passes only when a test advances it. It starts on a Monday at noon UTC, or at the time given. */
export class FakeClock implements Clock {
  #now: number;
  /** In the order in which they were set, which decides between two that are due in the same millisecond. */
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

  /** Sets the machine's clock: no time passes, so every alarm is due after as many milliseconds as before. */
  set(to: number): void {
    const by = to - this.#now;
    this.#now = to;
    for (const alarm of this.#alarms) alarm.at += by;
  }

  /** The number of callbacks that are not due yet. */
  get waiting(): number {
    return this.#alarms.size;
  }

  /**
   * Lets `ms` milliseconds pass. Every callback that is due by then, also one that is set meanwhile, is called at its
   * own time and in order. After each callback its promises run as far as they can without I/O.
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

/** Resolves after one turn of the real event loop, when all microtasks have run. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
