import type { Desk } from '../desk/desk.ts';
import type { Clock, Connections } from '../desk/ports.ts';
import { GRACE_MS } from '../desk/presence/connections.ts';
import type { LibrarianName } from '../desk/roster.ts';
import { defined } from '../protocol/defined.ts';
import type { ClientPresence } from './client-presence.ts';
import type { OnlineClients } from './online-clients.ts';

export interface PresenceTrackerParts {
  /** The network's name. The names of its connections begin with it: `xmpp:Pidgin`. */
  via: string;
  desk: Pick<Desk, 'librarianShowsStatus'>;
  connections: Connections;
  clock: Clock;
  clients: OnlineClients;
  /** A client came online that was not online before. */
  cameOnline(librarian: LibrarianName, client: string): void;
  /** A client went offline, with whatever was in flight to it; `lost`: what was in flight from it is lost too. */
  wentOffline(librarian: LibrarianName, client: string, lost: boolean): void;
}

/** Turns what librarians' clients show into the desk's connections, and a status that a librarian set into a statement. */
export class PresenceTracker {
  readonly #parts: PresenceTrackerParts;
  /** By librarian: stores the status that is being stored, or is stored next. */
  readonly #next = new Map<LibrarianName, () => Promise<void>>();

  constructor(parts: PresenceTrackerParts) {
    this.#parts = parts;
  }

  /** A client shows this presence. */
  update(librarian: LibrarianName, presence: ClientPresence): void {
    const { clock, connections: signals, clients, cameOnline, wentOffline } = this.#parts;
    const { client, availability, state } = presence;
    const before = clients.has(librarian, client);
    const now = clock.now();
    const { setAt = now } = presence;
    if (clients.set(librarian, { ...presence, setAt: Math.min(setAt, now) })) {
      signals.set(librarian, { resource: this.#connection(client), state: 'up', availability, at: now });
      this.#storeStatus(librarian);
      if (!before) cameOnline(librarian, client);
    } else if (before) {
      wentOffline(librarian, client, state === 'lost');
      if (state === 'lost') this.#lost(librarian, client);
      else signals.set(librarian, { resource: this.#connection(client), state: 'left', availability, at: now });
      this.#storeStatus(librarian);
    }
    // A client that is not known to be online was lost with the network's connection. When the server now reports it as
    // gone, that changes nothing: its connection stays `lost` for its minute.
  }

  /** The connection to the network is lost: nobody has left, but nobody can say who is online. */
  networkLost(): void {
    for (const [librarian, client] of this.#parts.clients.clear()) this.#lost(librarian, client);
  }

  /** The librarian has another account, or none: what the clients of the old account show no longer counts. */
  accountRemoved(librarian: LibrarianName): void {
    const { clock, connections: signals, clients } = this.#parts;
    const at = clock.now();
    for (const client of clients.drop(librarian))
      signals.set(librarian, { resource: this.#connection(client), state: 'left', availability: 'away', at });
  }

  /** Unsure from now on, without the usual grace: nobody knows since when the client has been gone. */
  #lost(librarian: LibrarianName, client: string): void {
    const { clock, connections: signals } = this.#parts;
    const at = clock.now() - GRACE_MS;
    signals.set(librarian, { resource: this.#connection(client), state: 'lost', availability: 'away', at });
  }

  /** Stores the status that the librarian set in the leading client, which may be another client than before. */
  #storeStatus(librarian: LibrarianName): void {
    const { clock, desk, clients } = this.#parts;
    const leading = clients.leading(librarian);
    if (!leading || leading.automatic) return;
    const { availability, words, setAt: at = clock.now() } = leading;
    const status = { availability, ...defined({ words }) };
    const storing = this.#next.has(librarian);
    this.#next.set(librarian, () => desk.librarianShowsStatus(librarian, status, at));
    if (!storing) void this.#storeNext(librarian);
  }

  /** Stores one status after the other; of those that arrived meanwhile only the last. */
  async #storeNext(librarian: LibrarianName): Promise<void> {
    for (let next = this.#next.get(librarian); next; ) {
      await next();
      const later = this.#next.get(librarian);
      next = later === next ? undefined : later;
    }
    this.#next.delete(librarian);
  }

  #connection(client: string): string {
    return `${this.#parts.via}:${client}`;
  }
}
