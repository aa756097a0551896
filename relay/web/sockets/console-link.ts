import { type ConversationId, librarianOf } from '../../desk/entry.ts';
import type { Delivery, DeliveryResult, LibrarianLink, Notification } from '../../desk/ports.ts';
import type { LibrarianName } from '../../desk/roster.ts';
import { defined } from '../../protocol/defined.ts';
import type { Mark, Seq } from '../../protocol/entries.ts';
import type { ConversationCard, ToConsole } from '../../protocol/frames.ts';

/** One open console. */
export interface OpenConsole {
  readonly librarian: LibrarianName;
  push(frame: ToConsole): void;
  /** Pushes the card of a conversation, and those of its entries that this console does not have. */
  show(card: ConversationCard): void;
  /** Pushes the entries up to this one that this console does not have. */
  hand(delivery: Delivery): void;
  /** Forgets which entries of this conversation the console has. */
  drop(conversation: ConversationId): void;
}

/** An entry that was sent to a librarian's consoles and that none of them has marked as received. */
interface UnmarkedEntry {
  seq: Seq;
  /** The librarian wrote it. No mark comes for it and it acknowledges no earlier entry: it is delivered once the entries before it are. */
  own: boolean;
  /** Reports how the delivery ended. */
  end(how: DeliveryResult): void;
}

/** The link to librarians who use the console. A librarian may have several consoles open; a mark of one of them acknowledges for all. */
export class ConsoleLink implements LibrarianLink {
  readonly via = 'console';
  readonly #consoles = new Map<LibrarianName, Set<OpenConsole>>();
  /** In the order of `seq`. */
  readonly #unmarked = new Map<LibrarianName, Map<ConversationId, UnmarkedEntry[]>>();

  reaches(librarian: LibrarianName): boolean {
    return this.#consoles.has(librarian);
  }

  deliver(librarian: LibrarianName, delivery: Delivery): Promise<DeliveryResult> {
    const consoles = this.#consoles.get(librarian);
    if (!consoles) return Promise.resolve('gone');
    const { card, entry } = delivery;
    return new Promise((end) => {
      const unmarked = this.#unmarkedOf(librarian, card.id);
      unmarked.push({ seq: entry.seq, own: librarianOf(entry.author) === librarian, end });
      for (const one of consoles) one.hand(delivery);
      this.#acknowledge(unmarked, 0);
    });
  }

  notify(librarian: LibrarianName, notification: Notification): void {
    const consoles = this.#consoles.get(librarian) ?? [];
    if (notification.kind === 'conversation') {
      for (const one of consoles) one.show(notification.card);
      return;
    }
    if (notification.kind === 'gone') {
      this.#endAsGone(librarian, notification.conversation);
      for (const one of consoles) one.drop(notification.conversation);
    }
    const frame = frameOf(notification);
    for (const one of consoles) one.push(frame);
  }

  drop(conversation: ConversationId): void {
    for (const librarian of this.#unmarked.keys()) this.#endAsGone(librarian, conversation);
  }

  // Called by the sessions ---------------------------------------------------------------------------------------------

  join(console: OpenConsole): void {
    const consoles = this.#consoles.get(console.librarian) ?? new Set();
    this.#consoles.set(console.librarian, consoles.add(console));
  }

  /** When the last console of a librarian closes, the deliveries that were not acknowledged end as `gone`. */
  leave(console: OpenConsole): void {
    const { librarian } = console;
    const consoles = this.#consoles.get(librarian);
    if (!consoles?.delete(console) || consoles.size > 0) return;
    this.#consoles.delete(librarian);
    const conversations = this.#unmarked.get(librarian);
    this.#unmarked.delete(librarian);
    for (const unmarked of conversations?.values() ?? []) for (const one of unmarked) one.end('gone');
  }

  /** One of the librarian's consoles has received every entry up to the mark. */
  marked(librarian: LibrarianName, conversation: ConversationId, mark: Mark): void {
    const unmarked = this.#unmarked.get(librarian)?.get(conversation);
    if (!unmarked) return;
    this.#acknowledge(unmarked, Math.max(mark.delivered, mark.seen));
    if (unmarked.length === 0) this.#unmarked.get(librarian)?.delete(conversation);
  }

  // ---------------------------------------------------------------------------------------------------------------

  /** Ends the deliveries up to `upTo`, and those of the librarian's own lines that have no unacknowledged entry before them. */
  #acknowledge(unmarked: UnmarkedEntry[], upTo: Seq): void {
    let acknowledged = 0;
    while (isAcknowledged(unmarked[acknowledged], upTo)) acknowledged += 1;
    for (const one of unmarked.splice(0, acknowledged)) one.end('delivered');
  }

  #unmarkedOf(librarian: LibrarianName, conversation: ConversationId): UnmarkedEntry[] {
    let conversations = this.#unmarked.get(librarian);
    if (!conversations) {
      conversations = new Map();
      this.#unmarked.set(librarian, conversations);
    }
    let unmarked = conversations.get(conversation);
    if (!unmarked) {
      unmarked = [];
      conversations.set(conversation, unmarked);
    }
    return unmarked;
  }

  #endAsGone(librarian: LibrarianName, conversation: ConversationId): void {
    const unmarked = this.#unmarked.get(librarian)?.get(conversation) ?? [];
    this.#unmarked.get(librarian)?.delete(conversation);
    for (const one of unmarked) one.end('gone');
  }
}

const isAcknowledged = (unmarked: UnmarkedEntry | undefined, upTo: Seq): boolean =>
  unmarked !== undefined && (unmarked.own || unmarked.seq <= upTo);

const frameOf = (notification: Exclude<Notification, { kind: 'conversation' }>): ToConsole => {
  switch (notification.kind) {
    case 'typing':
      return { kind: 'typing', conversation: notification.card.id, on: notification.on };
    case 'quoted': {
      const holder = defined({ holder: notification.holder });
      return { kind: 'quoted', conversation: notification.card.id, text: notification.text, ...holder };
    }
    case 'gone':
      return { kind: 'gone', conversation: notification.conversation };
    case 'team':
      return { kind: 'team', ...notification.team };
    case 'self':
    case 'whereabouts':
    case 'left':
    case 'late':
      return notification;
  }
};
