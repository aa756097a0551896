/** After a batch of at least this many requests, the next one waits, for at most MAX_WAIT_MS, to become as large. */
const LARGE_BATCH = 8;
const MAX_WAIT_MS = 5;

/**
 * Collects requests for the worker into batches (group commit). While the worker handles one batch the next one is collected; it is
 * posted as one message and written with one sync. Under load the next batch also waits for as long as the last one took: it is larger
 * then, and fewer syncs are needed.
 */
export class RequestBatcher<Request> {
  readonly #send: (batch: readonly Request[]) => void;
  #collected: Request[] = [];
  /** How many requests were posted and are not answered yet. */
  #pending = 0;
  #postedAt = 0;
  #isWaiting = false;

  constructor(send: (batch: readonly Request[]) => void) {
    this.#send = send;
  }

  add(request: Request): void {
    // Not a microtask: the frames of many sockets come in one turn of the event loop, and each has microtasks of its own.
    if (this.#collected.length === 0) setImmediate(() => this.#post());
    this.#collected.push(request);
  }

  /** The worker answered this many of the posted requests. */
  answered(count: number): void {
    this.#pending -= count;
    if (this.#pending > 0) return;
    if (count < LARGE_BATCH) this.#post();
    else this.#wait(Math.min(MAX_WAIT_MS, performance.now() - this.#postedAt));
  }

  /** Drops what was collected: the worker has ended. */
  drop(): void {
    this.#collected = [];
  }

  #wait(ms: number): void {
    this.#isWaiting = true;
    setTimeout(() => {
      this.#isWaiting = false;
      this.#post();
    }, ms);
  }

  #post(): void {
    if (this.#collected.length === 0 || this.#pending > 0 || this.#isWaiting) return;
    const batch = this.#collected;
    this.#collected = [];
    this.#pending = batch.length;
    this.#postedAt = performance.now();
    this.#send(batch);
  }
}
