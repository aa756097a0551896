/** Limits the attempts from one network address in a window of time. In memory only. */
export class AttemptLimit {
  readonly #counts = new Map<string, number>();
  readonly #max: number;
  readonly #windowMs: number;
  #windowStart = 0;

  constructor(max: number, windowMs: number) {
    this.#max = max;
    this.#windowMs = windowMs;
  }

  /** False if the address has used up its attempts. `now`: milliseconds since 1970. */
  allows(address: string, now: number): boolean {
    if (now - this.#windowStart >= this.#windowMs || this.#counts.size > MAX_ADDRESSES) {
      this.#windowStart = now;
      this.#counts.clear();
    }
    return (this.#counts.get(address) ?? 0) < this.#max;
  }

  count(address: string): void {
    this.#counts.set(address, (this.#counts.get(address) ?? 0) + 1);
  }
}

/** Beyond this many addresses all are forgotten, so that attackers cannot fill the memory. Secrets of 256 random bits protect what is behind. */
const MAX_ADDRESSES = 10_000;
