/**
 * What comes in one window, in its order. Lines go ahead together, since the store keeps their order; a command waits for
 * the lines before it, and what comes after waits for the command.
 */
export class KeyedQueue {
  /** By window. */
  readonly #queues = new Map<string, Queue>();

  /** Nothing waits, nothing is under way. */
  get idle(): boolean {
    return this.#queues.size === 0;
  }

  addConcurrent(of: string, work: () => Promise<unknown>): void {
    const turn = this.#queueFor(of);
    const line = turn.exclusive ? turn.exclusive.then(work) : work();
    turn.concurrent.push(line);
    this.#track(of, turn, line);
  }

  addExclusive(of: string, work: () => Promise<unknown>): void {
    const turn = this.#queueFor(of);
    // Each waits for the one before and for the lines since, which is all: a thousand of them must not wait for each other.
    const before = Promise.allSettled([turn.exclusive, ...turn.concurrent]);
    const command = before.then(work);
    turn.exclusive = command.catch(() => undefined);
    turn.concurrent = [];
    this.#track(of, turn, command);
  }

  #queueFor(window: string): Queue {
    const turn = this.#queues.get(window) ?? { exclusive: undefined, concurrent: [], pending: 0 };
    this.#queues.set(window, turn);
    return turn;
  }

  #track(window: string, turn: Queue, work: Promise<unknown>): void {
    turn.pending += 1;
    const done = () => {
      turn.pending -= 1;
      if (turn.pending === 0) this.#queues.delete(window);
    };
    work.then(done, done);
  }
}

interface Queue {
  /** The last one. */
  exclusive: Promise<unknown> | undefined;
  /** Begun since then. */
  concurrent: Promise<unknown>[];
  /** How much is under way, or waits. */
  pending: number;
}
