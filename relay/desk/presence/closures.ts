import { defined } from '../../protocol/defined.ts';
import type { Clock, DeskState, Log } from '../ports.ts';
import type { Closure, DeskEntry, DeskName, LibrarianName, Pause, Roster } from '../roster.ts';
import type { PersistedMap } from './persisted-map.ts';

/** The closures and pauses that librarians have set on desks. */
export class Closures {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #deskStates: PersistedMap<DeskName, DeskState>;

  constructor(states: PersistedMap<DeskName, DeskState>, { clock, log }: { clock: Clock; log: Log }) {
    this.#deskStates = states;
    this.#clock = clock;
    this.#log = log;
  }

  /** The config, with the closures and pauses in it. */
  applyTo(configured: Roster): Roster {
    const desks = [...configured.desks].map(([name, desk]): [DeskName, DeskEntry] => {
      const { closure, pause } = this.#deskStates.get(name);
      if (!closure && !pause) return [name, desk];
      return [name, { ...desk, ...(closure && { closure: plain(closure) }), ...(pause && { pause: plain(pause) }) }];
    });
    return { ...configured, desks: new Map(desks) };
  }

  /** Closes a desk from now on. A closure overrides the hours, and replaces an earlier closure. Rejects with a StoreError. */
  async close(by: LibrarianName, desk: DeskName, { until, words }: Omit<Closure, 'from'>): Promise<void> {
    const closure = {
      from: this.#clock.now(),
      ...defined({ until, words }),
      by,
    };
    await this.#deskStates.update(desk, (state) => ({ ...state, closure }));
    const time = until === undefined ? {} : { until: new Date(until).toISOString() };
    this.#log.info('desk closed', { desk, librarian: by, ...time, ...defined({ words }) });
  }

  /** Pauses a desk from now on. Rejects with a StoreError. */
  async pause(by: LibrarianName, desk: DeskName, { until }: Omit<Pause, 'from'>): Promise<void> {
    const pause = { from: this.#clock.now(), ...defined({ until }), by };
    await this.#deskStates.update(desk, (state) => ({ ...state, pause }));
    const time = until === undefined ? {} : { until: new Date(until).toISOString() };
    this.#log.info('desk paused', { desk, librarian: by, ...time });
  }

  /** Ends the current closure and pause; without either nothing changes. Rejects with a StoreError. */
  async open(by: LibrarianName, desk: DeskName): Promise<void> {
    const now = this.#clock.now();
    let ended = false;
    await this.#deskStates.update(desk, (state) => {
      const { closure, pause } = state;
      const closed = closure && isActive(closure, now) ? { closure: { ...closure, until: now } } : {};
      const resumed = pause && isActive(pause, now) ? { pause: { ...pause, until: now } } : {};
      ended = 'closure' in closed || 'pause' in resumed;
      return ended ? { ...state, ...closed, ...resumed } : state;
    });
    if (!ended) return;
    this.#log.info('desk opened', { desk, librarian: by });
  }
}

/** A closure or pause without the librarian who set it. */
const plain = <Kept extends { by: LibrarianName }>({ by: _, ...kept }: Kept): Omit<Kept, 'by'> => kept;

/** True if the closure or pause has not ended at `now`. */
const isActive = ({ until = Number.POSITIVE_INFINITY }: { until?: number }, now: number): boolean => now < until;
