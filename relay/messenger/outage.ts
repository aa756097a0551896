import type { ConversationId } from '../desk/entry.ts';
import type { LibrarianName } from '../desk/roster.ts';

/** A time in which what librarians typed may not have come in; milliseconds since 1970. */
export interface Outage {
  from: number;
  to: number;
}

/** What she has sent is on its way to a server that reads for no longer. */
export const ON_ITS_WAY_MS = 2_000;

/**
 * When the relay did not hear, and who has still to be told of it. Prosody keeps nothing for a component: what was typed
 * since the last answered watchdog may be lost.
 */
export class Outages {
  /** All that was said before this is read. */
  #heard: number | undefined;
  /** When the last watchdog that counts was sent, and when its answer came. */
  #sentAt: number | undefined;
  #answeredAt = Number.NEGATIVE_INFINITY;
  readonly #untold = new Map<LibrarianName, Outage>();
  readonly #cut = new Map<LibrarianName, Map<ConversationId, Outage>>();

  /** `heard`: as the relay that ran before this one left it. */
  constructor(heard: number | undefined) {
    this.#heard = heard;
  }

  /**
   * A watchdog sent at `sentAt` is answered; gives the moment up to which all is heard and told, which is what may be
   * written down. A server that stood still answers all it was asked meanwhile in one go, and may have read nothing of
   * hers yet: of those one counts, and for what was said before the one that counted last.
   */
  answered(sentAt: number, now: number): number {
    if (sentAt >= this.#answeredAt) {
      this.#heard = this.#sentAt ?? this.#heard ?? sentAt;
      this.#sentAt = sentAt;
      this.#answeredAt = now;
    }
    let told = this.#heard ?? sentAt;
    for (const { from } of this.#untold.values()) told = Math.min(told, from);
    return told;
  }

  /** The link is up again: those who may have typed meanwhile are to be told. Gives the time it was not. */
  ended(now: number, librarians: Iterable<LibrarianName>): Outage | undefined {
    const heard = this.#heard;
    this.#heard = this.#sentAt = now;
    this.#answeredAt = Number.NEGATIVE_INFINITY;
    if (heard === undefined) return undefined;
    const gap = { from: heard - ON_ITS_WAY_MS, to: now };
    for (const librarian of librarians)
      this.#untold.set(librarian, { from: this.#untold.get(librarian)?.from ?? gap.from, to: now });
    return gap;
  }

  /** A program of hers vanished, and with it what it had sent in a window and the server had not read. */
  cutOff(librarian: LibrarianName, conversation: ConversationId, { from, to }: Outage): void {
    const cut = this.#cut.get(librarian) ?? new Map<ConversationId, Outage>();
    this.#cut.set(librarian, cut.set(conversation, { from: Math.min(from, cut.get(conversation)?.from ?? from), to }));
  }

  /** What she has to be told, once. */
  take(librarian: LibrarianName): Outage | undefined {
    const gap = this.#untold.get(librarian);
    this.#untold.delete(librarian);
    return gap;
  }

  /** The same of her own programs, by window. */
  takeCut(librarian: LibrarianName): ReadonlyMap<ConversationId, Outage> {
    const cut = this.#cut.get(librarian) ?? new Map<ConversationId, Outage>();
    this.#cut.delete(librarian);
    return cut;
  }
}
