import type { Desk } from '../desk/desk.ts';
import type { Clock, Connections } from '../desk/ports.ts';
import { GRACE_MS } from '../desk/presence/connections.ts';
import type { LibrarianName } from '../desk/roster.ts';
import type { ResourcePresence } from '../networks/xmpp/parse-presence.ts';
import type { OnlineResources } from './online-clients.ts';

export interface PresenceTrackerParts {
  desk: Pick<Desk, 'librarianShowsStatus'>;
  signals: Connections;
  clock: Clock;
  resources: OnlineResources;
  /** A program of hers is there that was not. */
  came(librarian: LibrarianName, resource: string): void;
  /** One went, with whatever was in flight to it; `lost`: and from it. */
  went(librarian: LibrarianName, resource: string, lost: boolean): void;
}

/** What librarians' programs show becomes the desk's signals, and what they set themselves their statements. */
export class PresenceTracker {
  readonly #parts: PresenceTrackerParts;
  /** The status of hers that is being kept, or is to be kept next. */
  readonly #next = new Map<LibrarianName, () => Promise<void>>();

  constructor(parts: PresenceTrackerParts) {
    this.#parts = parts;
  }

  shown(librarian: LibrarianName, presence: ResourcePresence): void {
    const { clock, signals, resources, came, went } = this.#parts;
    const { resource, availability, state } = presence;
    const before = resources.has(librarian, resource);
    const now = clock.now();
    const { setAt = now } = presence;
    if (resources.set(librarian, { ...presence, setAt: Math.min(setAt, now) })) {
      signals.set(librarian, { resource: signalOf(resource), state: 'up', availability, at: now });
      this.#states(librarian);
      if (!before) came(librarian, resource);
    } else if (before) {
      went(librarian, resource, state === 'lost');
      if (state === 'lost') this.#lost(librarian, resource);
      else signals.set(librarian, { resource: signalOf(resource), state: 'left', availability, at: now });
      this.#states(librarian);
    }
    // Who is not known to be here was lost with the stream before: her server's word that she is away waits its minute.
  }

  /** With the stream: nobody has left, but nobody can say who is there. */
  lost(): void {
    for (const [librarian, resource] of this.#parts.resources.clear()) this.#lost(librarian, resource);
  }

  /** Her account is another one, or none: what the programs of the old one show says nothing of her. */
  dropped(librarian: LibrarianName): void {
    const { clock, signals, resources } = this.#parts;
    const at = clock.now();
    for (const resource of resources.drop(librarian))
      signals.set(librarian, { resource: signalOf(resource), state: 'left', availability: 'away', at });
  }

  /** From now on *unsure*: nobody knows since when. */
  #lost(librarian: LibrarianName, resource: string): void {
    const { clock, signals } = this.#parts;
    const at = clock.now() - GRACE_MS;
    signals.set(librarian, { resource: signalOf(resource), state: 'lost', availability: 'away', at });
  }

  /** What she set herself, in the program that speaks for her, which may be another one now. */
  #states(librarian: LibrarianName): void {
    const { clock, desk, resources } = this.#parts;
    const speaking = resources.speaking(librarian);
    if (!speaking || speaking.automatic) return;
    const { availability, words, setAt: at = clock.now() } = speaking;
    const status = { availability, ...(words === undefined ? {} : { words }) };
    const busy = this.#next.has(librarian);
    this.#next.set(librarian, () => desk.librarianShowsStatus(librarian, status, at));
    if (!busy) void this.#tell(librarian);
  }

  /** One status after the other is kept; of those that came meanwhile the last. */
  async #tell(librarian: LibrarianName): Promise<void> {
    for (let next = this.#next.get(librarian); next; ) {
      await next();
      const later = this.#next.get(librarian);
      next = later === next ? undefined : later;
    }
    this.#next.delete(librarian);
  }
}

/** Statements of a presence end with signals that begin so. */
const IM = 'xmpp:';

const signalOf = (resource: string): string => `${IM}${resource}`;

export const isIm = (signal: string): boolean => signal.startsWith(IM);
