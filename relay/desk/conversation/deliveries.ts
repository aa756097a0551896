import type { Seq } from '../../protocol/entries.ts';
import type { ConversationCard } from '../../protocol/frames.ts';
import type { ConversationId } from '../entry.ts';
import type { Clock, DeliveryResult, LibrarianLink } from '../ports.ts';
import type { LibrarianName } from '../roster.ts';
import type { Conversation } from './conversation.ts';

/** After a delivery ended without proof, what is owed waits this long before it is tried once more. */
const RETRY_MS = 1_000;

/** What is on its way to one librarian by one link, in one conversation. In memory only. */
interface Flight {
  /** Handed over up to here; what is owed beyond is handed over next. */
  sent: Seq;
  /** Handed over up to here at any time, perhaps by the relay before this one: once more means "(again)". */
  highestSent: Seq;
  /** Her client refused the last one: nothing more until something about her changes. */
  refused: boolean;
  /** Waiting AGAIN_MS. */
  coolingDown: boolean;
}

/** What is under way of one conversation. */
interface Traffic {
  /** By link and librarian. */
  readonly flights: Map<string, Flight>;
  /** Proved, while an earlier line is not: a mark says "everything up to here", so it waits for that one. */
  readonly acknowledgedOutOfOrder: Map<LibrarianName, Set<Seq>>;
}

/** Hands librarians what is owed to them, and forgets nothing until there is proof. */
export class Deliveries {
  readonly links = new Set<LibrarianLink>();
  readonly #clock: Clock;
  readonly #acknowledged: (conversation: Conversation, librarian: LibrarianName, seq: Seq) => void;
  readonly #retry: (conversation: Conversation) => void;
  readonly #sent: (conversation: Conversation, librarian: LibrarianName, seq: Seq) => void;
  readonly #traffic = new Map<ConversationId, Traffic>();

  constructor(parts: {
    clock: Clock;
    /** Her client took everything up to `seq`. */
    acknowledged(conversation: Conversation, librarian: LibrarianName, seq: Seq): void;
    /** Was sent on its way up to `seq`. */
    sent(conversation: Conversation, librarian: LibrarianName, seq: Seq): void;
    /** Something ended without proof, some time ago: settle this conversation again. */
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

  /** Hands over what `librarian` is owed, by every link that reaches her, in seq order. */
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
        // A console shows a line once, however often it is handed over; a messenger has to say that it comes again.
        if (link.via === 'xmpp') this.#sent(conversation, librarian, entry.seq);
        void link
          .deliver(librarian, { card: card(), entry, shown, ...(aside && { aside }), again })
          .then((end) => this.#deliveryEnded(conversation, librarian, flight, entry.seq, end));
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

  #deliveryEnded(
    conversation: Conversation,
    librarian: LibrarianName,
    flight: Flight,
    seq: Seq,
    end: DeliveryResult,
  ): void {
    // Nobody is in the conversation any more: what is owed there is found out anew.
    if (!this.#traffic.has(conversation.id)) return;
    const ahead = this.#outOfOrder(conversation.id, librarian);
    if (end === 'delivered') {
      this.#advanceMark(conversation, librarian, ahead.add(seq));
      return;
    }
    // Owed again from the last proof on, also what was proved after it: she reads the lines in their order. Several may
    // end at once: one rest serves them all.
    for (const one of ahead) if (one > seq) ahead.delete(one);
    flight.sent = conversation.mark(`librarian:${librarian}`).delivered;
    if (end === 'failed') flight.refused = true;
    if (flight.coolingDown) return;
    flight.coolingDown = true;
    this.#clock.after(RETRY_MS, () => {
      flight.coolingDown = false;
      this.#retry(conversation);
    });
  }

  /** Moves her mark up as far as everything is proved. */
  #advanceMark(conversation: Conversation, librarian: LibrarianName, ahead: Set<Seq>): void {
    const { delivered } = conversation.mark(`librarian:${librarian}`);
    let upTo = delivered;
    for (const { entry } of conversation.linesAfter(delivered)) {
      if (!ahead.has(entry.seq)) break;
      upTo = entry.seq;
    }
    for (const one of ahead) if (one <= upTo) ahead.delete(one);
    if (upTo > delivered) this.#acknowledged(conversation, librarian, upTo);
  }

  #outOfOrder(conversation: ConversationId, librarian: LibrarianName): Set<Seq> {
    const { acknowledgedOutOfOrder: ahead } = this.#trafficOf(conversation);
    const hers = ahead.get(librarian) ?? new Set();
    ahead.set(librarian, hers);
    return hers;
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
