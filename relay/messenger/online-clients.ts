import type { LibrarianName } from '../desk/roster.ts';
import { type ClientPresence, leadingPresence } from './client-presence.ts';

/** Most clients of one librarian that are remembered. More at once are a mistake, or malice. */
export const MAX_CLIENTS = 16;

/** Which clients of each librarian are online now, on one network. */
export class OnlineClients {
  /** By the client's name; the newest presence is the last. */
  readonly #online = new Map<LibrarianName, Map<string, ClientPresence>>();

  /** Records a presence. True: the client takes lines, and is remembered. */
  set(librarian: LibrarianName, presence: ClientPresence): boolean {
    const online = this.#online.get(librarian) ?? new Map<string, ClientPresence>();
    this.#online.set(librarian, online);
    online.delete(presence.client);
    if (presence.state !== 'up' || presence.priority < 0 || online.size >= MAX_CLIENTS) return false;
    online.set(presence.client, presence);
    return true;
  }

  has(librarian: LibrarianName, client: string): boolean {
    return this.#online.get(librarian)?.has(client) ?? false;
  }

  /** Whether the librarian has any client online. */
  reaches(librarian: LibrarianName): boolean {
    return (this.#online.get(librarian)?.size ?? 0) > 0;
  }

  /** The words of the status that this client shows. */
  wordsOf(librarian: LibrarianName, client: string): string | undefined {
    return this.#online.get(librarian)?.get(client)?.words;
  }

  /** The presence that counts as the librarian's. */
  leading(librarian: LibrarianName): ClientPresence | undefined {
    return leadingPresence(this.#online.get(librarian)?.values() ?? []);
  }

  /**
   * The client that a line goes to: `last` if it is still online, else the one with the highest priority, of equals the
   * newest. Never one of `refused`.
   */
  choose(
    librarian: LibrarianName,
    last: string | undefined,
    refused: ReadonlySet<string> = new Set(),
  ): string | undefined {
    const online = [...(this.#online.get(librarian)?.values() ?? [])].filter(({ client }) => !refused.has(client));
    if (last !== undefined && online.some(({ client }) => client === last)) return last;
    let best: ClientPresence | undefined;
    for (const one of online) if (!best || one.priority >= best.priority) best = one;
    return best?.client;
  }

  /** Removes all clients of a librarian; returns their names. */
  drop(librarian: LibrarianName): string[] {
    const gone = [...(this.#online.get(librarian)?.keys() ?? [])];
    this.#online.delete(librarian);
    return gone;
  }

  /** Removes every client, because the connection to the network is lost; returns who and which they were. */
  clear(): [LibrarianName, string][] {
    const gone = [...this.#online].flatMap(([librarian, online]) =>
      [...online.keys()].map((client): [LibrarianName, string] => [librarian, client]),
    );
    this.#online.clear();
    return gone;
  }
}
