/**
 * What comes in one window, in its order. Lines go ahead together, since the store keeps their order; a command waits for
 * the lines before it, and what comes after waits for the command.
 */
export class Turns {
  readonly #begun = new Map<string, Set<Promise<unknown>>>();
  readonly #commands = new Map<string, Promise<unknown>>();

  /** Nothing waits, nothing is under way. */
  get idle(): boolean {
    return this.#begun.size === 0;
  }

  line(of: string, work: () => Promise<unknown>): void {
    const before = this.#commands.get(of);
    this.#track(of, before ? before.then(work) : work());
  }

  command(of: string, work: () => Promise<unknown>): void {
    const before = Promise.allSettled([...(this.#begun.get(of) ?? [])]);
    const turn = before.then(work).finally(() => {
      if (this.#commands.get(of) === turn) this.#commands.delete(of);
    });
    this.#commands.set(of, turn);
    this.#track(of, turn);
  }

  #track(of: string, work: Promise<unknown>): void {
    const begun = this.#begun.get(of) ?? new Set();
    this.#begun.set(of, begun);
    begun.add(work);
    const done = () => {
      begun.delete(work);
      if (begun.size === 0) this.#begun.delete(of);
    };
    work.then(done, done);
  }
}
