import type { Seq } from '../protocol/entries.ts';
import type { ConversationCard } from '../protocol/frames.ts';
import type { ConversationId } from './entry.ts';
import type { LiveConversation } from './live.ts';
import type { Clock, DeliveryEnd, LibrarianLink } from './ports.ts';
import type { LibrarianName } from './roster.ts';

/** After a delivery ended without proof, what is owed waits this long before it is tried once more. */
const AGAIN_MS = 1_000;

/** What is on its way to one librarian by one link, in one conversation. In memory only. */
interface Flight {
  /** Handed over up to here; what is owed beyond is handed over next. */
  sent: Seq;
  /** Handed over at any time up to here: once more means "(again)". */
  highest: Seq;
  /** Her client refused the last one: nothing more until something about her changes. */
  refused: boolean;
  /** Waiting AGAIN_MS. */
  resting: boolean;
}

/** Hands librarians what is owed to them, and forgets nothing until there is proof. */
export class Deliveries {
  readonly links = new Set<LibrarianLink>();
  readonly #clock: Clock;
  readonly #proved: (live: LiveConversation, librarian: LibrarianName, seq: Seq) => void;
  readonly #again: (live: LiveConversation) => void;
  readonly #flights = new Map<ConversationId, Map<string, Flight>>();

  constructor(parts: {
    clock: Clock;
    /** Her client took everything up to `seq`. */
    proved(live: LiveConversation, librarian: LibrarianName, seq: Seq): void;
    /** Something ended without proof, some time ago: settle this conversation again. */
    again(live: LiveConversation): void;
  }) {
    this.#clock = parts.clock;
    this.#proved = parts.proved;
    this.#again = parts.again;
  }

  reaches(librarian: LibrarianName): boolean {
    for (const link of this.links) if (link.reaches(librarian)) return true;
    return false;
  }

  /** Hands over what `librarian` is owed, by every link that reaches her, in seq order. */
  settle(live: LiveConversation, librarian: LibrarianName, card: () => ConversationCard): void {
    const { delivered } = live.mark(`librarian:${librarian}`);
    if (delivered >= live.lastSeq) return;
    for (const link of this.links) {
      if (!link.reaches(librarian)) continue;
      const flight = this.#flight(live.id, librarian, link);
      if (flight.refused || flight.resting) continue;
      for (const { entry, shown } of live.since(Math.max(delivered, flight.sent))) {
        const again = entry.seq <= flight.highest;
        flight.sent = entry.seq;
        flight.highest = Math.max(flight.highest, entry.seq);
        void link
          .deliver(librarian, { card: card(), entry, shown, again })
          .then((end) => this.#ended(live, librarian, flight, entry.seq, end));
      }
    }
  }

  /** Something about her changed (a client came, went, or spoke): what was refused may be tried again. */
  heard(librarian: LibrarianName): void {
    for (const flights of this.#flights.values()) {
      for (const [name, flight] of flights) if (name.endsWith(`/${librarian}`)) flight.refused = false;
    }
  }

  drop(conversation: ConversationId): void {
    this.#flights.delete(conversation);
  }

  #ended(live: LiveConversation, librarian: LibrarianName, flight: Flight, seq: Seq, end: DeliveryEnd): void {
    if (end === 'delivered') {
      this.#proved(live, librarian, seq);
      return;
    }
    // Owed again from the last proof on. Several may end at once: one rest serves them all.
    flight.sent = live.mark(`librarian:${librarian}`).delivered;
    if (end === 'failed') flight.refused = true;
    if (flight.resting) return;
    flight.resting = true;
    this.#clock.after(AGAIN_MS, () => {
      flight.resting = false;
      this.#again(live);
    });
  }

  #flight(conversation: ConversationId, librarian: LibrarianName, link: LibrarianLink): Flight {
    const flights = this.#flights.get(conversation) ?? new Map<string, Flight>();
    this.#flights.set(conversation, flights);
    const name = `${link.via}/${librarian}`;
    const flight = flights.get(name) ?? { sent: 0, highest: 0, refused: false, resting: false };
    flights.set(name, flight);
    return flight;
  }
}
