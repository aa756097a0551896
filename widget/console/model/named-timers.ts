import type { PageClock } from '../../shared/page-clock.ts';

/** Timers, one for each name. Setting a timer under a name in use replaces the earlier one. */
export class NamedTimers {
  readonly #clock: PageClock;
  readonly #cancels = new Map<string, () => void>();

  constructor(clock: PageClock) {
    this.#clock = clock;
  }

  set(ms: number, name: string, then: () => void): void {
    this.cancel(name);
    const cancel = this.#clock.after(ms, () => {
      this.#cancels.delete(name);
      then();
    });
    this.#cancels.set(name, cancel);
  }

  has(name: string): boolean {
    return this.#cancels.has(name);
  }

  cancel(name: string): void {
    this.#cancels.get(name)?.();
    this.#cancels.delete(name);
  }

  cancelAll(): void {
    for (const name of [...this.#cancels.keys()]) this.cancel(name);
  }
}
