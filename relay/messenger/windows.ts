import type { Desk } from '../desk/desk.ts';
import type { ConversationId } from '../desk/entry.ts';
import type { Clock } from '../desk/ports.ts';
import type { LibrarianName } from '../desk/roster.ts';
import type { ConversationCard } from '../protocol/frames.ts';
import type { OnlineClients } from './online-clients.ts';
import { PatronPresence } from './patron-presence.ts';
import type { NetworkWindow, WindowAddress } from './ports.ts';
import { SENTENCES } from './sentences.en.ts';

export interface WindowsParts<Window extends NetworkWindow> {
  desk: Pick<Desk, 'names'>;
  clock: Clock;
  clients: OnlineClients;
  /** The librarian's account on the network; undefined: they have none. */
  accountOf(librarian: LibrarianName): string | undefined;
  openWindow(address: WindowAddress): Window;
}

/** A network's window of a conversation, and what the messenger remembers of it. */
interface OpenWindow<Window extends NetworkWindow> {
  readonly network: Window;
  readonly patron: PatronPresence;
  /** The last sentence sent about who has the conversation, so that it is sent once; empty: none applies. */
  holderNotice: string;
  /** A colleague asked this librarian about the conversation, and the librarian has not answered. */
  consulted: boolean;
}

/** Every librarian's windows on one network: of conversations in memory in which something was delivered or typed. */
export class Windows<Window extends NetworkWindow = NetworkWindow> {
  readonly #parts: WindowsParts<Window>;
  readonly #windows = new Map<LibrarianName, Map<ConversationId, OpenWindow<Window>>>();

  constructor(parts: WindowsParts<Window>) {
    this.#parts = parts;
  }

  get(librarian: LibrarianName, conversation: ConversationId): Window | undefined {
    return this.#windows.get(librarian)?.get(conversation)?.network;
  }

  *of(librarian: LibrarianName): Iterable<Window> {
    for (const { network } of this.#windows.get(librarian)?.values() ?? []) yield network;
  }

  /** The window of this conversation, opened if need be; undefined: the librarian has no account. */
  open(librarian: LibrarianName, card: ConversationCard): Window | undefined {
    return this.#open(librarian, card)?.network;
  }

  /** Sends these texts, marked "(again)", to a client that has nothing of the window: one that was started since. */
  replayIfEmpty(librarian: LibrarianName, client: string, card: ConversationCard, texts: readonly string[]): void {
    if (!this.open(librarian, card)?.isShownIn(client)) this.replay(librarian, client, card, texts);
  }

  /** Sends these texts, marked "(again)", to a client, whatever it has of the window. */
  replay(librarian: LibrarianName, client: string, card: ConversationCard, texts: readonly string[]): void {
    const window = this.open(librarian, card);
    for (const text of texts) window?.send(SENTENCES.again(text), client);
  }

  /**
   * Shows what has changed apart from entries: who has the conversation, whether the patron is connected, and how far the
   * patron's pages have got.
   */
  showCard(librarian: LibrarianName, card: ConversationCard): void {
    const { id, state, patronHere, mark, consulted } = card;
    const window = this.#windows.get(librarian)?.get(id);
    if (!window) return;
    const sentence = state === 'held' ? this.#holderOf(card) : '';
    // A librarian who was asked by a colleague, and has answered, reads who has the conversation in the reply to that answer.
    const answered = state === 'held' && window.consulted;
    if (sentence !== '' && window.holderNotice !== sentence && !answered) window.network.send(sentence);
    window.consulted = consulted === true;
    window.holderNotice = sentence;
    window.network.patronHas(mark.delivered);
    if (state === 'mine') window.patron.update(patronHere);
    else window.patron.stop();
  }

  /** The librarian has just written a line that the patron will read, when they are connected. */
  wroteToPatron(librarian: LibrarianName, card: ConversationCard, patronHere: boolean): void {
    this.#open(librarian, card)?.patron.update(patronHere, true);
  }

  /**
   * The conversation was forgotten. `byPatron`: the librarian reads so. That the retention time is over is no news to the
   * librarian, and must open no window.
   */
  forget(librarian: LibrarianName, conversation: ConversationId, byPatron: boolean): void {
    const window = this.#windows.get(librarian)?.get(conversation);
    if (byPatron) window?.network.send(SENTENCES.forgotten);
    if (window) end(window);
    this.#windows.get(librarian)?.delete(conversation);
  }

  /** The conversation is no longer in memory. */
  letGo(conversation: ConversationId): void {
    for (const windows of this.#windows.values()) {
      const window = windows.get(conversation);
      if (window) end(window);
      windows.delete(conversation);
    }
  }

  /** Closes all windows of a librarian, who has another account now, or none. */
  close(librarian: LibrarianName): void {
    for (const window of this.#windows.get(librarian)?.values() ?? []) end(window);
    this.#windows.delete(librarian);
  }

  /**
   * A client went offline. Returns the windows that the client had something of, and since when what it sent from there
   * may not have arrived.
   */
  clientLeft(librarian: LibrarianName, client: string): ReadonlyMap<ConversationId, number> {
    const since = new Map<ConversationId, number>();
    for (const [conversation, { network }] of this.#windows.get(librarian) ?? []) {
      const at = network.clientLeft(client);
      if (at !== undefined) since.set(conversation, at);
    }
    return since;
  }

  /** The connection to the network is lost: nothing is in flight any more. */
  networkLost(): void {
    for (const windows of this.#windows.values()) for (const window of windows.values()) end(window);
  }

  #open(librarian: LibrarianName, { id, word, consulted }: ConversationCard): OpenWindow<Window> | undefined {
    const known = this.#windows.get(librarian)?.get(id);
    if (known && consulted) known.consulted = true;
    const { clock, clients, accountOf, openWindow } = this.#parts;
    const account = accountOf(librarian);
    if (known || account === undefined) return known;
    const network = openWindow({
      librarian,
      account,
      word,
      choose: (last, refused) => clients.choose(librarian, last, refused),
    });
    const patron = new PatronPresence({
      clock,
      show: (here) => network.showPatron(here ? 'active' : 'gone'),
      send: (sentence) => network.send(sentence),
    });
    const window = { network, patron, holderNotice: '', consulted: consulted === true };
    const windows = this.#windows.get(librarian) ?? new Map<ConversationId, OpenWindow<Window>>();
    this.#windows.set(librarian, windows.set(id, window));
    return window;
  }

  /** Who has a conversation that is not the librarian's: a colleague, or a desk where the librarian does not serve. */
  #holderOf({ holder, desk }: ConversationCard): string {
    return holder === undefined ? SENTENCES.elsewhere(this.#parts.desk.names.desk(desk)) : SENTENCES.answering(holder);
  }
}

const end = ({ network, patron }: OpenWindow<NetworkWindow>): void => {
  patron.stop();
  network.end();
};
