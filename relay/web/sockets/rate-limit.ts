import type { WebLimits } from '../web-config.ts';

/** As much as this many seconds of the limit may come at once. */
const BURST_SECONDS = 3;

/** How fast one socket sends: two token buckets, frames and bytes, filled as time passes and without a timer. */
export class RateLimit {
  #frames = 0;
  #bytes = 0;
  #at: number;

  /** `now`: milliseconds of any clock. */
  constructor(now: number) {
    this.#at = now;
  }

  /** Counts a frame; false where it is more than the limits allow. */
  allows(now: number, bytes: number, limits: Pick<WebLimits, 'framesPerSecond' | 'frameBytesPerSecond'>): boolean {
    const seconds = Math.max(0, now - this.#at) / 1_000;
    this.#at = now;
    this.#frames = Math.max(0, this.#frames - seconds * limits.framesPerSecond) + 1;
    this.#bytes = Math.max(0, this.#bytes - seconds * limits.frameBytesPerSecond) + bytes;
    return (
      this.#frames <= BURST_SECONDS * limits.framesPerSecond &&
      this.#bytes <= BURST_SECONDS * limits.frameBytesPerSecond
    );
  }
}
