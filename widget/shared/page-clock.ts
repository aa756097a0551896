/** The time of day and timers. Passed to what needs them, so that tests can replace them. */
export interface PageClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after `ms`, unless the function that it returned was called before. */
  after(ms: number, then: () => void): () => void;
}

/** The browser's own clock. */
export const pageClock: PageClock = {
  now: Date.now,
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};
