import type { Clock, Undo } from '../ports.ts';
import type { DeskName } from '../roster.ts';
import type { CountStore } from './count-store.ts';
import { type Count, splitByHour } from './hourly-counts.ts';

/** Counts hours on duty for the report. */

/** How often the collected hours are written, in milliseconds. */
const WRITE_MS = 60_000;

/** A longer interval between two samples is cut to this: the machine was asleep, or its clock was set. */
const MAX_GAP_MS = 2 * WRITE_MS;

/** How many librarians are on duty at a desk. A librarian on duty at several desks counts as a fraction at each. */
export interface Staffing {
  desk: DeskName;
  zone: string;
  onDuty: number;
}

/**
 * Adds up the hours on duty of all librarians of each desk: integrates staffing between two samples, using the earlier
 * sample.
 */
export class DutyHours {
  readonly #clock: Clock;
  readonly #counts: CountStore;
  readonly #desks: () => readonly Staffing[];
  readonly #attempt: (work: Promise<unknown>) => Promise<unknown>;
  #since = 0;
  #last: readonly Staffing[] = [];
  #pending = new Map<string, Count>();
  #undo: Undo = () => undefined;

  /** `attempt` awaits the work; a store failure is logged and otherwise ignored. */
  constructor(
    { clock, counts }: { clock: Clock; counts: CountStore },
    desks: () => readonly Staffing[],
    attempt: (work: Promise<unknown>) => Promise<unknown>,
  ) {
    this.#clock = clock;
    this.#counts = counts;
    this.#desks = desks;
    this.#attempt = attempt;
  }

  start(): void {
    this.sample();
    this.#undo = this.#clock.after(WRITE_MS, () => {
      this.start();
      this.#write();
    });
  }

  stop(): void {
    this.#undo();
    this.sample();
    this.#last = [];
    this.#write();
  }

  /** Takes a sample. To be called whenever somebody may have come on duty or gone off. */
  sample(): void {
    const now = this.#clock.now();
    const from = Math.max(this.#since, now - MAX_GAP_MS);
    if (now > from) for (const manned of this.#last) this.#addTime(manned, from, now);
    this.#since = now;
    this.#last = this.#desks().filter(({ onDuty }) => onDuty > 0);
  }

  #addTime({ desk, zone, onDuty }: Staffing, from: number, to: number): void {
    for (const [hour, ms] of splitByHour(zone, from, to)) {
      const place = `${hour} ${desk}`;
      const n = (this.#pending.get(place)?.n ?? 0) + ms * onDuty;
      this.#pending.set(place, { desk, hour, what: 'duty', value: 0, n });
    }
  }

  #write(): void {
    if (this.#pending.size === 0) return;
    const counts = [...this.#pending.values()].map((count) => ({ ...count, n: Math.round(count.n) }));
    this.#pending = new Map();
    void this.#attempt(this.#counts.add(counts));
  }
}
