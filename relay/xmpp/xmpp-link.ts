import type { Desk } from '../desk/desk.ts';
import type { Clock, Delivery, DeliveryEnd, LibrarianLink, Log, News, Signals } from '../desk/ports.ts';
import type { DeskName, LibrarianName, Roster } from '../desk/roster.ts';
import { STAYS_MS } from '../desk/signals.ts';
import type { ConversationCard } from '../protocol/frames.ts';
import { type Address, bareOf, fullOf } from './address.ts';
import { answerTo, isFromProgram } from './answers.ts';
import type { ComponentOn } from './component-link.ts';
import { Contacts, type Posting } from './contacts.ts';
import { type Element, el } from './element.ts';
import { Gaps } from './gap.ts';
import { Incoming, type IncomingDesk } from './incoming.ts';
import type { OrdersDesk } from './orders.ts';
import { readPresence } from './presence.ts';
import { readMessage, routeOf } from './received.ts';
import { Resources } from './resources.ts';
import { SAYS, timeAt } from './sentences.en.ts';
import { toldOf } from './told.ts';
import { Windows } from './windows.ts';

export type XmppDesk = OrdersDesk &
  IncomingDesk &
  Pick<Desk, 'displayName' | 'librarianShows' | 'librarianMarks' | 'greets'>;

export interface XmppParts {
  desk: XmppDesk;
  signals: Signals;
  clock: Clock;
  log: Log;
  /** The domain of the relay's own addresses. */
  domain: string;
  roster: Roster;
  newId(): string;
  /** False: nothing was sent. */
  send(stanza: Element): boolean;
  /** Up to when the relay before this one had heard everything; undefined: there was none. */
  heard: number | undefined;
  /** Everything that librarians said before `at` is handed to the store. */
  alive(at: number): void;
}

/** Librarians in their own programs. One address for each conversation, so that each is a window of its own. */
export class XmppLink implements LibrarianLink, ComponentOn {
  readonly via = 'xmpp';
  readonly #parts: XmppParts;
  readonly #resources = new Resources();
  readonly #windows: Windows;
  readonly #contacts: Contacts;
  readonly #gaps: Gaps;
  readonly #incoming: Incoming;
  #roster: Roster;
  #librarians = new Map<string, LibrarianName>();
  #online = false;

