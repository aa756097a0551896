import type { ConversationCard } from '../protocol/frames.ts';
import type { Board } from './board.ts';
import { audience } from './conversation.ts';
import type { Deliveries } from './deliveries.ts';
import type { Line, LiveConversation, Page } from './live.ts';
import type { Clock, News } from './ports.ts';
import type { LibrarianName } from './roster.ts';
import { Soon } from './soon.ts';
import { patronEntry } from './views.ts';

/**
 * Brings the world up to a conversation: the patron's pages are pushed what they lack, librarians are handed what is
 * owed to them, both are told who holds it. Safe at any time, any number of times: a new line, a page or a link that
 * came back and another node's entry all end here.
 */
export class Settling {
  readonly #board: Board;
  readonly #deliveries: Deliveries;

  /** The patron's ticks, and the librarians' cards, have changed. */
  readonly ticks: Soon<LiveConversation>;
  readonly cards: Soon<LiveConversation>;

  constructor(board: Board, deliveries: Deliveries, clock: Clock) {
    this.#board = board;
    this.#deliveries = deliveries;
    this.ticks = new Soon(clock, (live) => this.#pushTicks(live));
    this.cards = new Soon(clock, (live) => this.tellCards(live));
  }

  settle(live: LiveConversation): void {
    if (live.forgetting) return;
    this.ticks.now(live);
    for (const page of live.pages) this.settlePage(live, page);
    if (!live.card) return;
    this.#tellState(live);
    this.cards.now(live);
    for (const librarian of this.told(live)) {
      this.#deliveries.settle(live, librarian, () => this.card(live, librarian));
    }
    this.#tellAsked(live);
  }

  /** Pushes what one page lacks, in seq order; what it said itself comes as `kept`. */
  settlePage(live: LiveConversation, page: Page): void {
    for (const line of live.since(page.after)) {
      page.after = line.entry.seq;
      this.#push(page, line);
    }
  }

  #push(page: Page, { entry, shown }: Line): void {
    if (entry.author === 'patron' && page.saying?.delete(entry.id)) {
      page.link.push({ kind: 'kept', id: entry.id, seq: entry.seq, at: entry.at });
      return;
    }
    const seen = patronEntry(entry, shown, this.#board.nameShown);
    if (seen) page.link.push({ kind: 'entry', entry: seen });
  }

  /** Who is told of every entry now: who has it, or, while it waits, everybody on duty at the desk. */
  told(live: LiveConversation): readonly LibrarianName[] {
    const having = audience(live.fold);
    if (having.length > 0 || live.fold.closed) return having.filter((one) => this.#board.serves(one, live.desk));
    return this.#board.onDuty(live.desk).filter((librarian) => this.#deliveries.reaches(librarian));
  }

  /** The conversation as one librarian's list shows it. */
  card(live: LiveConversation, librarian: LibrarianName): ConversationCard {
    const { holder, closed, waitingSince } = live.fold;
    const mine = audience(live.fold).includes(librarian);
    const state = closed ? 'closed' : holder === undefined ? 'waiting' : mine ? 'mine' : 'held';
    const word = live.card?.word ?? '';
    return {
      id: live.id,
      word,
      desk: live.desk,
      begunAt: live.card?.begunAt ?? 0,
      // Off the list of who has lost the desk.
      state: this.#board.serves(librarian, live.desk) ? state : 'held',
      ...(holder === undefined ? {} : { holder: this.#board.displayName(holder) }),
      ...(waitingSince === undefined ? {} : { waitingSince }),
      patronHere: live.pages.size > 0,
      mark: live.mark('patron'),
    };
  }

  /** Tells everybody who serves the desk when who holds it has changed: the others take it off their lists. */
  #tellState(live: LiveConversation): void {
    const state = `${live.fold.closed}/${live.fold.holder ?? ''}/${live.fold.joined.join()}`;
    if (state === live.toldState) return;
    live.toldState = state;
    for (const librarian of this.#board.serving(live.desk)) this.tellCard(live, librarian);
  }

  /** Tells those who have it, or are asked, of a change that is no entry: a page came or left, a mark moved. */
  tellCards(live: LiveConversation): void {
    if (!live.card) return;
    for (const librarian of this.told(live)) this.tellCard(live, librarian);
  }

  tellCard(live: LiveConversation, librarian: LibrarianName): void {
    this.tell(librarian, { kind: 'conversation', card: this.card(live, librarian) });
  }

  tell(librarian: LibrarianName, news: News): void {
    for (const link of this.#deliveries.links) if (link.reaches(librarian)) link.tell(librarian, news);
  }

  #pushTicks(live: LiveConversation): void {
    const mark = live.librariansMark();
    for (const page of live.pages) page.link.push({ kind: 'mark', ...mark });
  }

  /** While a line waits and nobody has it: how many are asked. A page that comes is told anew. */
  #tellAsked(live: LiveConversation): void {
    const waits = live.fold.waitingSince !== undefined && live.fold.holder === undefined;
    const asked = waits ? this.told(live).length : -1;
    if (asked === live.toldAsked) return;
    live.toldAsked = asked;
    if (asked >= 0) for (const page of live.pages) page.link.push({ kind: 'wait', asked });
  }
}
