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
  readonly #presence: Presence;
  readonly #deliveries: Deliveries;
  readonly #assignment: Assignment;
  readonly #escalation: Escalation;
  readonly #holderChanged: () => void;

  /** The patron's ticks, and the librarians' cards, have changed. */
  readonly ticks: Debounce<Conversation>;
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

  sync(conversation: Conversation): void {
    if (conversation.forgetting) return;
    this.ticks.flush(conversation);
    for (const page of conversation.pages) this.syncPage(conversation, page);
    if (!conversation.card) return;
    this.#sendState(conversation);
    this.cards.flush(conversation);
    this.#escalation.check(conversation);
    const told = this.#assignment.recipientsOf(conversation);
    for (const librarian of told)
      this.#deliveries.deliverOwed(conversation, librarian, () => this.card(conversation, librarian));
    this.#escalation.check(conversation); // now that somebody is asked
    this.#sendWait(conversation, this.#escalation.waitFor(conversation, told.length));
  }

  /** Pushes what one page lacks, in seq order; what it said itself comes as `kept`. */
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
    // A revision is the line it is of, once more.
    const { what } = entry;
    const of = line.shown && (what.kind === 'edited' || what.kind === 'withdrawn') ? conversation.line(what.of) : line;
    const seen = of && patronEntry(of, this.#presence.shownNames);
    if (seen) page.link.push({ kind: 'entry', entry: seen });
  }

  /** The conversation as one librarian's list shows it. */
  card(conversation: Conversation, librarian: LibrarianName): ConversationCard {
    const { holder, closed, waitingSince } = conversation.fold;
    const mine = audience(conversation.fold).includes(librarian);
    const consulted = conversation.fold.consulted.includes(librarian);
    const serves = this.#presence.serves(librarian, conversation.desk);
    const state = closed ? 'closed' : holder === undefined ? 'waiting' : mine ? 'mine' : 'held';
    const word = conversation.card?.word ?? '';
    return {
      id: conversation.id,
      word,
      desk: conversation.desk,
      begunAt: conversation.card?.begunAt ?? 0,
      // Off the list of who does not serve where it is; who answers it there is no matter of hers.
      state: serves ? state : 'held',
      ...(holder === undefined || !serves ? {} : { holder: this.#presence.names.librarian(holder) }),
      ...(consulted ? { consulted } : {}),
      ...(waitingSince === undefined ? {} : { waitingSince }),
      patronHere: conversation.pages.size > 0,
      mark: conversation.mark('patron'),
    };
  }

  /** Tells everybody who serves the desk when who holds it has changed: the others take it off their lists. */
  #sendState(conversation: Conversation): void {
    const { closed, holder = '', joined, consulted, desk = '' } = conversation.fold;
    const state = [desk, closed, holder, joined.join(), consulted.join()].join('/');
    if (state === conversation.sentState) return;
    conversation.sentState = state;
    this.#holderChanged();
    const before = conversation.sentDesk;
    conversation.sentDesk = conversation.desk;
    const told = new Set([...this.#presence.librariansAt(before), ...this.#presence.librariansAt(conversation.desk)]);
    for (const librarian of told) this.sendCard(conversation, librarian);
    const whereabouts = before === conversation.desk ? undefined : this.#presence.whereabouts(conversation.desk);
    if (whereabouts) for (const page of conversation.pages) page.link.push({ kind: 'whereabouts', whereabouts });
  }

  /** Tells those who have it, or are asked, of a change that is no entry: a page came or left, a mark moved. */
  sendCards(conversation: Conversation): void {
    if (!conversation.card) return;
    for (const librarian of this.#assignment.recipientsOf(conversation)) this.sendCard(conversation, librarian);
  }

  sendCard(conversation: Conversation, librarian: LibrarianName): void {
    this.notify(librarian, { kind: 'conversation', card: this.card(conversation, librarian) });
  }

  notify(librarian: LibrarianName, notification: Notification): void {
    for (const link of this.#deliveries.links) if (link.reaches(librarian)) link.notify(librarian, notification);
  }

  #pushTicks(conversation: Conversation): void {
    const mark = conversation.librariansMark();
    for (const page of conversation.pages) page.link.push({ kind: 'mark', ...mark });
  }

  /** While a line waits: how many are asked, and whether it has arrived. A page that comes is told anew. */
  #sendWait(conversation: Conversation, wait: Wait | undefined): void {
    const before = conversation.sentWait;
    if (JSON.stringify(before) === JSON.stringify(wait)) return;
    conversation.sentWait = wait;
    // That somebody holds it now, or has answered, her pages see by the entry.
    if (wait || before?.unconfirmed || before?.meant !== undefined)
      for (const page of conversation.pages) page.link.push({ kind: 'wait', ...wait });
  }
}
