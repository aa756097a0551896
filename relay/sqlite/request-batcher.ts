/** After a batch of so many, the next one waits a moment to become as large. */
const CROWD = 8;
const WAIT_MOST_MS = 5;

/**
 * What is asked of the worker, on its way there: while it works on one batch the next gathers, and goes over as one message. Where
 * many talk it waits besides, as long as the last batch took: it is larger then, and one sync does for all of it.
 */
export class RequestBatcher<Request> {
  readonly #post: (batch: readonly Request[]) => void;
  #gathered: Request[] = [];
  /** Posted and not answered. */
  #away = 0;
  #awaySince = 0;
  #waits = false;

  constructor(post: (batch: readonly Request[]) => void) {
    this.#post = post;
  }

  add(request: Request): void {
    // Not a microtask: the frames of many sockets come in one turn, each with microtasks of its own.
    if (this.#gathered.length === 0) setImmediate(() => this.#go());
    this.#gathered.push(request);
  }

  /** So many of them were answered. */
  answered(count: number): void {
    this.#away -= count;
    if (this.#away > 0) return;
    if (count < CROWD) this.#go();
    else this.#wait(Math.min(WAIT_MOST_MS, performance.now() - this.#awaySince));
  }

  /** Nobody is there to take them. */
  drop(): void {
    this.#gathered = [];
  }

  #wait(ms: number): void {
    this.#waits = true;
    setTimeout(() => {
      this.#waits = false;
      this.#go();
    }, ms);
  }

  #go(): void {
    if (this.#gathered.length === 0 || this.#away > 0 || this.#waits) return;
    const batch = this.#gathered;
    this.#gathered = [];
    this.#away = batch.length;
    this.#awaySince = performance.now();
    this.#post(batch);
  }
}
