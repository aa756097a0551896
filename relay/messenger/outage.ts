import type { ConversationId } from '../desk/entry.ts';
import type { LibrarianName } from '../desk/roster.ts';

/** A time in which what librarians typed may not have arrived; milliseconds since 1970. */
export interface Outage {
  from: number;
  to: number;
}

/** How long something that a librarian sent may be on its way to a server that no longer reads. */
export const IN_TRANSIT_MS = 2_000;

/**
 * When the relay did not hear from the network, and which librarians still have to be notified of it. Prosody stores nothing
 * for a component that is not connected: what was typed since the last answered watchdog may be lost.
 */
export class Outages {
  /** Everything sent before this moment has been read. */
  #heardUpTo: number | undefined;
  /** When the last watchdog that counts was sent, and when its answer arrived. */
  #sentAt: number | undefined;
  #answeredAt = Number.NEGATIVE_INFINITY;
  readonly #pending = new Map<LibrarianName, Outage>();
  readonly #pendingByWindow = new Map<LibrarianName, Map<ConversationId, Outage>>();

  /** `heardUpTo`: as the previous run of the relay stored it; undefined: there was no previous run. */
  constructor(heardUpTo: number | undefined) {
    this.#heardUpTo = heardUpTo;
  }

  /**
   * A watchdog sent at `sentAt` was answered. Returns the moment up to which everything is heard and every librarian is
   * notified, which is what may be stored. A server that was suspended answers all watchdogs it missed in one go, and may
   * not have read anything from librarians yet: of those answers only one counts, and only for what was sent before the
   * watchdog that counted last.
   */
  watchdogAnswered(sentAt: number, now: number): number {
    if (sentAt >= this.#answeredAt) {
      this.#heardUpTo = this.#sentAt ?? this.#heardUpTo ?? sentAt;
      this.#sentAt = sentAt;
      this.#answeredAt = now;
    }
    let notified = this.#heardUpTo ?? sentAt;
    for (const { from } of this.#pending.values()) notified = Math.min(notified, from);
    return notified;
  }

  /**
   * The connection to the network is up again: `librarians`, who may have typed meanwhile, have to be notified. Returns
   * the outage; undefined: the relay has never been connected before.
   */
  networkRestored(now: number, librarians: Iterable<LibrarianName>): Outage | undefined {
    const heardUpTo = this.#heardUpTo;
    this.#heardUpTo = this.#sentAt = now;
    this.#answeredAt = Number.NEGATIVE_INFINITY;
    if (heardUpTo === undefined) return undefined;
    const outage = { from: heardUpTo - IN_TRANSIT_MS, to: now };
    for (const librarian of librarians)
      this.#pending.set(librarian, { from: this.#pending.get(librarian)?.from ?? outage.from, to: now });
    return outage;
  }

  /** A client vanished, and with it what it had sent from this window and the server had not read. */
  clientLost(librarian: LibrarianName, conversation: ConversationId, { from, to }: Outage): void {
    const lost = this.#pendingByWindow.get(librarian) ?? new Map<ConversationId, Outage>();
    const earliest = Math.min(from, lost.get(conversation)?.from ?? from);
    this.#pendingByWindow.set(librarian, lost.set(conversation, { from: earliest, to }));
  }

  /** The outage of the network that a librarian has to be notified of; a second call returns undefined. */
  take(librarian: LibrarianName): Outage | undefined {
    const outage = this.#pending.get(librarian);
    this.#pending.delete(librarian);
    return outage;
  }

  /** The same for outages of the librarian's own clients, by window. */
  takeByWindow(librarian: LibrarianName): ReadonlyMap<ConversationId, Outage> {
    const lost = this.#pendingByWindow.get(librarian) ?? new Map<ConversationId, Outage>();
    this.#pendingByWindow.delete(librarian);
    return lost;
  }
}
