import type { DeliveryResult, LibrarianLink } from '../desk/ports.ts';
import type { LibrarianEntry, LibrarianName } from '../desk/roster.ts';
import type { Seq } from '../protocol/entries.ts';
import type { ConversationCard } from '../protocol/frames.ts';
import type { DeskAccount } from './accounts.ts';

/**
 * What an IM network does for the messenger. To add a network, write `relay/networks/NAME/` in this order:
 *
 * 1. The connection to the network, and readers that turn what arrives into a `ClientPresence` (client-presence.ts) and a
 *    `ReceivedMessage` (below). A status text that clients write by themselves is `automatic` (automatic-texts.ts).
 * 2. A class that implements `NetworkWindow`: one librarian's window of one conversation, with what is in flight to it.
 * 3. A class that implements `Network`, creates a `MessengerLink` with itself, and calls it: `online` and `lost` with the
 *    connection, `presence` for each presence, `receive` for each message that a librarian typed, `seen` when a client has
 *    shown lines, `heardUpTo` whenever the network has proved that nothing sent before a moment is still on its way,
 *    `reconfigure` with a new roster, and `stopping` before a clean stop.
 * 4. The librarian's account in `LibrarianEntry`, the network's name in `LibrarianLink.via`, and the prefix of its connections
 *    in presence/statement.ts (all in relay/desk/). `addLink` of the desk takes the `MessengerLink`.
 *
 * The messenger does the rest in the same way on every network: commands, sentences, windows, canned replies, what a
 * librarian missed, and who is online.
 */
export interface Network<Window extends NetworkWindow> {
  readonly via: LibrarianLink['via'];
  /** The librarian's account on this network; undefined: they have none. */
  accountOf(entry: LibrarianEntry): string | undefined;
  openWindow(address: WindowAddress): Window;
  /** Sends a text as the desk's contact, in the chat that the librarian has with the desk itself. */
  sendFromDesk(account: DeskAccount, text: string): void;
  /** Answers a received message, in the window where it was typed and to the client that sent it. */
  reply(origin: Origin, text: string): void;
  /** A new roster applies. `removed`: accounts that no longer serve at their desk; `all`: every account that serves now. */
  accountsChanged(removed: readonly DeskAccount[], all: readonly DeskAccount[]): void;
}

export interface WindowAddress {
  librarian: LibrarianName;
  /** The librarian's account on the network. */
  account: string;
  /** The readable word of the conversation: `heron-k2x9m4tq`. It names the window. */
  word: string;
  /**
   * The client that a line goes to: `last`, the one the librarian typed in last, if it is online, else the best one that
   * is not among `refused`. Undefined: no client is left.
   */
  choose(last: string | undefined, refused: ReadonlySet<string>): string | undefined;
}

/** What the patron does, as IM clients show it of a contact: typing, here, not connected. */
export type PatronActivity = 'composing' | 'active' | 'gone';

/** One librarian's window of one conversation, in all of the librarian's clients. */
export interface NetworkWindow {
  /**
   * Delivers one entry; calls come in seq order and may overlap. Resolves as `LibrarianLink.deliver` does.
   *
   * `text` returns what to show; its argument says whether the entry may have been shown before. Undefined: nothing is to
   * be shown, because the librarian has the entry by other means. The entry then ends `delivered` as soon as no entry
   * before it is in flight. `again`: a client may have received the entry before.
   */
  deliver(seq: Seq, text: ((again: boolean) => string) | undefined, again: boolean): Promise<DeliveryResult>;
  /** Sends a sentence of the relay's own, without tracking its delivery; to `client`, or to the best one. */
  send(text: string, client?: string): void;
  /** Whether this client has anything of the window, as far as the relay knows. */
  isShownIn(client: string): boolean;
  /** Shows what the patron does, unless the window shows no line yet: a notice alone must open no window. */
  showPatron(activity: PatronActivity): void;
  /** The librarian typed in this client. */
  typedIn(client: string): void;
  /** The librarian's client wants to know when the patron has line `seq`, which came as `message` from `sender`. */
  oweReceipt(seq: Seq, message: string, sender: string): void;
  /** The patron's pages have every line up to `upTo`: sends the receipts that are owed for them. */
  patronHas(upTo: Seq): void;
  /**
   * This client went offline: what is in flight to it goes to another client, or ends `gone`. Returns since when what the
   * client sent from this window may not have arrived, in milliseconds since 1970; undefined: the client had nothing of
   * this window.
   */
  clientLeft(client: string): number | undefined;
  /** The conversation or the network's connection ended: everything in flight ends `gone`. */
  end(): void;
}

/** Which librarian, client and window a message came from. */
export interface Origin {
  librarian: LibrarianName;
  /** The client's name, as in `ClientPresence`. */
  client: string;
  /** The client's full address on the network. */
  sender: string;
  /** The word of a conversation, or the name of a desk. */
  window: string;
  /** Absent: the message was typed to a desk's contact, or in a window whose conversation is no longer in memory. */
  card: ConversationCard | undefined;
  /** The message was typed to a desk's contact. */
  contact: boolean;
}

/** What a librarian's client sent into a window. */
export type ReceivedMessage =
  /** `id`: the message's id on the network; `replaces`: the id of the message that this one corrects. */
  | { kind: 'line'; text: string; id?: string; replaces?: string; wantsReceipt: boolean }
  /** An end-to-end encrypted message, which the relay cannot read. */
  | { kind: 'encrypted' }
  | { kind: 'typing'; on: boolean };
