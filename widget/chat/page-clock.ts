/** What the chat's parts ask of a clock. `now`: milliseconds since 1970. */
export interface PageClock {
  now(): number;
  /** Calls back once, `ms` later; what it returns prevents it. */
  after(ms: number, then: () => void): () => void;
}
