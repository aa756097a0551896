/** What was tried from each network address in the last minutes; in memory only. */
export class AttemptLimit {
  readonly #counts = new Map<string, number>();
  readonly #most: number;
  readonly #windowMs: number;
  #since = 0;

  constructor(most: number, windowMs: number) {
    this.#most = most;
    this.#windowMs = windowMs;
  }

  allows(address: string, now: number): boolean {
    if (now - this.#since >= this.#windowMs || this.#counts.size > MOST_ADDRESSES) {
      this.#since = now;
      this.#counts.clear();
    }
    return (this.#counts.get(address) ?? 0) < this.#most;
  }

  count(address: string): void {
    this.#counts.set(address, (this.#counts.get(address) ?? 0) + 1);
  }
}

/** What is guarded is guarded by 256 random bits too: forgetting who tried is better than being filled up by those who do. */
const MOST_ADDRESSES = 10_000;
