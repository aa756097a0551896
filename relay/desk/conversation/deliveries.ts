import type { Seq } from '../../protocol/entries.ts';
import type { ConversationCard } from '../../protocol/frames.ts';
import type { ConversationId } from '../entry.ts';
import type { Clock, DeliveryEnd, LibrarianLink } from '../ports.ts';
import type { LibrarianName } from '../roster.ts';
import type { Conversation } from './conversation.ts';

/** After a delivery ended without proof, what is owed waits this long before it is tried once more. */
const AGAIN_MS = 1_000;

/** What is on its way to one librarian by one link, in one conversation. In memory only. */
interface Flight {
  /** Handed over up to here; what is owed beyond is handed over next. */
  sent: Seq;
  /** Handed over up to here at any time, perhaps by the relay before this one: once more means "(again)". */
  highest: Seq;
  /** Her client refused the last one: nothing more until something about her changes. */
  refused: boolean;
  /** Waiting AGAIN_MS. */
  resting: boolean;
}

/** What is under way of one conversation. */
interface Traffic {
  /** By link and librarian. */
  readonly flights: Map<string, Flight>;
  /** Proved, while an earlier line is not: a mark says "everything up to here", so it waits for that one. */
  readonly ahead: Map<LibrarianName, Set<Seq>>;
}

/** Hands librarians what is owed to them, and forgets nothing until there is proof. */
export class Deliveries {
  readonly links = new Set<LibrarianLink>();
  readonly #clock: Clock;
  readonly #proved: (live: Conversation, librarian: LibrarianName, seq: Seq) => void;
  readonly #again: (live: Conversation) => void;
  readonly #handed: (live: Conversation, librarian: LibrarianName, seq: Seq) => void;
  readonly #traffic = new Map<ConversationId, Traffic>();

  constructor(parts: {
    clock: Clock;
    /** Her client took everything up to `seq`. */
    proved(live: Conversation, librarian: LibrarianName, seq: Seq): void;
    /** Was sent on its way up to `seq`. */
    handed(live: Conversation, librarian: LibrarianName, seq: Seq): void;
    /** Something ended without proof, some time ago: settle this conversation again. */
    again(live: Conversation): void;
  }) {
    this.#clock = parts.clock;
    this.#proved = parts.proved;
    this.#again = parts.again;
    this.#handed = parts.handed;
  }

  reaches(librarian: LibrarianName): boolean {
    for (const link of this.links) if (link.reaches(librarian)) return true;
    return false;
  }

  /** Hands over what `librarian` is owed, by every link that reaches her, in seq order. */
  settle(live: Conversation, librarian: LibrarianName, card: () => ConversationCard): void {
    const { delivered } = live.mark(`librarian:${librarian}`);
    if (delivered >= live.lastSeq) return;
    for (const link of this.links) {
      if (!link.reaches(librarian)) continue;
      const flight = this.#flight(live, librarian, link);
      if (flight.refused || flight.resting) continue;
      for (const { entry, shown, aside } of live.since(Math.max(delivered, flight.sent))) {
        const again = entry.seq <= flight.highest;
        flight.sent = entry.seq;
        flight.highest = Math.max(flight.highest, entry.seq);
        // A console shows a line once, however often it is handed over; a messenger has to say that it comes again.
        if (link.via === 'xmpp') this.#handed(live, librarian, entry.seq);
        void link
          .deliver(librarian, { card: card(), entry, shown, ...(aside && { aside }), again })
          .then((end) => this.#ended(live, librarian, flight, entry.seq, end));
      }
    }
  }

  /** Something about her changed (a client came, went, or spoke): what was refused may be tried again. */
  retryRefused(librarian: LibrarianName): void {
    for (const { flights } of this.#traffic.values()) {
      for (const [name, flight] of flights) if (name.endsWith(`/${librarian}`)) flight.refused = false;
    }
  }

  drop(conversation: ConversationId): void {
    this.#traffic.delete(conversation);
  }

  #ended(live: Conversation, librarian: LibrarianName, flight: Flight, seq: Seq, end: DeliveryEnd): void {
    // Nobody is in the conversation any more: what is owed there is found out anew.
    if (!this.#traffic.has(live.id)) return;
    const ahead = this.#ahead(live.id, librarian);
    if (end === 'delivered') {
      this.#prove(live, librarian, ahead.add(seq));
      return;
    }
    // Owed again from the last proof on, also what was proved after it: she reads the lines in their order. Several may
    // end at once: one rest serves them all.
    for (const one of ahead) if (one > seq) ahead.delete(one);
    flight.sent = live.mark(`librarian:${librarian}`).delivered;
    if (end === 'failed') flight.refused = true;
    if (flight.resting) return;
    flight.resting = true;
    this.#clock.after(AGAIN_MS, () => {
      flight.resting = false;
      this.#again(live);
    });
  }

  /** Moves her mark up as far as everything is proved. */
  #prove(live: Conversation, librarian: LibrarianName, ahead: Set<Seq>): void {
    const { delivered } = live.mark(`librarian:${librarian}`);
    let upTo = delivered;
    for (const { entry } of live.since(delivered)) {
      if (!ahead.has(entry.seq)) break;
      upTo = entry.seq;
    }
    for (const one of ahead) if (one <= upTo) ahead.delete(one);
    if (upTo > delivered) this.#proved(live, librarian, upTo);
  }

  #ahead(conversation: ConversationId, librarian: LibrarianName): Set<Seq> {
    const { ahead } = this.#of(conversation);
    const hers = ahead.get(librarian) ?? new Set();
    ahead.set(librarian, hers);
    return hers;
  }

  #flight(live: Conversation, librarian: LibrarianName, link: LibrarianLink): Flight {
    const { flights } = this.#of(live.id);
    const name = `${link.via}/${librarian}`;
    const flight = flights.get(name) ?? {
      sent: 0,
      highest: Math.max(live.perhapsHanded, live.mark(`handed:${librarian}`).delivered),
      refused: false,
      resting: false,
    };
    flights.set(name, flight);
    return flight;
  }

  #of(conversation: ConversationId): Traffic {
    const traffic = this.#traffic.get(conversation) ?? { flights: new Map(), ahead: new Map() };
    this.#traffic.set(conversation, traffic);
    return traffic;
  }
}
