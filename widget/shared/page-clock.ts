/** The time of day, and what shall happen later; handed in, so that tests can turn it. */
export interface PageClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once, unless what it returned was called before. */
  after(ms: number, then: () => void): () => void;
}

export const pageClock: PageClock = {
  now: Date.now,
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};
