import type { Seq } from '../../protocol/entries.ts';
import type { ConversationCard } from '../../protocol/frames.ts';
import type { ConversationId } from '../entry.ts';
import type { Clock, DeliveryResult, LibrarianLink } from '../ports.ts';
import type { LibrarianName } from '../roster.ts';
import type { Conversation } from './conversation.ts';

/** Delivery of entries to librarians, and their acknowledgements. */

/** Milliseconds before a delivery that ended without an acknowledgement is retried. */
const RETRY_MS = 1_000;

/** What was sent to one librarian through one link, in one conversation. In memory only. */
interface Flight {
  /** Everything up to this seq was sent; entries after it are sent next. */
  sent: Seq;
  /**
   * The highest seq that was ever sent, perhaps by the previous process. Sending an entry up to it once more is marked
   * "(again)".
   */
  highestSent: Seq;
  /** The client refused the last entry: send nothing more until something about the librarian changes. */
  refused: boolean;
  /** A retry is scheduled in RETRY_MS. */
  coolingDown: boolean;
}

/** The deliveries of one conversation. */
interface Traffic {
  /** By link and librarian. */
  readonly flights: Map<string, Flight>;
  /**
   * Entries that were acknowledged while an earlier entry was not. A mark is cumulative ("everything up to here"), so
   * these wait for the earlier one.
   */
  readonly acknowledgedOutOfOrder: Map<LibrarianName, Set<Seq>>;
}

/**
 * Delivers entries to librarians through their links, and keeps track of what was acknowledged. What is owed follows from
 * entries and marks, so that nothing is lost when this state is.
 */
export class Deliveries {
  readonly links = new Set<LibrarianLink>();
  readonly #clock: Clock;
  readonly #acknowledged: (conversation: Conversation, librarian: LibrarianName, seq: Seq) => void;
  readonly #retry: (conversation: Conversation) => void;
  readonly #sent: (conversation: Conversation, librarian: LibrarianName, seq: Seq) => void;
  readonly #traffic = new Map<ConversationId, Traffic>();

  constructor(parts: {
    clock: Clock;
    /** The librarian's client acknowledged everything up to `seq`. */
    acknowledged(conversation: Conversation, librarian: LibrarianName, seq: Seq): void;
    /** Entries up to `seq` were sent to the librarian's messenger. */
    sent(conversation: Conversation, librarian: LibrarianName, seq: Seq): void;
    /** RETRY_MS have passed since a delivery ended without an acknowledgement: sync this conversation again. */
    retry(conversation: Conversation): void;
  }) {
    this.#clock = parts.clock;
    this.#acknowledged = parts.acknowledged;
    this.#retry = parts.retry;
    this.#sent = parts.sent;
  }

  reaches(librarian: LibrarianName): boolean {
    for (const link of this.links) if (link.reaches(librarian)) return true;
    return false;
  }

  /** Sends a librarian every entry that they have not acknowledged, on each link that reaches them, in seq order. */
  deliverOwed(conversation: Conversation, librarian: LibrarianName, card: () => ConversationCard): void {
    const { delivered } = conversation.mark(`librarian:${librarian}`);
    if (delivered >= conversation.lastSeq) return;
    for (const link of this.links) {
      if (!link.reaches(librarian)) continue;
      const flight = this.#flight(conversation, librarian, link);
      if (flight.refused || flight.coolingDown) continue;
      for (const { entry, shown, aside } of conversation.linesAfter(Math.max(delivered, flight.sent))) {
        const again = entry.seq <= flight.highestSent;
        flight.sent = entry.seq;
        flight.highestSent = Math.max(flight.highestSent, entry.seq);
        // A console shows an entry once, however often it is sent. A messenger has to mark it "(again)", so the relay
        // stores what was sent there.
        if (link.via !== 'console') this.#sent(conversation, librarian, entry.seq);
        void link
          .deliver(librarian, { card: card(), entry, shown, ...(aside && { aside }), again })
          .then((result) => this.#deliveryEnded(conversation, librarian, flight, entry.seq, result));
      }
    }
  }

  /** A client of the librarian connected, left, or sent something: entries that were refused may be sent again. */
  retryRefused(librarian: LibrarianName): void {
    for (const { flights } of this.#traffic.values()) {
      for (const [name, flight] of flights) if (name.endsWith(`/${librarian}`)) flight.refused = false;
    }
  }

  drop(conversation: ConversationId): void {
    this.#traffic.delete(conversation);
  }

  #deliveryEnded(
    conversation: Conversation,
    librarian: LibrarianName,
    flight: Flight,
    seq: Seq,
    result: DeliveryResult,
  ): void {
    // The conversation was unloaded. When it is loaded again, what is owed is worked out from scratch.
    if (!this.#traffic.has(conversation.id)) return;
    const outOfOrder = this.#outOfOrder(conversation.id, librarian);
    if (result === 'delivered') {
      this.#advanceMark(conversation, librarian, outOfOrder.add(seq));
      return;
    }
    // Rewind to the last cumulative acknowledgement, including entries acknowledged out of order: the librarian reads
    // lines in order. Several deliveries may end at once, and share one retry.
    for (const one of outOfOrder) if (one > seq) outOfOrder.delete(one);
    flight.sent = conversation.mark(`librarian:${librarian}`).delivered;
    if (result === 'failed') flight.refused = true;
    if (flight.coolingDown) return;
    flight.coolingDown = true;
    this.#clock.after(RETRY_MS, () => {
      flight.coolingDown = false;
      this.#retry(conversation);
    });
  }

  /** Raises the librarian's mark as far as every entry is acknowledged. */
  #advanceMark(conversation: Conversation, librarian: LibrarianName, outOfOrder: Set<Seq>): void {
    const { delivered } = conversation.mark(`librarian:${librarian}`);
    let upTo = delivered;
    for (const { entry } of conversation.linesAfter(delivered)) {
      if (!outOfOrder.has(entry.seq)) break;
      upTo = entry.seq;
    }
    for (const one of outOfOrder) if (one <= upTo) outOfOrder.delete(one);
    if (upTo > delivered) this.#acknowledged(conversation, librarian, upTo);
  }

  #outOfOrder(conversation: ConversationId, librarian: LibrarianName): Set<Seq> {
    const { acknowledgedOutOfOrder } = this.#trafficOf(conversation);
    const seqs = acknowledgedOutOfOrder.get(librarian) ?? new Set();
    acknowledgedOutOfOrder.set(librarian, seqs);
    return seqs;
  }

  #flight(conversation: Conversation, librarian: LibrarianName, link: LibrarianLink): Flight {
    const { flights } = this.#trafficOf(conversation.id);
    const name = `${link.via}/${librarian}`;
    const flight = flights.get(name) ?? {
      sent: 0,
      highestSent: Math.max(conversation.maybeSentUpTo, conversation.mark(`handed:${librarian}`).delivered),
      refused: false,
      coolingDown: false,
    };
    flights.set(name, flight);
    return flight;
  }

  #trafficOf(conversation: ConversationId): Traffic {
    const traffic = this.#traffic.get(conversation) ?? { flights: new Map(), acknowledgedOutOfOrder: new Map() };
    this.#traffic.set(conversation, traffic);
    return traffic;
  }
}
