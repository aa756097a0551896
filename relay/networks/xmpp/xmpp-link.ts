import type { Desk } from '../../desk/desk.ts';
import type { ConversationId } from '../../desk/entry.ts';
import type {
  Clock,
  Connections,
  Delivery,
  DeliveryResult,
  LibrarianLink,
  Log,
  Notification,
} from '../../desk/ports.ts';
import type { LibrarianName, Roster } from '../../desk/roster.ts';
import { Accounts } from '../../messenger/accounts.ts';
import type { CommandDesk } from '../../messenger/commands/run-command.ts';
import { DeskMessages, type DeskMessagesParts } from '../../messenger/desk-messages.ts';
import { replayTexts } from '../../messenger/entry-text.ts';
import { LibrarianInput, type LibrarianInputDesk } from '../../messenger/librarian-input.ts';
import { lineText } from '../../messenger/line-text.ts';
import { OnlineResources } from '../../messenger/online-clients.ts';
import { OutageNotices } from '../../messenger/outage-notices.ts';
import { PresenceTracker } from '../../messenger/presence-tracker.ts';
import { Replay } from '../../messenger/replay.ts';
import { SENTENCES } from '../../messenger/sentences.en.ts';
import { Windows } from '../../messenger/windows.ts';
import type { ConversationCard } from '../../protocol/frames.ts';
import { type Address, bareOf, fullOf } from './address.ts';
import { answerTo, isFromProgram } from './iq-replies.ts';
import { parseMessage, routeOf } from './parse-message.ts';
import { parsePresence } from './parse-presence.ts';
import { RosterContacts } from './roster-contact.ts';
import type { ComponentOn } from './stream/component-link.ts';
import { type Element, el } from './stream/xml.ts';

export type XmppDesk = CommandDesk &
  LibrarianInputDesk &
  DeskMessagesParts['desk'] &
  Pick<Desk, 'unansweredFor' | 'librarianMark' | 'librarianShowsStatus' | 'librarianSees'>;

export interface XmppParts {
  desk: XmppDesk;
  signals: Connections;
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
  readonly #resources = new OnlineResources();
  readonly #attendance: PresenceTracker;
  readonly #windows: Windows;
  readonly #contacts: RosterContacts;
  readonly #fromTheDesk: DeskMessages;
  readonly #gaps: OutageNotices;
  readonly #comingBack: Replay;
  readonly #incoming: LibrarianInput;
  #posts: Accounts;
  #online = false;
  #leaving = false;

