import { defined } from '../protocol/defined.ts';
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
 * Sends each page and librarian whatever they have not received yet of a conversation: entries, who holds it, and how
 * long the patron may have to wait. It may be called at any time and any number of times. A new line, a page or a link
 * that reconnected, and an entry written by another node are all handled by the same call.
 */
export class Sync {
  readonly #presence: Presence;
  readonly #deliveries: Deliveries;
  readonly #assignment: Assignment;
  readonly #escalation: Escalation;
  readonly #holderChanged: () => void;

  /** Add a conversation here when its ticks on the patron's pages have changed. */
  readonly ticks: Debounce<Conversation>;
  /** Add a conversation here when its cards in the librarians' lists have changed. */
  readonly cards: Debounce<Conversation>;

  constructor(parts: {
    assignment: Assignment;
    presence: Presence;
    deliveries: Deliveries;
    escalation: Escalation;
    clock: Clock;
    holderChanged(): void;
  }) {
    const { assignment, presence, deliveries, escalation, clock, holderChanged } = parts;
    this.#assignment = assignment;
    this.#presence = presence;
    this.#deliveries = deliveries;
    this.#escalation = escalation;
    this.#holderChanged = holderChanged;
    this.ticks = new Debounce(clock, (conversation) => this.#pushTicks(conversation));
    this.cards = new Debounce(clock, (conversation) => this.sendCards(conversation));
  }

  /** Sends everything that is missing anywhere. */
  sync(conversation: Conversation): void {
    if (conversation.forgetting) return;
    this.ticks.flush(conversation);
    for (const page of conversation.pages) this.syncPage(conversation, page);
    if (!conversation.card) return;
    this.#sendState(conversation);
    this.cards.flush(conversation);
    this.#escalation.check(conversation);
    const recipients = this.#assignment.recipientsOf(conversation);
    for (const librarian of recipients)
      this.#deliveries.deliverOwed(conversation, librarian, () => this.card(conversation, librarian));
    this.#escalation.check(conversation); // its deadlines depend on who is asked now
    this.#sendWait(conversation, this.#escalation.waitFor(conversation, recipients.length));
  }

  /** Pushes the lines that one page lacks, in seq order. The page's own lines are pushed as `kept`. */
  syncPage(conversation: Conversation, page: Page): void {
    for (const line of conversation.linesAfter(page.cursor)) {
      page.cursor = line.entry.seq;
      this.#push(conversation, page, line);
    }
  }

  #push(conversation: Conversation, page: Page, line: Line): void {
    const { entry } = line;
    if (entry.author === 'patron' && page.pendingIds?.delete(entry.id)) {
      page.link.push({ kind: 'kept', id: entry.id, seq: entry.seq, at: entry.at });
      return;
    }
    // An edit or a withdrawal is pushed as the revised line.
    const { what } = entry;
    const of = line.shown && (what.kind === 'edited' || what.kind === 'withdrawn') ? conversation.line(what.of) : line;
    const seen = of && patronEntry(of, this.#presence.shownNames);
    if (seen) page.link.push({ kind: 'entry', entry: seen });
  }

  /** The conversation as a librarian's list shows it. */
  card(conversation: Conversation, librarian: LibrarianName): ConversationCard {
    const { holder, closed, waitingSince } = conversation.fold;
    const isMine = audience(conversation.fold).includes(librarian);
    const consulted = conversation.fold.consulted.includes(librarian);
    const serves = this.#presence.serves(librarian, conversation.desk);
    const state = closed ? 'closed' : holder === undefined ? 'waiting' : isMine ? 'mine' : 'held';
    const word = conversation.card?.word ?? '';
    return {
      id: conversation.id,
      word,
      desk: conversation.desk,
      begunAt: conversation.card?.begunAt ?? 0,
      // Report `held` to librarians who do not serve this desk, so that their lists drop it; do not reveal the holder.
      state: serves ? state : 'held',
      ...(holder === undefined || !serves ? {} : { holder: this.#presence.names.librarian(holder) }),
      ...(consulted ? { consulted } : {}),
      ...defined({ waitingSince }),
      patronHere: conversation.pages.size > 0,
      mark: conversation.mark('patron'),
    };
  }

  /** Sends the card to every librarian of the desk when the holder has changed: the other librarians' lists drop it. */
  #sendState(conversation: Conversation): void {
    const { closed, holder = '', joined, consulted, desk = '' } = conversation.fold;
    const state = [desk, closed, holder, joined.join(), consulted.join()].join('/');
    if (state === conversation.sentState) return;
    conversation.sentState = state;
    this.#holderChanged();
    const before = conversation.sentDesk;
    conversation.sentDesk = conversation.desk;
    const librarians = new Set([
      ...this.#presence.librariansAt(before),
      ...this.#presence.librariansAt(conversation.desk),
    ]);
    for (const librarian of librarians) this.sendCard(conversation, librarian);
    const whereabouts = before === conversation.desk ? undefined : this.#presence.whereabouts(conversation.desk);
    if (whereabouts) for (const page of conversation.pages) page.link.push({ kind: 'whereabouts', whereabouts });
  }

  /**
   * Sends the card to the librarians who have the conversation or are asked. For changes that are no entries: a page
   * connected or left, a mark moved.
   */
  sendCards(conversation: Conversation): void {
    if (!conversation.card) return;
    for (const librarian of this.#assignment.recipientsOf(conversation)) this.sendCard(conversation, librarian);
  }

  sendCard(conversation: Conversation, librarian: LibrarianName): void {
    this.notify(librarian, { kind: 'conversation', card: this.card(conversation, librarian) });
  }

  /** Notifies a librarian on every link that reaches them. */
  notify(librarian: LibrarianName, notification: Notification): void {
    for (const link of this.#deliveries.links) if (link.reaches(librarian)) link.notify(librarian, notification);
  }

  #pushTicks(conversation: Conversation): void {
    const mark = conversation.librariansMark();
    for (const page of conversation.pages) page.link.push({ kind: 'mark', ...mark });
  }

  /**
   * Pushes how many librarians are asked, and whether the line has arrived, while a line waits. A page that connects
   * later gets the same from Patrons.
   */
  #sendWait(conversation: Conversation, wait: Wait | undefined): void {
    const before = conversation.sentWait;
    if (JSON.stringify(before) === JSON.stringify(wait)) return;
    conversation.sentWait = wait;
    // When a librarian claims or answers, the pages see it by that entry.
    if (wait || before?.unconfirmed || before?.meant !== undefined)
      for (const page of conversation.pages) page.link.push({ kind: 'wait', ...wait });
  }
}