  constructor(parts: XmppParts) {
    this.#parts = parts;
    this.#roster = parts.roster;
    this.#contacts = new Contacts(parts);
    this.#gaps = new Gaps(parts.heard);
    this.#windows = new Windows({
      ...parts,
      resources: this.#resources,
      accountOf: (librarian) => this.#roster.librarians.get(librarian)?.xmpp,
    });
    this.#incoming = new Incoming(parts, {
      window: (librarian, card) => this.#windows.open(librarian, card),
      reply: (from, to, text) => this.#say(from, to, text),
    });
    this.reconfigure(parts.roster);
  }

  reconfigure(roster: Roster): void {
    this.#roster = roster;
    this.#librarians = new Map(
      [...roster.librarians.values()].flatMap(({ name, xmpp }) => (xmpp === undefined ? [] : [[xmpp, name] as const])),
    );
    if (this.#online) this.#contacts.greet(this.#postings());
  }

  // For the desk --------------------------------------------------------------------------------------------------

  reaches(librarian: LibrarianName): boolean {
    return this.#online && this.#resources.reaches(librarian);
  }

  deliver(librarian: LibrarianName, delivery: Delivery): Promise<DeliveryEnd> {
    const window = this.#windows.open(librarian, delivery.card);
    if (!window) return Promise.resolve('gone');
    const text = toldOf(delivery, librarian, (name) => this.#parts.desk.displayName(name));
    const shown = text === undefined ? undefined : (again: boolean) => (again ? SAYS.again(text) : text);
    return window.deliver(delivery.entry.seq, shown, delivery.again);
  }

  tell(librarian: LibrarianName, news: News): void {
    switch (news.kind) {
      case 'conversation':
        this.#windows.tellCard(librarian, news.card);
        break;
      case 'typing':
        this.#windows.opened(librarian, news.card.id)?.typing(news.on ? 'composing' : 'active');
        break;
      case 'quoted':
        this.#windows.open(librarian, news.card)?.tell(SAYS.quoted(news.text, news.holder));
        break;
      case 'gone':
        this.#windows.forgotten(librarian, news.conversation);
        break;
      case 'self':
        if (news.self.askBack) this.#askBack(librarian, news.self);
    }
  }

  // From the component's stream -----------------------------------------------------------------------------------

  online(): void {
    this.#online = true;
    const holding = [...this.#librarians.values()].filter((librarian) => this.#mine(librarian).length > 0);
    this.#gaps.ended(this.#parts.clock.now(), holding);
    this.#contacts.greet(this.#postings());
  }

  /** Nobody has left; but nobody can say who is there. */
  lost(): void {
    const { clock, signals } = this.#parts;
    this.#online = false;
    const at = clock.now() - STAYS_MS;
    const gone = this.#resources.clear();
    this.#windows.end();
    for (const [librarian, resource] of gone)
      signals.set(librarian, { resource: signalOf(resource), state: 'lost', availability: 'away', at });
  }

  answered(sentAt: number): void {
    // What waits for its turn is not at the store yet.
    if (this.#incoming.idle) this.#parts.alive(this.#gaps.answered(sentAt));
  }

  stanza(stanza: Element): void {
    const route = routeOf(stanza);
    if (route?.to.domain !== this.#parts.domain) return;
    const librarian = this.#librarians.get(bareOf(route.from));
    if (stanza.name === 'iq') this.#iq(stanza, route.to, route.from, librarian);
    else if (librarian === undefined) this.#stranger(stanza);
    else if (stanza.name === 'presence') this.#presence(librarian, stanza, route.to);
    else if (stanza.name === 'message' && route.from.resource !== undefined && route.to.local !== undefined)
      this.#message(librarian, stanza, route.to.local, { ...route.from, resource: route.from.resource });
  }

  oversized(outer: Element): void {
    const route = routeOf(outer);
    const known = route && this.#librarians.has(bareOf(route.from));
    if (known && outer.name === 'message' && outer.attrs.type !== 'error' && route.to.domain === this.#parts.domain)
      this.#say(bareOf(route.to), fullOf(route.from), SAYS.oversized);
  }

  /** On a clean stop: librarians' programs show the desks as gone. */
  leave(): void {
    this.#contacts.leave(this.#postings());
  }

  // ---------------------------------------------------------------------------------------------------------------

  #iq(stanza: Element, to: Address, from: Address, librarian: LibrarianName | undefined): void {
    const { type, id } = stanza.attrs;
    const answer = answerTo(stanza, this.#roster.desks.get(to.local ?? '')?.title ?? 'Ask a Librarian');
    if (answer) this.#parts.send(answer);
    else if (librarian !== undefined && id !== undefined && from.resource !== undefined) {
      const there = this.#resources.has(librarian, from.resource);
      if (type !== 'result' && !isFromProgram(stanza, there)) return;
      this.#windows.confirmed(librarian, id);
    }
  }

  /** Somebody who is no librarian here: told that there is nothing, and nothing more. */
  #stranger({ name, attrs }: Element): void {
    const { from, to, type } = attrs;
    if (name === 'presence' && type === 'subscribe')
      this.#parts.send(el('presence', { from: to, to: from, type: 'unsubscribed' }));
  }

  #presence(librarian: LibrarianName, stanza: Element, to: Address): void {
    const { clock, signals } = this.#parts;
    const presence = readPresence(stanza);
    if (!presence) {
      const posting = this.#postings().find((one) => one.desk === to.local && one.librarian === librarian);
      const title = posting && this.#roster.desks.get(posting.desk)?.title;
      if (posting && title) this.#contacts.subscription(stanza.attrs.type ?? '', posting, title);
      return;
    }
    const { resource, availability } = presence;
    const before = this.#resources.has(librarian, resource);
    const takes = this.#resources.set(librarian, presence);
    const now = clock.now();
    if (takes) {
      signals.set(librarian, { resource: signalOf(resource), state: 'up', availability, at: now });
      this.#shows(librarian, resource);
      if (!before) this.#met(librarian);
    } else if (before) {
      const state = presence.state === 'up' ? 'left' : presence.state;
      this.#windows.left(librarian, resource);
      const at = state === 'lost' ? now - STAYS_MS : now;
      signals.set(librarian, { resource: signalOf(resource), state, availability, at });
    }
  }

  /** What she set herself, in the program that speaks for her. */
  #shows(librarian: LibrarianName, resource: string): void {
    const { clock, desk } = this.#parts;
    const speaking = this.#resources.speaking(librarian);
    if (speaking?.resource !== resource || speaking.automatic) return;
    const { availability, words, setAt } = speaking;
    const now = clock.now();
    const at = setAt === undefined || setAt > now ? now : setAt;
    void desk.librarianShows(librarian, { availability, ...(words === undefined ? {} : { words }) }, at);
  }

  /** A program of hers has come. */
  #met(librarian: LibrarianName): void {
    const { desk } = this.#parts;
    const gap = this.#gaps.take(librarian);
    if (gap) {
      for (const card of this.#mine(librarian)) {
        const zone = this.#zone(card.desk);
        const [from, to] = [gap.from, gap.to].map((at) => timeAt(at, zone, true));
        this.#windows.open(librarian, card)?.tell(SAYS.gap(from ?? '', to ?? ''));
      }
    }
    if (desk.self(librarian)?.publish === 'undecided') void this.#hello(librarian);
  }

  async #hello(librarian: LibrarianName): Promise<void> {
    if (!(await this.#parts.desk.greets(librarian))) return;
    const posting = this.#postings().find((one) => one.librarian === librarian);
    if (!posting) return;
    const title = this.#roster.desks.get(posting.desk)?.title ?? '';
    const text = SAYS.hello(title, this.#parts.desk.displayName(librarian));
    this.#say(this.#contacts.addressOf(posting.desk), posting.account, text);
  }

  #askBack(librarian: LibrarianName, { shown }: { shown: { words?: string; until?: number } }): void {
    const posting = this.#postings().find((one) => one.librarian === librarian);
    if (!posting || shown.until === undefined || !this.reaches(librarian)) return;
    const text = SAYS.askBack(shown.words, timeAt(shown.until, this.#zone(posting.desk)));
    this.#say(this.#contacts.addressOf(posting.desk), posting.account, text);
  }

  #message(librarian: LibrarianName, stanza: Element, to: string, from: Address & { resource: string }): void {
    const received = readMessage(stanza);
    const contact = this.#roster.desks.has(to);
    const card = contact ? undefined : this.#parts.desk.conversationOf(librarian, to);
    const window = card && this.#windows.open(librarian, card);
    if (received.kind === 'refused') {
      window?.refused(received.of);
      return;
    }
    if (received.kind === 'nothing') return;
    if (card && window) {
      const mark = this.#windows.spoke(window, from.resource, received.kind === 'proof' ? received : undefined);
      if (mark) this.#parts.desk.librarianMarks(librarian, card.id, mark);
    }
    this.#incoming.take(received, { librarian, from, to: `${to}@${this.#parts.domain}`, card, contact });
  }

  #mine(librarian: LibrarianName): ConversationCard[] {
    return this.#parts.desk.view(librarian).filter(({ state }) => state === 'mine');
  }

  #say(from: string, to: string, text: string): void {
    this.#parts.send(el('message', { type: 'chat', id: this.#parts.newId(), from, to }, el('body', {}, text)));
  }

  #zone(desk: DeskName): string {
    return this.#roster.desks.get(desk)?.zone ?? 'UTC';
  }

  #postings(): Posting[] {
    return [...this.#roster.desks.values()].flatMap(({ name: desk, librarians }) =>
      librarians.flatMap((librarian) => {
        const account = this.#roster.librarians.get(librarian)?.xmpp;
        return account === undefined ? [] : [{ desk, librarian, account }];
      }),
    );
  }
}

/** Statements of a presence end with signals that begin so. */
const signalOf = (resource: string): string => `xmpp:${resource}`;
