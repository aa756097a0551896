/**
 * Runs work in order, separately for each key. Concurrent work starts at once and may overlap; exclusive work waits for
 * everything that was added before it, and whatever is added later waits for it. The messenger's key is a window: lines
 * are concurrent, since the store keeps their order, and commands are exclusive.
 */
export class KeyedQueue {
  readonly #queues = new Map<string, Queue>();

  /** True if no work is running or waiting. */
  get idle(): boolean {
    return this.#queues.size === 0;
  }

  addConcurrent(key: string, work: () => Promise<unknown>): void {
    const queue = this.#queueFor(key);
    const started = queue.exclusive ? queue.exclusive.then(work) : work();
    queue.concurrent.push(started);
    this.#track(key, queue, started);
  }

  addExclusive(key: string, work: () => Promise<unknown>): void {
    const queue = this.#queueFor(key);
    // Waiting for the last exclusive work and the concurrent work since then is enough, as that work waited for all the
    // work before it. Waiting for everything would cost a thousand waits each for a thousand pieces of work.
    const before = Promise.allSettled([queue.exclusive, ...queue.concurrent]);
    const started = before.then(work);
    queue.exclusive = started.catch(() => undefined);
    queue.concurrent = [];
    this.#track(key, queue, started);
  }

  #queueFor(key: string): Queue {
    const queue = this.#queues.get(key) ?? { exclusive: undefined, concurrent: [], pending: 0 };
    this.#queues.set(key, queue);
    return queue;
  }

  #track(key: string, queue: Queue, work: Promise<unknown>): void {
    queue.pending += 1;
    const done = () => {
      queue.pending -= 1;
      if (queue.pending === 0) this.#queues.delete(key);
    };
    work.then(done, done);
  }
}

interface Queue {
  /** The last exclusive work. */
  exclusive: Promise<unknown> | undefined;
  /** Concurrent work that was added since then. */
  concurrent: Promise<unknown>[];
  /** How much work is running or waiting. */
  pending: number;
}
