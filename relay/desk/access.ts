import type { Mark, Seq } from '../protocol/entries.ts';
import type { ConversationCard } from '../protocol/frames.ts';
import { type FilledReply, fillReplies } from './canned-replies.ts';
import type { Conversation, Line } from './conversation/conversation.ts';
import { audience } from './conversation/fold.ts';
import type { DeskCore } from './core.ts';
import type { ConversationId } from './entry.ts';
import type { DeskName, LibrarianName } from './roster.ts';

/** What a librarian may read, and where she may act. */
export class Access {
  readonly #core: DeskCore;

  constructor(core: DeskCore) {
    this.#core = core;
  }

  /** Waiting at her desks, and hers: the one that waits longest first. */
  list(librarian: LibrarianName): ConversationCard[] {
    const { conversations, sync } = this.#core;
    const since = (conversation: Conversation) => conversation.fold.waitingSince ?? Number.POSITIVE_INFINITY;
    return [...conversations.begun()]
      .filter((conversation) => !conversation.fold.closed && this.mayRead(conversation, librarian))
      .sort((a, b) => since(a) - since(b) || a.card.begunAt - b.card.begunAt)
      .map((conversation) => sync.card(conversation, librarian));
  }

  cardByWord(librarian: LibrarianName, word: string): ConversationCard | undefined {
    const id = this.#core.conversations.byWord(word)?.id;
    const conversation = id === undefined ? undefined : this.find(librarian, id);
    return conversation && this.#core.sync.card(conversation, librarian);
  }

  lines(librarian: LibrarianName, id: ConversationId, after: Seq): readonly Line[] {
    const conversation = this.find(librarian, id);
    return conversation && this.mayRead(conversation, librarian) ? conversation.linesAfter(after) : [];
  }

  /** Hers, and what she made of them since, also where others have the conversation now. */
  ownLines(librarian: LibrarianName, id: ConversationId): readonly Line[] {
    const author = `librarian:${librarian}`;
    return this.find(librarian, id)?.lines.filter(({ entry }) => entry.author === author) ?? [];
  }

  /** What waits for an answer, and is hers or was brought to her: up to where she has had it. */
  unanswered(librarian: LibrarianName): { card: ConversationCard; upTo: Seq }[] {
    const { conversations, sync } = this.#core;
    const waiting = [...conversations.begun()].filter((conversation) => {
      const first = conversation.firstUnanswered()?.entry.seq;
      const told = audience(conversation.fold).includes(librarian) || conversation.ringState.asked.has(librarian);
      return first !== undefined && told && conversation.mark(`librarian:${librarian}`).delivered >= first;
    });
    return waiting.map((conversation) => ({
      card: sync.card(conversation, librarian),
      upTo: conversation.mark(`librarian:${librarian}`).delivered,
    }));
  }

  /** How far her programs and consoles have got with it. */
  markOf(librarian: LibrarianName, id: ConversationId): Mark {
    return this.find(librarian, id)?.mark(`librarian:${librarian}`) ?? { delivered: 0, seen: 0 };
  }

  /** The conversation, where it is at one of her desks. */
  find(librarian: LibrarianName, id: ConversationId): Conversation | undefined {
    const conversation = this.#core.conversations.get(id);
    return conversation?.card && !conversation.forgetting && this.#core.presence.serves(librarian, conversation.desk)
      ? conversation
      : undefined;
  }

  /** May she read it? What waits at her desks or ended as it waited, and what she takes part in, or did to its end. */
  mayRead(conversation: Conversation, librarian: LibrarianName): boolean {
    if (!this.#core.presence.serves(librarian, conversation.desk)) return false;
    const having = audience(conversation.fold);
    return having.length === 0 || having.includes(librarian);
  }

  /** What she may say again and again at this desk; none where she does not serve. */
  replies(librarian: LibrarianName, name: DeskName): FilledReply[] {
    const { presence, parts } = this.#core;
    const desk = presence.desk(name);
    if (!desk?.librarians.includes(librarian)) return [];
    return fillReplies({ desk, name: presence.shownNames.librarian(librarian), now: parts.clock.now() });
  }
}
