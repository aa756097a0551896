import type { Desk } from '../desk/desk.ts';
import type { ConversationId } from '../desk/entry.ts';
import type { Clock, Connections, Delivery, DeliveryResult, LibrarianLink, Notification } from '../desk/ports.ts';
import type { DeskName, LibrarianName, Roster } from '../desk/roster.ts';
import type { Seq } from '../protocol/entries.ts';
import { Accounts } from './accounts.ts';
import type { ClientPresence } from './client-presence.ts';
import type { CommandDesk } from './commands/run-command.ts';
import { DeskMessages, type DeskMessagesParts } from './desk-messages.ts';
import type { Digest } from './entry-id.ts';
import { replayTexts } from './entry-text.ts';
import { LibrarianInput, type LibrarianInputDesk } from './librarian-input.ts';
import { lineText } from './line-text.ts';
import { OnlineClients } from './online-clients.ts';
import { OutageNotices } from './outage-notices.ts';
import type { Network, NetworkWindow, Origin, ReceivedMessage } from './ports.ts';
import { PresenceTracker } from './presence-tracker.ts';
import { Replay } from './replay.ts';
import { SENTENCES } from './sentences.en.ts';
import { Windows } from './windows.ts';

export type MessengerDesk = CommandDesk &
  LibrarianInputDesk &
  DeskMessagesParts['desk'] &
  Pick<Desk, 'unansweredFor' | 'librarianMark' | 'librarianShowsStatus' | 'librarianSees'>;

export interface MessengerParts {
  desk: MessengerDesk;
  connections: Connections;
  clock: Clock;
  roster: Roster;
  newId(): string;
  digest: Digest;
  /** Up to when the previous run of the relay had heard everything; undefined: there was no previous run. */
  heard: number | undefined;
  /** Called with a moment before which everything that librarians typed is stored. */
  alive(at: number): void;
}

/** Librarians on one IM network: one window for each conversation, and one chat with each desk. */
export class MessengerLink<Window extends NetworkWindow> implements LibrarianLink {
  readonly via: LibrarianLink['via'];
  readonly windows: Windows<Window>;
  readonly clients = new OnlineClients();
  readonly #parts: MessengerParts;
  readonly #network: Network<Window>;
  readonly #presence: PresenceTracker;
  readonly #deskMessages: DeskMessages;
  readonly #outages: OutageNotices;
  readonly #replay: Replay;
  readonly #input: LibrarianInput;
  #accounts: Accounts;
  #online = false;
  #stopping = false;

