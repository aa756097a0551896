import type { Clock, Undo } from '../ports.ts';
import type { DeskName } from '../roster.ts';
import type { CountStore } from './count-store.ts';
import { type Count, splitByHour } from './hourly-counts.ts';

/** So often what has come together is written. */
const WRITE_MS = 60_000;

/** A longer time between two looks was no time of the relay's: the machine slept, or its clock was set. */
const MAX_GAP_MS = 2 * WRITE_MS;

/** How many librarians are on duty at a desk, perhaps with a part of their time. */
export interface Staffing {
  desk: DeskName;
  zone: string;
  onDuty: number;
}

/** Hours on duty, of all librarians of a desk together: from look to look, as it was at the first of the two. */
export class DutyHours {
  readonly #clock: Clock;
  readonly #counts: CountStore;
  readonly #desks: () => readonly Staffing[];
  readonly #attempt: (work: Promise<unknown>) => Promise<unknown>;
  #since = 0;
  #last: readonly Staffing[] = [];
  #pending = new Map<string, Count>();
  #undo: Undo = () => undefined;

  /** `hand`: does it; a failure of the store is logged, and stays without consequence. */
  constructor(
    { clock, counts }: { clock: Clock; counts: CountStore },
    desks: () => readonly Staffing[],
    hand: (work: Promise<unknown>) => Promise<unknown>,
  ) {
    this.#clock = clock;
    this.#counts = counts;
    this.#desks = desks;
    this.#attempt = hand;
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

  /** Somebody may have come on duty, or gone off. */
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
