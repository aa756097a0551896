import type { Mark, Seq } from '../protocol/entries.ts';
import type { ConversationCard } from '../protocol/frames.ts';
import { type Filled, filledReplies } from './canned-replies.ts';
import type { Conversation, Line } from './conversation/conversation.ts';
import { audience } from './conversation/fold.ts';
import type { DeskCore } from './core.ts';
import type { ConversationId } from './entry.ts';
import type { DeskName, LibrarianName } from './roster.ts';

/** What a librarian may read, and where she may act. */
export class Access {
  readonly #works: DeskCore;

  constructor(works: DeskCore) {
    this.#works = works;
  }

  /** Waiting at her desks, and hers: the one that waits longest first. */
  view(librarian: LibrarianName): ConversationCard[] {
    const { lives, settling } = this.#works;
    const since = (live: Conversation) => live.fold.waitingSince ?? Number.POSITIVE_INFINITY;
    return [...lives.begun()]
      .filter((live) => !live.fold.closed && this.mayRead(live, librarian))
      .sort((a, b) => since(a) - since(b) || a.card.begunAt - b.card.begunAt)
      .map((live) => settling.card(live, librarian));
  }

  cardWith(librarian: LibrarianName, word: string): ConversationCard | undefined {
    const id = this.#works.lives.withWord(word)?.id;
    const live = id === undefined ? undefined : this.reach(librarian, id);
    return live && this.#works.settling.card(live, librarian);
  }

  entries(librarian: LibrarianName, id: ConversationId, after: Seq): readonly Line[] {
    const live = this.reach(librarian, id);
    return live && this.mayRead(live, librarian) ? live.since(after) : [];
  }

  /** Hers, and what she made of them since, also where others have the conversation now. */
  own(librarian: LibrarianName, id: ConversationId): readonly Line[] {
    const author = `librarian:${librarian}`;
    return this.reach(librarian, id)?.lines.filter(({ entry }) => entry.author === author) ?? [];
  }

  /** What waits for an answer, and is hers or was brought to her: up to where she has had it. */
  brought(librarian: LibrarianName): { card: ConversationCard; upTo: Seq }[] {
    const { lives, settling } = this.#works;
    const waiting = [...lives.begun()].filter((live) => {
      const first = live.firstWaiting()?.entry.seq;
      const told = audience(live.fold).includes(librarian) || live.ring.asked.has(librarian);
      return first !== undefined && told && live.mark(`librarian:${librarian}`).delivered >= first;
    });
    return waiting.map((live) => ({
      card: settling.card(live, librarian),
      upTo: live.mark(`librarian:${librarian}`).delivered,
    }));
  }

  /** How far her programs and consoles have got with it. */
  has(librarian: LibrarianName, id: ConversationId): Mark {
    return this.reach(librarian, id)?.mark(`librarian:${librarian}`) ?? { delivered: 0, seen: 0 };
  }

  /** The conversation, where it is at one of her desks. */
  reach(librarian: LibrarianName, id: ConversationId): Conversation | undefined {
    const live = this.#works.lives.get(id);
    return live?.card && !live.forgetting && this.#works.board.serves(librarian, live.desk) ? live : undefined;
  }

  /** May she read it? What waits at her desks or ended as it waited, and what she takes part in, or did to its end. */
  mayRead(live: Conversation, librarian: LibrarianName): boolean {
    if (!this.#works.board.serves(librarian, live.desk)) return false;
    const having = audience(live.fold);
    return having.length === 0 || having.includes(librarian);
  }

  /** What she may say again and again at this desk; none where she does not serve. */
  replies(librarian: LibrarianName, name: DeskName): Filled[] {
    const { board, parts } = this.#works;
    const desk = board.desk(name);
    if (!desk?.librarians.includes(librarian)) return [];
    return filledReplies({ desk, name: board.shownNames.librarian(librarian), now: parts.clock.now() });
  }
}
