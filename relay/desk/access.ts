import type { Mark, Seq } from '../protocol/entries.ts';
import type { ConversationCard } from '../protocol/frames.ts';
import { type FilledReply, fillReplies } from './canned-replies.ts';
import type { Conversation, Line } from './conversation/conversation.ts';
import { audience } from './conversation/fold.ts';
import type { DeskCore } from './core.ts';
import type { ConversationId } from './entry.ts';
import type { DeskName, LibrarianName } from './roster.ts';

/** Decides which conversations a librarian may read and act in, and reads from them. */
export class Access {
  readonly #core: DeskCore;

  constructor(core: DeskCore) {
    this.#core = core;
  }

  /** The open conversations that wait at the librarian's desks, and their own: the longest waiting first. */
  list(librarian: LibrarianName): ConversationCard[] {
    const { conversations, sync } = this.#core;
    const since = (conversation: Conversation) => conversation.fold.waitingSince ?? Number.POSITIVE_INFINITY;
    return [...conversations.started()]
      .filter((conversation) => !conversation.fold.closed && this.mayRead(conversation, librarian))
      .sort((a, b) => since(a) - since(b) || a.card.begunAt - b.card.begunAt)
      .map((conversation) => sync.card(conversation, librarian));
  }

  /** The card of the loaded conversation with this word, if the librarian serves its desk. */
  cardByWord(librarian: LibrarianName, word: string): ConversationCard | undefined {
    const id = this.#core.conversations.byWord(word)?.id;
    const conversation = id === undefined ? undefined : this.find(librarian, id);
    return conversation && this.#core.sync.card(conversation, librarian);
  }

  /** The lines with a seq above `after`. Empty if the librarian may not read the conversation. */
  lines(librarian: LibrarianName, id: ConversationId, after: Seq): readonly Line[] {
    const conversation = this.find(librarian, id);
    return conversation && this.mayRead(conversation, librarian) ? conversation.linesAfter(after) : [];
  }

  /** The librarian's own lines and revisions, even if another librarian has the conversation now. */
  ownLines(librarian: LibrarianName, id: ConversationId): readonly Line[] {
    const author = `librarian:${librarian}`;
    return this.find(librarian, id)?.lines.filter(({ entry }) => entry.author === author) ?? [];
  }

  /**
   * The unanswered conversations that the librarian has, or is asked to answer, and that reached them. `upTo`: how far
   * their clients have acknowledged each.
   */
  unanswered(librarian: LibrarianName): { card: ConversationCard; upTo: Seq }[] {
    const { conversations, sync } = this.#core;
    const waiting = [...conversations.started()].filter((conversation) => {
      const first = conversation.firstUnanswered()?.entry.seq;
      const isRecipient =
        audience(conversation.fold).includes(librarian) || conversation.ringState.asked.has(librarian);
      return first !== undefined && isRecipient && conversation.mark(`librarian:${librarian}`).delivered >= first;
    });
    return waiting.map((conversation) => ({
      card: sync.card(conversation, librarian),
      upTo: conversation.mark(`librarian:${librarian}`).delivered,
    }));
  }

  /** How far the librarian's clients have got with a conversation. */
  markOf(librarian: LibrarianName, id: ConversationId): Mark {
    return this.find(librarian, id)?.mark(`librarian:${librarian}`) ?? { delivered: 0, seen: 0 };
  }

  /** The loaded conversation with this id, if the librarian serves its desk; else undefined. */
  find(librarian: LibrarianName, id: ConversationId): Conversation | undefined {
    const conversation = this.#core.conversations.get(id);
    return conversation?.card && !conversation.forgetting && this.#core.presence.serves(librarian, conversation.desk)
      ? conversation
      : undefined;
  }

  /**
   * True if the librarian serves the desk of the conversation and either takes part in it, or did when it was closed, or
   * nobody has it (it waits, or was closed while it waited).
   */
  mayRead(conversation: Conversation, librarian: LibrarianName): boolean {
    if (!this.#core.presence.serves(librarian, conversation.desk)) return false;
    const participants = audience(conversation.fold);
    return participants.length === 0 || participants.includes(librarian);
  }

  /** The desk's canned replies, filled in for this librarian. Empty if the librarian does not serve it. */
  replies(librarian: LibrarianName, name: DeskName): FilledReply[] {
    const { presence, parts } = this.#core;
    const desk = presence.desk(name);
    if (!desk?.librarians.includes(librarian)) return [];
    return fillReplies({ desk, name: presence.shownNames.librarian(librarian), now: parts.clock.now() });
  }
}
