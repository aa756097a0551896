/** A fact that does not come about in this time fails the test; nothing else depends on it. */
const PATIENCE_MS = 10_000;

/** Lets a test wait for what somebody sees, instead of for time. */
export class ConditionWaiter {
  readonly #waiting = new Set<() => void>();

  /** Something may have become true. */
  changed(): void {
    for (const look of [...this.#waiting]) look();
  }

  /** Resolves with what `fact` gives as soon as it gives anything; `seen` tells what there was instead. */
  until<Fact>(what: string, fact: () => Fact | undefined | false, seen: () => string): Promise<Fact> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = fact();
        if (found === undefined || found === false) return;
        end();
        resolve(found);
      };
      const patience = setTimeout(() => {
        end();
        reject(new Error(`${what}: it did not come about. There was:\n${seen()}`));
      }, PATIENCE_MS);
      const end = () => {
        clearTimeout(patience);
        this.#waiting.delete(look);
      };
      this.#waiting.add(look);
      look();
    });
  }
}
