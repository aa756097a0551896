/**
 * Does things in order: one waits until the one before it in the same turn is done. What takes no time is done at once
 * and leaves nothing in memory.
 */
export abstract class FrameQueue<Thing> {
  /** By turn, those that wait behind the one in hand; absent while nothing is in hand. */
  #hands: Map<string, Thing[]> | undefined;
  #count = 0;
  #whenIdle: (() => void) | undefined;

  get busy(): boolean {
    return this.#hands !== undefined;
  }

  /** Resolves when nothing is in hand. */
  whenIdle(): Promise<void> {
    return new Promise((resolve) => {
      if (this.busy) this.#whenIdle = resolve;
      else resolve();
    });
  }

  /** Things of one turn are done in order, things of two turns side by side. */
  protected abstract queueOf(thing: Thing): string;
  /** Does one thing; a promise where that takes time. */
  protected abstract handle(thing: Thing): Promise<unknown> | undefined;
  /** So many are in hand or wait now. */
  protected abstract pendingChanged(things: number): void;
  /** This one could not be done; those that wait are dropped. */
  protected abstract onFailed(thing: Thing, error: unknown): void;
  /** Nothing is in hand any more. */
  protected abstract onIdle(): void;

  protected enqueue(thing: Thing): void {
    const turn = this.queueOf(thing);
    const behind = this.#hands?.get(turn);
    if (behind) {
      behind.push(thing);
      this.#counted(1);
      return;
    }
    const work = this.#start(thing);
    if (work) void this.#finish(turn, thing, work);
    else if (!this.busy) this.onIdle();
  }

  #start(thing: Thing): Promise<unknown> | undefined {
    try {
      return this.handle(thing);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  async #finish(turn: string, first: Thing, begun: Promise<unknown>): Promise<void> {
    const behind: Thing[] = [];
    this.#hands ??= new Map();
    this.#hands.set(turn, behind);
    this.#counted(1);
    let work: Promise<unknown> | undefined = begun;
    for (let thing: Thing | undefined = first; thing !== undefined; thing = behind.shift()) {
      work ??= this.#start(thing);
      try {
        if (work) await work;
      } catch (error) {
        this.#drop();
        this.onFailed(thing, error);
      }
      work = undefined;
      this.#counted(-1);
    }
    this.#hands.delete(turn);
    if (this.#hands.size > 0) return;
    this.#hands = undefined;
    this.#whenIdle?.();
    this.onIdle();
  }

  #drop(): void {
    for (const behind of this.#hands?.values() ?? []) {
      this.#counted(-behind.length);
      behind.length = 0;
    }
  }

  #counted(more: number): void {
    this.#count += more;
    this.pendingChanged(this.#count);
  }
}