  constructor(network: Network<Window>, parts: MessengerParts) {
    const { clients } = this;
    const zoneOf = (desk: DeskName) => this.#accounts.zoneOf(desk);
    this.via = network.via;
    this.#network = network;
    this.#parts = parts;
    this.#accounts = new Accounts(parts.roster, network.accountOf);
    this.#deskMessages = new DeskMessages({ ...parts, send: (account, text) => network.sendFromDesk(account, text) });
    this.windows = new Windows<Window>({
      ...parts,
      clients,
      accountOf: (librarian) => this.#accounts.accountOf(librarian),
      openWindow: (address) => network.openWindow(address),
    });
    const { windows } = this;
    this.#outages = new OutageNotices({ ...parts, windows, zoneOf });
    this.#replay = new Replay({ ...parts, clients, windows, zoneOf });
    this.#presence = new PresenceTracker({
      ...parts,
      via: network.via,
      clients,
      cameOnline: (librarian, client) => this.#cameOnline(librarian, client),
      wentOffline: (librarian, client, lost) => this.#wentOffline(librarian, client, lost),
    });
    this.#input = new LibrarianInput({
      ...parts,
      windows,
      replay: (librarian, client, card, upTo) =>
        windows.replayIfEmpty(librarian, client, card, replayTexts(parts.desk, librarian, card.id, upTo)),
      typedIn: (librarian, card, client) => {
        windows.open(librarian, card)?.typedIn(client);
        this.seen(librarian, card.id);
      },
      wordsOf: (librarian, client) => clients.wordsOf(librarian, client),
      reply: (origin, text) => network.reply(origin, text),
    });
  }

  get accounts(): Accounts {
    return this.#accounts;
  }

  /** Applies a new roster. Librarians who have another account now are offline until that account shows a presence. */
  reconfigure(roster: Roster): void {
    const before = this.#accounts;
    this.#accounts = new Accounts(roster, this.#network.accountOf);
    for (const librarian of before.changedIn(this.#accounts)) {
      this.#presence.accountRemoved(librarian);
      this.windows.close(librarian);
    }
    this.#network.accountsChanged(before.without(this.#accounts), this.#accounts.all);
  }

  // For the desk --------------------------------------------------------------------------------------------------

  reaches(librarian: LibrarianName): boolean {
    return this.#online && this.clients.reaches(librarian);
  }

  deliver(librarian: LibrarianName, delivery: Delivery): Promise<DeliveryResult> {
    const window = this.windows.open(librarian, delivery.card);
    if (!window) return Promise.resolve('gone');
    const here = { zone: this.#accounts.zoneOf(delivery.card.desk), now: this.#parts.clock.now() };
    const text = lineText(this.#parts.desk, delivery, librarian, here);
    const shown = text === undefined ? undefined : (again: boolean) => (again ? SENTENCES.again(text) : text);
    const end = window.deliver(delivery.entry.seq, shown, delivery.again);
    if (delivery.again) this.#outages.questionRepeated(librarian, delivery.card, delivery.entry.at);
    return end;
  }

  notify(librarian: LibrarianName, news: Notification): void {
    switch (news.kind) {
      case 'conversation':
        this.windows.showCard(librarian, news.card);
        break;
      case 'typing':
        this.windows.get(librarian, news.card.id)?.showPatron(news.on ? 'composing' : 'active');
        break;
      case 'quoted':
        this.windows.open(librarian, news.card)?.send(SENTENCES.quoted(news.text, news.holder));
        break;
      case 'gone':
        this.windows.forget(librarian, news.conversation, news.by === 'patron');
        break;
      case 'left':
      case 'late':
        this.#deskMessages.questions(this.#accounts.at(librarian, news.desk), news);
        break;
      case 'self':
        if (this.reaches(librarian))
          this.#deskMessages.ownStatus(news.self, (desk) => this.#accounts.of(librarian, desk));
    }
  }

  drop(conversation: ConversationId): void {
    this.windows.letGo(conversation);
  }

  // For the network -----------------------------------------------------------------------------------------------

  /** The connection to the network is up. */
  online(): void {
    this.#online = true;
    this.#outages.networkRestored(this.#accounts.librarians);
  }

  /** The connection to the network is lost. */
  lost(): void {
    this.#online = false;
    this.windows.networkLost();
    // A relay that stops loses sight of the clients, but the clients are still there: they may be online again right after
    // the restart.
    if (!this.#stopping) this.#presence.networkLost();
  }

  /** The relay is about to stop: losing the connection from now on means nothing for librarians' presence. */
  stopping(): void {
    this.#stopping = true;
  }

  /** The network answered a watchdog that was sent at `sentAt`: everything sent before it has been received. */
  heardUpTo(sentAt: number): void {
    // What waits in the queue is not in the store yet.
    if (this.#input.idle) this.#parts.alive(this.#outages.watchdogAnswered(sentAt));
  }

  /** A client of this librarian shows a presence to a desk. */
  presence(librarian: LibrarianName, presence: ClientPresence): void {
    this.#presence.update(librarian, presence);
  }

  /** Completes an origin: whether its window is a desk's contact, or which conversation it shows. */
  originOf(from: Pick<Origin, 'librarian' | 'client' | 'sender' | 'window'>): Origin {
    const contact = this.#accounts.titleOf(from.window) !== undefined;
    const card = contact ? undefined : this.#parts.desk.conversationByWord(from.librarian, from.window);
    return { ...from, card, contact };
  }

  receive(received: ReceivedMessage, origin: Origin): void {
    this.#input.take(received, origin);
  }

  /**
   * The librarian has seen the lines of a conversation up to `upTo`, or all that were delivered. The desk is notified in a
   * microtask, because it learns of a delivery that was just proved by the end of a promise, and has to know of it first.
   */
  seen(librarian: LibrarianName, conversation: ConversationId, upTo?: Seq): void {
    queueMicrotask(() => this.#parts.desk.librarianSees(librarian, conversation, upTo));
  }

  // ---------------------------------------------------------------------------------------------------------------

  /** Sends a client that came online what the librarian may have missed, and the greeting if it was never sent. */
  #cameOnline(librarian: LibrarianName, client: string): void {
    this.#replay.cameOnline(librarian, client);
    this.#outages.send(librarian);
    const [account, self] = [this.#accounts.of(librarian), this.#parts.desk.ownStatus(librarian)];
    if (account && self?.publish === 'undecided') void this.#deskMessages.greet(account);
    if (self) this.#deskMessages.ownStatus(self, (desk) => this.#accounts.of(librarian, desk));
  }

  #wentOffline(librarian: LibrarianName, client: string, lost: boolean): void {
    const since = this.windows.clientLeft(librarian, client);
    this.#replay.wentOffline(librarian, client);
    if (!lost) return;
    this.#outages.clientLost(librarian, since);
    if (this.clients.reaches(librarian)) this.#outages.send(librarian);
  }
}
