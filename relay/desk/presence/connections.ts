import { AVAILABILITIES, type Availability } from '../../protocol/whereabouts.ts';
import type { Connection, Connections, Undo } from '../ports.ts';
import type { LibrarianName } from '../roster.ts';

/** Milliseconds for which a signal that went still counts as it was: a page that reloads does not flash. */
export const GRACE_MS = 1_500;

/** Milliseconds after its loss until which a lost signal may come back: *unsure* until then, gone afterwards. */
export const UNSURE_MS = 60_000;

/** Most signals kept of one librarian. Signals that went are dropped first, then those that are up for longest. */
export const CONNECTIONS_EACH = 32;

/** The worse of two. */
export const worse = (a: Availability, b: Availability): Availability =>
  AVAILABILITIES.indexOf(a) > AVAILABILITIES.indexOf(b) ? a : b;

/** What one signal comes to at `now`. */
const availabilityOf = (connection: Connection, now: number): Availability => {
  // Before it went: the machine's clock was put back, and nobody knows for how long it has been gone.
  const goneMs = now < connection.at ? Number.POSITIVE_INFINITY : now - connection.at;
  if (connection.state === 'up' || goneMs < GRACE_MS) return connection.availability;
  return connection.state === 'lost' && goneMs < UNSURE_MS ? 'unsure' : 'offline';
};

/** What her clients come to at `now`: the best of them. `since`: for as long as the one that has said so longest. */
export interface ConnectionSummary {
  availability: Availability;
  since?: number;
}

export const connectionAvailability = (connections: readonly Connection[], now: number): ConnectionSummary => {
  let best: Availability = 'offline';
  for (const connection of connections) {
    const availability = availabilityOf(connection, now);
    if (worse(best, availability) === best) best = availability;
  }
  if (best === 'offline') return { availability: best };
  const those = connections.filter((connection) => availabilityOf(connection, now) === best);
  return { availability: best, since: Math.min(...those.map((connection) => connection.at)) };
};

/** The moments at which the clock alone changes what a signal comes to. */
export const connectionChanges = ({ state, at }: Connection): number[] => {
  if (state === 'up') return [];
  return state === 'left' ? [at + GRACE_MS] : [at + GRACE_MS, at + UNSURE_MS];
};

/** Could a line be handed to her now? */
export const isConnected = (connections: readonly Connection[]): boolean =>
  connections.some(({ state }) => state === 'up');

/** The signals of all librarians, in memory: they mean nothing after a restart. */
export class LiveConnections implements Connections {
  readonly #connections = new Map<LibrarianName, readonly Connection[]>();
  readonly #listeners = new Set<(librarian: LibrarianName) => void>();

  /** Takes `signal.at` as the time it is. A signal that says what was known changes nothing, its `at` neither. */
  set(librarian: LibrarianName, connection: Connection): void {
    const before = this.of(librarian);
    const known = before.find(({ resource }) => resource === connection.resource);
    const next = merged(known, connection);
    if (!next || next === known) return;
    const others = before.filter((other) => other !== known && !isOver(other, connection.at));
    this.#connections.set(librarian, bounded([...others, next]));
    for (const listener of [...this.#listeners]) listener(librarian);
  }

  of(librarian: LibrarianName): readonly Connection[] {
    return this.#connections.get(librarian) ?? [];
  }

  onChange(listener: (librarian: LibrarianName) => void): Undo {
    const called = (librarian: LibrarianName) => listener(librarian);
    this.#listeners.add(called);
    return () => this.#listeners.delete(called);
  }
}

/** One that went counts as it was, since it first went: a farewell after a loss must not make it count again. */
const merged = (known: Connection | undefined, next: Connection): Connection | undefined => {
  if (!known) return next.state === 'left' ? undefined : next;
  if (next.state === 'up') {
    return known.state === 'up' && known.availability === next.availability ? known : next;
  }
  const { availability } = known;
  if (known.state === 'up') return { ...next, availability };
  return known.state === 'left' || next.state === 'lost' ? known : { ...known, state: 'left' };
};

const isOver = (connection: Connection, now: number): boolean =>
  connection.state !== 'up' && availabilityOf(connection, now) === 'offline';

const bounded = (connections: readonly Connection[]): readonly Connection[] => {
  if (connections.length <= CONNECTIONS_EACH) return connections;
  const dropped = connections.find(({ state }) => state !== 'up') ?? connections[0];
  return connections.filter((connection) => connection !== dropped);
};
