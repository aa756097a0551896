/** Does things in the order they come, one at a time: the next one waits until the one before is done. */
export abstract class InTurn<Thing> {
  #busy = false;
  #waiting: Thing[] | undefined;
  #whenIdle: (() => void) | undefined;

  /** Is something in hand? */
  get busy(): boolean {
    return this.#busy;
  }

  /** Resolves when nothing is in hand. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#busy) this.#whenIdle = resolve;
      else resolve();
    });
  }

  /** Does one thing; a promise where that takes time. */
  protected abstract handle(thing: Thing): Promise<unknown> | undefined;
  /** So many wait for their turn now. */
  protected abstract waiting(things: number): void;
  /** This one could not be done; those that wait are dropped. */
  protected abstract failed(thing: Thing, error: unknown): void;
  /** Nothing is in hand any more. */
  protected abstract idle(): void;

  protected take(thing: Thing): void {
    if (!this.#busy) {
      void this.#work(thing);
      return;
    }
    this.#waiting ??= [];
    this.#waiting.push(thing);
    this.waiting(this.#waiting.length);
  }

  async #work(first: Thing): Promise<void> {
    this.#busy = true;
    for (let thing: Thing | undefined = first; thing !== undefined; thing = this.#next()) {
      try {
        const work = this.handle(thing);
        if (work) await work;
      } catch (error) {
        this.#waiting = undefined;
        this.failed(thing, error);
      }
    }
    this.#busy = false;
    this.#whenIdle?.();
    this.idle();
  }

  #next(): Thing | undefined {
    if (!this.#waiting) return undefined;
    const thing = this.#waiting.shift();
    this.waiting(this.#waiting.length);
    if (thing === undefined) this.#waiting = undefined;
    return thing;
  }
}
