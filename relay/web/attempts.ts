/** Failed sign-ins from one network address in the last minutes; in memory only. */
export class Attempts {
  readonly #failed = new Map<string, number>();
  readonly #most: number;
  readonly #windowMs: number;
  #since = 0;

  constructor(most: number, windowMs: number) {
    this.#most = most;
    this.#windowMs = windowMs;
  }

  allows(address: string, now: number): boolean {
    if (now - this.#since >= this.#windowMs || this.#failed.size > MOST_ADDRESSES) {
      this.#since = now;
      this.#failed.clear();
    }
    return (this.#failed.get(address) ?? 0) < this.#most;
  }

  failed(address: string): void {
    this.#failed.set(address, (this.#failed.get(address) ?? 0) + 1);
  }
}

/** A code has 256 random bits: forgetting who tried is better than being filled up by those who do. */
const MOST_ADDRESSES = 10_000;
