import type { WebLimits } from '../web-config.ts';

/** The size of a burst: as much as the limits allow in this many seconds. */
const BURST_SECONDS = 3;

/** The rate limit of one socket: two token buckets, for frames and for bytes. They are refilled when they are read, without a timer. */
export class RateLimit {
  #frames = 0;
  #bytes = 0;
  #at: number;

  /** `now`: milliseconds, of any clock. */
  constructor(now: number) {
    this.#at = now;
  }

  /** Counts a frame of so many bytes. False if it exceeds the limits. */
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
