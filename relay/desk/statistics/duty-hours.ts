import type { Clock, Undo } from '../ports.ts';
import type { DeskName } from '../roster.ts';
import type { CountStore } from './count-store.ts';
import { type Count, hoursOf } from './hourly-counts.ts';

/** So often what has come together is written. */
const WRITE_MS = 60_000;

/** A longer time between two looks was no time of the relay's: the machine slept, or its clock was set. */
const MOST_MS = 2 * WRITE_MS;

/** How many librarians are on duty at a desk, perhaps with a part of their time. */
export interface Manned {
  desk: DeskName;
  zone: string;
  onDuty: number;
}

/** Hours on duty, of all librarians of a desk together: from look to look, as it was at the first of the two. */
export class DutyHours {
  readonly #clock: Clock;
  readonly #counts: CountStore;
  readonly #desks: () => readonly Manned[];
  readonly #hand: (work: Promise<unknown>) => Promise<unknown>;
  #since = 0;
  #before: readonly Manned[] = [];
  #gathered = new Map<string, Count>();
  #undo: Undo = () => undefined;

  /** `hand`: does it; a failure of the store is logged, and stays without consequence. */
  constructor(
    { clock, counts }: { clock: Clock; counts: CountStore },
    desks: () => readonly Manned[],
    hand: (work: Promise<unknown>) => Promise<unknown>,
  ) {
    this.#clock = clock;
    this.#counts = counts;
    this.#desks = desks;
    this.#hand = hand;
  }

  start(): void {
    this.look();
    this.#undo = this.#clock.after(WRITE_MS, () => {
      this.start();
      this.#write();
    });
  }

  stop(): void {
    this.#undo();
    this.look();
    this.#before = [];
    this.#write();
  }

  /** Somebody may have come on duty, or gone off. */
  look(): void {
    const now = this.#clock.now();
    const from = Math.max(this.#since, now - MOST_MS);
    if (now > from) for (const manned of this.#before) this.#gather(manned, from, now);
    this.#since = now;
    this.#before = this.#desks().filter(({ onDuty }) => onDuty > 0);
  }

  #gather({ desk, zone, onDuty }: Manned, from: number, to: number): void {
    for (const [hour, ms] of hoursOf(zone, from, to)) {
      const place = `${hour} ${desk}`;
      const n = (this.#gathered.get(place)?.n ?? 0) + ms * onDuty;
      this.#gathered.set(place, { desk, hour, what: 'duty', value: 0, n });
    }
  }

  #write(): void {
    if (this.#gathered.size === 0) return;
    const counts = [...this.#gathered.values()].map((count) => ({ ...count, n: Math.round(count.n) }));
    this.#gathered = new Map();
    void this.#hand(this.#counts.add(counts));
  }
}
