import type { PageClock } from '../../shared/page-clock.ts';

/** Things to be done later, one for each name; asking again under the same name puts it off anew. */
export class NamedTimers {
  readonly #clock: PageClock;
  readonly #due = new Map<string, () => void>();

  constructor(clock: PageClock) {
    this.#clock = clock;
  }

  in(ms: number, name: string, then: () => void): void {
    this.drop(name);
    const undo = this.#clock.after(ms, () => {
      this.#due.delete(name);
      then();
    });
    this.#due.set(name, undo);
  }

  has(name: string): boolean {
    return this.#due.has(name);
  }

  drop(name: string): void {
    this.#due.get(name)?.();
    this.#due.delete(name);
  }

  dropAll(): void {
    for (const name of [...this.#due.keys()]) this.drop(name);
  }
}