  constructor(parts: XmppParts) {
    const resources = this.#resources;
    this.#parts = parts;
    this.#posts = new Accounts(parts.roster);
    this.#contacts = new RosterContacts(parts);
    this.#fromTheDesk = new DeskMessages({
      ...parts,
      says: (post, text) => this.#say(this.#contacts.addressOf(post.desk), post.account, text),
    });
    this.#windows = new Windows({
      ...parts,
      resources,
      accountOf: (librarian) => this.#posts.accountOf(librarian),
      sees: (librarian, conversation, upTo) => parts.desk.librarianSees(librarian, conversation, upTo),
    });
    this.#gaps = new OutageNotices({ ...parts, windows: this.#windows, zoneOf: (desk) => this.#posts.zoneOf(desk) });
    const zoneOf = (card: ConversationCard) => this.#posts.zoneOf(card.desk);
    this.#comingBack = new Replay({ ...parts, resources, windows: this.#windows, zoneOf });
    this.#attendance = new PresenceTracker({
      ...parts,
      resources,
      came: (librarian, resource) => this.#came(librarian, resource),
      went: (librarian, resource, lost) => this.#went(librarian, resource, lost),
    });
    this.#incoming = new LibrarianInput(parts, {
      window: (librarian, card) => this.#windows.open(librarian, card),
      reopens: (librarian, resource, card, upTo) =>
        this.#windows.retell(librarian, resource, card, replayTexts(parts.desk, librarian, card.id, upTo)),
      words: (librarian, resource) => resources.wordsOf(librarian, resource),
      spoke: (librarian, card, resource) => this.#windows.spoke(librarian, card, resource),
      reply: (from, to, text) => this.#say(from, to, text),
    });
  }

  reconfigure(roster: Roster): void {
    const before = this.#posts;
    this.#posts = new Accounts(roster);
    for (const librarian of before.moved(this.#posts)) {
      this.#attendance.dropped(librarian);
      this.#windows.close(librarian);
    }
    this.#contacts.leave(before.without(this.#posts));
    this.#contacts.greet(this.#posts.all);
  }

  // For the desk --------------------------------------------------------------------------------------------------

  reaches(librarian: LibrarianName): boolean {
    return this.#online && this.#resources.reaches(librarian);
  }

  deliver(librarian: LibrarianName, delivery: Delivery): Promise<DeliveryResult> {
    const window = this.#windows.open(librarian, delivery.card);
    if (!window) return Promise.resolve('gone');
    const world = { zone: this.#posts.zoneOf(delivery.card.desk), now: this.#parts.clock.now() };
    const text = lineText(this.#parts.desk, delivery, librarian, world);
    const shown = text === undefined ? undefined : (again: boolean) => (again ? SENTENCES.again(text) : text);
    const end = window.deliver(delivery.entry.seq, shown, delivery.again);
    if (delivery.again) this.#gaps.comesAgain(librarian, delivery.card, delivery.entry.at);
    return end;
  }

  notify(librarian: LibrarianName, news: Notification): void {
    switch (news.kind) {
      case 'conversation':
        this.#windows.tellCard(librarian, news.card);
        break;
      case 'typing':
        this.#windows.opened(librarian, news.card.id)?.typing(news.on ? 'composing' : 'active');
        break;
      case 'quoted':
        this.#windows.open(librarian, news.card)?.tell(SENTENCES.quoted(news.text, news.holder));
        break;
      case 'gone':
        this.#windows.forgotten(librarian, news.conversation, news.by === 'patron');
        break;
      case 'left':
      case 'late':
        this.#fromTheDesk.questions(this.#posts.at(librarian, news.desk), news);
        break;
      case 'self':
        if (this.reaches(librarian)) this.#fromTheDesk.herself(news.self, (desk) => this.#posts.of(librarian, desk));
    }
  }

  drop(conversation: ConversationId): void {
    this.#windows.letGo(conversation);
  }

  // From the component's stream -----------------------------------------------------------------------------------

  online(): void {
    this.#online = true;
    this.#gaps.ended(this.#posts.librarians);
    this.#contacts.greet(this.#posts.all);
  }

  lost(): void {
    this.#online = false;
    this.#windows.end();
    // A relay that stops knows no more of them, which is nothing they did: after the restart they may be back any moment.
    if (!this.#leaving) this.#attendance.lost();
  }

  answered(sentAt: number): void {
    this.#contacts.probed();
    // What waits for its turn is not at the store yet.
    if (this.#incoming.idle) this.#parts.alive(this.#gaps.answered(sentAt));
  }

  stanza(stanza: Element): void {
    const route = routeOf(stanza);
    if (route?.to.domain !== this.#parts.domain) return;
    const librarian = this.#posts.librarianOf(bareOf(route.from));
    if (stanza.name === 'iq') this.#iq(stanza, route.to, route.from, librarian);
    else if (librarian === undefined) this.#contacts.stranger(stanza);
    else if (stanza.name === 'presence') this.#presence(librarian, stanza, route.to);
    else if (stanza.name === 'message' && route.from.resource !== undefined && route.to.local !== undefined)
      this.#message(librarian, stanza, route.to.local, { ...route.from, resource: route.from.resource });
  }

  oversized(outer: Element): void {
    const route = routeOf(outer);
    const known = route && this.#posts.librarianOf(bareOf(route.from)) !== undefined;
    if (known && outer.name === 'message' && outer.attrs.type !== 'error' && route.to.domain === this.#parts.domain)
      this.#say(bareOf(route.to), fullOf(route.from), SENTENCES.oversized);
  }

  /** On a clean stop: librarians' programs show the desks as gone. */
  leave(): void {
    this.#leaving = true;
    this.#contacts.leave(this.#posts.all);
  }

  // ---------------------------------------------------------------------------------------------------------------

  #iq(stanza: Element, to: Address, from: Address, librarian: LibrarianName | undefined): void {
    const { type, id } = stanza.attrs;
    const answer = answerTo(stanza, this.#posts.titleOf(to.local ?? '') ?? 'Ask a Librarian');
    if (answer) this.#parts.send(answer);
    else if (librarian !== undefined && id !== undefined && from.resource !== undefined) {
      const there = this.#resources.has(librarian, from.resource);
      if (type !== 'result' && !isFromProgram(stanza, there)) return;
      this.#windows.confirmed(librarian, id);
    }
  }

  #presence(librarian: LibrarianName, stanza: Element, to: Address): void {
    this.#contacts.heardOf(librarian);
    // What she shows a patron's address alone is not how she is: a program that leaves one chat says farewell there.
    const presence = this.#posts.hasDesk(to.local) ? parsePresence(stanza) : undefined;
    const post = this.#posts.of(librarian, to.local);
    if (presence) this.#attendance.shown(librarian, presence);
    else if (post) this.#contacts.subscription(stanza.attrs.type ?? '', post);
  }

  /** A program of hers has come: she hears what she may have missed, and once in her life what this is. */
  #came(librarian: LibrarianName, resource: string): void {
    this.#comingBack.came(librarian, resource);
    this.#gaps.tell(librarian);
    const [post, self] = [this.#posts.of(librarian), this.#parts.desk.ownStatus(librarian)];
    if (post && self?.publish === 'undecided') void this.#fromTheDesk.hello(post);
    if (self) this.#fromTheDesk.herself(self, (desk) => this.#posts.of(librarian, desk));
  }

  #went(librarian: LibrarianName, resource: string, lost: boolean): void {
    const windows = this.#windows.left(librarian, resource);
    this.#comingBack.went(librarian, resource);
    if (!lost) return;
    this.#gaps.cutOff(librarian, windows);
    if (this.#resources.reaches(librarian)) this.#gaps.tell(librarian);
  }

  #message(librarian: LibrarianName, stanza: Element, to: string, from: Address & { resource: string }): void {
    const received = parseMessage(stanza);
    const contact = this.#posts.titleOf(to) !== undefined;
    const card = contact ? undefined : this.#parts.desk.conversationByWord(librarian, to);
    if (received.kind === 'refused' || received.kind === 'proof') {
      if (card) this.#windows.hears(librarian, card, received, from.resource);
    } else if (received.kind !== 'nothing')
      this.#incoming.take(received, { librarian, from, to: `${to}@${this.#parts.domain}`, card, contact });
  }

  #say(from: string, to: string, text: string): void {
    this.#parts.send(el('message', { type: 'chat', id: this.#parts.newId(), from, to }, el('body', {}, text)));
  }
}
