import type { ConversationCard } from '../protocol/frames.ts';
import type { Conversation, Line, Page } from './conversation/conversation.ts';
import type { Deliveries } from './conversation/deliveries.ts';
import { patronEntry } from './conversation/entry-views.ts';
import { audience } from './conversation/fold.ts';
import { Debounce } from './debounce.ts';
import type { Clock, Notification } from './ports.ts';
import type { Presence } from './presence/presence.ts';
import type { LibrarianName } from './roster.ts';
import type { Assignment } from './routing/assignment.ts';
import type { Escalation } from './routing/escalation.ts';
import type { Wait } from './routing/ring-state.ts';

/**
 * Brings the world up to a conversation: the patron's pages are pushed what they lack, librarians are handed what is
 * owed to them, both are told who holds it. Safe at any time, any number of times: a new line, a page or a link that
 * came back and another node's entry all end here.
 */
export class Sync {
  readonly #board: Presence;
  readonly #deliveries: Deliveries;
  readonly #asking: Assignment;
  readonly #ringing: Escalation;
  readonly #holderChanged: () => void;

  /** The patron's ticks, and the librarians' cards, have changed. */
  readonly ticks: Debounce<Conversation>;
  readonly cards: Debounce<Conversation>;

  constructor(parts: {
    asking: Assignment;
    board: Presence;
    deliveries: Deliveries;
    ringing: Escalation;
    clock: Clock;
    holderChanged(): void;
  }) {
    const { asking, board, deliveries, ringing, clock, holderChanged } = parts;
    this.#asking = asking;
    this.#board = board;
    this.#deliveries = deliveries;
    this.#ringing = ringing;
    this.#holderChanged = holderChanged;
    this.ticks = new Debounce(clock, (live) => this.#pushTicks(live));
    this.cards = new Debounce(clock, (live) => this.tellCards(live));
  }

  sync(live: Conversation): void {
    if (live.forgetting) return;
    this.ticks.now(live);
    for (const page of live.pages) this.settlePage(live, page);
    if (!live.card) return;
    this.#tellState(live);
    this.cards.now(live);
    this.#ringing.check(live);
    const told = this.#asking.told(live);
    for (const librarian of told) this.#deliveries.settle(live, librarian, () => this.card(live, librarian));
    this.#ringing.check(live); // now that somebody is asked
    this.#tellWait(live, this.#ringing.wait(live, told.length));
  }

  /** Pushes what one page lacks, in seq order; what it said itself comes as `kept`. */
  settlePage(live: Conversation, page: Page): void {
    for (const line of live.since(page.after)) {
      page.after = line.entry.seq;
      this.#push(live, page, line);
    }
  }

  #push(live: Conversation, page: Page, line: Line): void {
    const { entry } = line;
    if (entry.author === 'patron' && page.saying?.delete(entry.id)) {
      page.link.push({ kind: 'kept', id: entry.id, seq: entry.seq, at: entry.at });
      return;
    }
    // A revision is the line it is of, once more.
    const { what } = entry;
    const of = line.shown && (what.kind === 'edited' || what.kind === 'withdrawn') ? live.line(what.of) : line;
    const seen = of && patronEntry(of, this.#board.shownNames);
    if (seen) page.link.push({ kind: 'entry', entry: seen });
  }

  /** The conversation as one librarian's list shows it. */
  card(live: Conversation, librarian: LibrarianName): ConversationCard {
    const { holder, closed, waitingSince } = live.fold;
    const mine = audience(live.fold).includes(librarian);
    const consulted = live.fold.consulted.includes(librarian);
    const serves = this.#board.serves(librarian, live.desk);
    const state = closed ? 'closed' : holder === undefined ? 'waiting' : mine ? 'mine' : 'held';
    const word = live.card?.word ?? '';
    return {
      id: live.id,
      word,
      desk: live.desk,
      begunAt: live.card?.begunAt ?? 0,
      // Off the list of who does not serve where it is; who answers it there is no matter of hers.
      state: serves ? state : 'held',
      ...(holder === undefined || !serves ? {} : { holder: this.#board.names.librarian(holder) }),
      ...(consulted ? { consulted } : {}),
      ...(waitingSince === undefined ? {} : { waitingSince }),
      patronHere: live.pages.size > 0,
      mark: live.mark('patron'),
    };
  }

  /** Tells everybody who serves the desk when who holds it has changed: the others take it off their lists. */
  #tellState(live: Conversation): void {
    const { closed, holder = '', joined, consulted, desk = '' } = live.fold;
    const state = [desk, closed, holder, joined.join(), consulted.join()].join('/');
    if (state === live.toldState) return;
    live.toldState = state;
    this.#holderChanged();
    const before = live.toldDesk;
    live.toldDesk = live.desk;
    const told = new Set([...this.#board.serving(before), ...this.#board.serving(live.desk)]);
    for (const librarian of told) this.tellCard(live, librarian);
    const whereabouts = before === live.desk ? undefined : this.#board.whereabouts(live.desk);
    if (whereabouts) for (const page of live.pages) page.link.push({ kind: 'whereabouts', whereabouts });
  }

  /** Tells those who have it, or are asked, of a change that is no entry: a page came or left, a mark moved. */
  tellCards(live: Conversation): void {
    if (!live.card) return;
    for (const librarian of this.#asking.told(live)) this.tellCard(live, librarian);
  }

  tellCard(live: Conversation, librarian: LibrarianName): void {
    this.tell(librarian, { kind: 'conversation', card: this.card(live, librarian) });
  }

  tell(librarian: LibrarianName, news: Notification): void {
    for (const link of this.#deliveries.links) if (link.reaches(librarian)) link.notify(librarian, news);
  }

  #pushTicks(live: Conversation): void {
    const mark = live.librariansMark();
    for (const page of live.pages) page.link.push({ kind: 'mark', ...mark });
  }

  /** While a line waits: how many are asked, and whether it has arrived. A page that comes is told anew. */
  #tellWait(live: Conversation, wait: Wait | undefined): void {
    const before = live.toldWait;
    if (JSON.stringify(before) === JSON.stringify(wait)) return;
    live.toldWait = wait;
    // That somebody holds it now, or has answered, her pages see by the entry.
    if (wait || before?.unconfirmed || before?.meant !== undefined)
      for (const page of live.pages) page.link.push({ kind: 'wait', ...wait });
  }
}
