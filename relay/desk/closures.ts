import type { Clock, DeskStanding, Log } from './ports.ts';
import type { Closure, DeskEntry, DeskName, LibrarianName, Roster } from './roster.ts';
import type { Standings } from './standings.ts';

/** Which desks librarians have closed out of their hours. */
export class Closures {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #standings: Standings<DeskName, DeskStanding>;

  constructor(standings: Standings<DeskName, DeskStanding>, { clock, log }: { clock: Clock; log: Log }) {
    this.#standings = standings;
    this.#clock = clock;
    this.#log = log;
  }

  /** The config as it is now. */
  over(configured: Roster): Roster {
    const desks = [...configured.desks].map(([name, desk]): [DeskName, DeskEntry] => {
      const { closure } = this.#standings.of(name);
      if (!closure) return [name, desk];
      const { by: _, ...standing } = closure;
      return [name, { ...desk, closure: standing }];
    });
    return { ...configured, desks: new Map(desks) };
  }

  /** From now on; it goes before the hours, and before one that stands. Rejects with a StoreError. */
  async close(by: LibrarianName, desk: DeskName, { until, words }: Omit<Closure, 'from'>): Promise<void> {
    const closure = {
      from: this.#clock.now(),
      ...(until === undefined ? {} : { until }),
      ...(words === undefined ? {} : { words }),
      by,
    };
    await this.#standings.change(desk, (standing) => ({ ...standing, closure }));
    const time = until === undefined ? {} : { until: new Date(until).toISOString() };
    this.#log.info('desk closed', { desk, librarian: by, ...time, ...(words === undefined ? {} : { words }) });
  }

  /** Ends one that stands; without one nothing changes. Rejects with a StoreError. */
  async open(by: LibrarianName, desk: DeskName): Promise<void> {
    const now = this.#clock.now();
    await this.#standings.change(desk, (standing) => {
      const { closure } = standing;
      if (!closure || (closure.until ?? Number.POSITIVE_INFINITY) <= now) return standing;
      return { ...standing, closure: { ...closure, until: now } };
    });
    this.#log.info('desk opened', { desk, librarian: by });
  }
}
