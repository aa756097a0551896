import { type ConversationId, librarianOf } from '../../desk/entry.ts';
import type { Delivery, DeliveryResult, LibrarianLink, Notification } from '../../desk/ports.ts';
import type { LibrarianName } from '../../desk/roster.ts';
import type { Mark, Seq } from '../../protocol/entries.ts';
import type { ConversationCard, ToConsole } from '../../protocol/frames.ts';

/** One open console. */
export interface OpenConsole {
  readonly librarian: LibrarianName;
  push(frame: ToConsole): void;
  /** Pushes a conversation as listed, and the lines of it this console lacks. */
  show(card: ConversationCard): void;
  /** Pushes the lines up to this one that this console lacks. */
  hand(delivery: Delivery): void;
  /** It has nothing of this conversation any more. */
  drop(conversation: ConversationId): void;
}

/** A line handed to her consoles, and not yet marked by one of them. */
interface Owed {
  seq: Seq;
  /** Her own. Nothing marks it, and it proves nothing of the lines before: it counts once they are proved. */
  own: boolean;
  end(how: DeliveryResult): void;
}

/** Librarians on the relay's own page. She may have it open several times; one mark of any of them is proof. */
export class ConsoleLink implements LibrarianLink {
  readonly via = 'console';
  readonly #consoles = new Map<LibrarianName, Set<OpenConsole>>();
  /** In seq order. */
  readonly #owed = new Map<LibrarianName, Map<ConversationId, Owed[]>>();

  reaches(librarian: LibrarianName): boolean {
    return this.#consoles.has(librarian);
  }

  deliver(librarian: LibrarianName, delivery: Delivery): Promise<DeliveryResult> {
    const consoles = this.#consoles.get(librarian);
    if (!consoles) return Promise.resolve('gone');
    const { card, entry } = delivery;
    return new Promise((end) => {
      const owed = this.#of(librarian, card.id);
      owed.push({ seq: entry.seq, own: librarianOf(entry.author) === librarian, end });
      for (const one of consoles) one.hand(delivery);
      this.#prove(owed, 0);
    });
  }

  notify(librarian: LibrarianName, news: Notification): void {
    const consoles = this.#consoles.get(librarian) ?? [];
    if (news.kind === 'conversation') {
      for (const one of consoles) one.show(news.card);
      return;
    }
    if (news.kind === 'gone') {
      this.#forgotten(librarian, news.conversation);
      for (const one of consoles) one.drop(news.conversation);
    }
    const frame = frameOf(news);
    for (const one of consoles) one.push(frame);
  }

  drop(conversation: ConversationId): void {
    for (const librarian of this.#owed.keys()) this.#forgotten(librarian, conversation);
  }

  // From the sessions ---------------------------------------------------------------------------------------------

  join(console: OpenConsole): void {
    const consoles = this.#consoles.get(console.librarian) ?? new Set();
    this.#consoles.set(console.librarian, consoles.add(console));
  }

  /** With her last console, everything that was not proved is open again. */
  leave(console: OpenConsole): void {
    const { librarian } = console;
    const consoles = this.#consoles.get(librarian);
    if (!consoles?.delete(console) || consoles.size > 0) return;
    this.#consoles.delete(librarian);
    const conversations = this.#owed.get(librarian);
    this.#owed.delete(librarian);
    for (const owed of conversations?.values() ?? []) for (const one of owed) one.end('gone');
  }

  /** One of her consoles has everything up to there. */
  marked(librarian: LibrarianName, conversation: ConversationId, mark: Mark): void {
    const owed = this.#owed.get(librarian)?.get(conversation);
    if (!owed) return;
    this.#prove(owed, Math.max(mark.delivered, mark.seen));
    if (owed.length === 0) this.#owed.get(librarian)?.delete(conversation);
  }

  // ---------------------------------------------------------------------------------------------------------------

  /** Ends what is proved from the front on, and her own lines that have nothing unproved before them. */
  #prove(owed: Owed[], upTo: Seq): void {
    let proved = 0;
    while (isProved(owed[proved], upTo)) proved += 1;
    for (const one of owed.splice(0, proved)) one.end('delivered');
  }

  #of(librarian: LibrarianName, conversation: ConversationId): Owed[] {
    let conversations = this.#owed.get(librarian);
    if (!conversations) {
      conversations = new Map();
      this.#owed.set(librarian, conversations);
    }
    let owed = conversations.get(conversation);
    if (!owed) {
      owed = [];
      conversations.set(conversation, owed);
    }
    return owed;
  }

  #forgotten(librarian: LibrarianName, conversation: ConversationId): void {
    const owed = this.#owed.get(librarian)?.get(conversation) ?? [];
    this.#owed.get(librarian)?.delete(conversation);
    for (const one of owed) one.end('gone');
  }
}

const isProved = (owed: Owed | undefined, upTo: Seq): boolean => owed !== undefined && (owed.own || owed.seq <= upTo);

const frameOf = (news: Exclude<Notification, { kind: 'conversation' }>): ToConsole => {
  switch (news.kind) {
    case 'typing':
      return { kind: 'typing', conversation: news.card.id, on: news.on };
    case 'quoted': {
      const holder = news.holder === undefined ? {} : { holder: news.holder };
      return { kind: 'quoted', conversation: news.card.id, text: news.text, ...holder };
    }
    case 'gone':
      return { kind: 'gone', conversation: news.conversation };
    case 'team':
      return { kind: 'team', ...news.team };
    case 'self':
    case 'whereabouts':
    case 'left':
    case 'late':
      return news;
  }
};
