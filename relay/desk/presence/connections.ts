import { AVAILABILITIES, type Availability } from '../../protocol/whereabouts.ts';
import type { Connection, Connections, Undo } from '../ports.ts';
import type { LibrarianName } from '../roster.ts';

/** The connections of librarians' clients, and what they say about availability. */

/**
 * Grace period in milliseconds: a client that has disconnected counts as connected for this long, so that patrons see no
 * flicker when a console reloads.
 */
export const GRACE_MS = 1_500;

/** Milliseconds after which a lost client counts as offline. Until then it may come back, and counts as unsure. */
export const UNSURE_MS = 60_000;

/** The most connections kept per librarian. Disconnected ones are dropped first, then the one connected for longest. */
export const CONNECTIONS_EACH = 32;

/** The worse of two availabilities. */
export const worse = (a: Availability, b: Availability): Availability =>
  AVAILABILITIES.indexOf(a) > AVAILABILITIES.indexOf(b) ? a : b;

/** The availability that one connection gives at `now`. */
const availabilityOf = (connection: Connection, now: number): Availability => {
  // If `at` lies ahead, the machine's clock was set back, and it is unknown how long the client has been gone.
  const goneMs = now < connection.at ? Number.POSITIVE_INFINITY : now - connection.at;
  if (connection.state === 'up' || goneMs < GRACE_MS) return connection.availability;
  return connection.state === 'lost' && goneMs < UNSURE_MS ? 'unsure' : 'offline';
};

/** The best availability of all clients of a librarian. `since`: when the first of those clients got it; absent if offline. */
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

/** The times at which the availability of a connection changes without any event. */
export const connectionChanges = ({ state, at }: Connection): number[] => {
  if (state === 'up') return [];
  return state === 'left' ? [at + GRACE_MS] : [at + GRACE_MS, at + UNSURE_MS];
};

/** True if at least one client is connected. */
export const isConnected = (connections: readonly Connection[]): boolean =>
  connections.some(({ state }) => state === 'up');

/** The connections of all librarians, in memory only: they mean nothing after a restart. */
export class LiveConnections implements Connections {
  readonly #connections = new Map<LibrarianName, readonly Connection[]>();
  readonly #listeners = new Set<(librarian: LibrarianName) => void>();

  /** `connection.at` must be the current time. A connection in an unchanged state changes nothing, not even its `at`. */
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

/**
 * The next state of a connection; undefined: none is kept. A connection keeps the availability it had, and the time of
 * the first disconnect: an `unavailable` after a lost connection must not restart the grace period.
 */
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
