/** A condition that is not true within this time fails the test; nothing else depends on it. */
const PATIENCE_MS = 10_000;

/** Lets a test wait for a condition, for example for what a person sees, instead of for time. */
export class ConditionWaiter {
  readonly #waiting = new Set<() => void>();

  /** Checks every condition again: to be called after every change. */
  changed(): void {
    for (const check of [...this.#waiting]) check();
  }

  /**
   * Resolves to what `find` returns, as soon as it returns anything but undefined or false. The error after the time
   * is over has `what` was waited for, and what `actual` returns instead.
   */
  until<Found>(what: string, find: () => Found | undefined | false, actual: () => string): Promise<Found> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = find();
        if (found === undefined || found === false) return;
        end();
        resolve(found);
      };
      const patience = setTimeout(() => {
        end();
        reject(new Error(`Waited in vain: ${what}. There was:\n${actual()}`));
      }, PATIENCE_MS);
      const end = () => {
        clearTimeout(patience);
        this.#waiting.delete(check);
      };
      this.#waiting.add(check);
      check();
    });
  }
}
