import type { Mark, Seq } from '../protocol/entries.ts';
import type { ConsoleStatement, ConversationCard, OwnStatus, ToConsole, ToPatron } from '../protocol/frames.ts';
import type { StatedAvailability, Whereabouts } from '../protocol/whereabouts.ts';
import type { Card, ConversationId, Entry, Marks, NewEntry, Opening, Party } from './entry.ts';
import type { Closure, DeskName, LibrarianName, Pause } from './roster.ts';

/** Everything the desk needs from the outside: clock, ids, log, stores, connections, and links to patrons and librarians. */

/** Cancels what the call that returned it started. A second call does nothing. */
export type Undo = () => void;

export interface Clock {
  /** The current time, in milliseconds since 1970. */
  now(): number;
  /** Calls `then` once, `ms` milliseconds from now, unless it is cancelled first. */
  after(ms: number, then: () => void): Undo;
}

export interface Ids {
  /** A new id for an entry that the relay itself writes. */
  entry(): string;
  /** The id of the conversation that a patron's key opens: a one-way hash of the key. */
  conversation(key: string): ConversationId;
  /** A readable word that was never used before, such as `heron-k2x9m4tq`. */
  word(): string;
}

/** The relay's log. Never pass message text, names that patrons give, or network addresses. */
export interface Log {
  info(what: string, facts?: Record<string, string | number | boolean>): void;
  warn(what: string, facts?: Record<string, string | number | boolean>): void;
}

/**
 * The outcome of an append.
 *
 * - `kept`: the entry is synced to disk. `again`: it was already stored before this call.
 * - `other-content`: the author used this id before with other content. Nothing was stored.
 * - `gone`: the conversation was forgotten, or it does not exist and the call gave no opening.
 */
export type Appended =
  | { outcome: 'kept'; entry: Entry; again: boolean }
  | { outcome: 'other-content' }
  | { outcome: 'gone' };

/**
 * The only error that a store's methods reject with. Its `reason`:
 *
 * - `full`: no room on the disk, or below the configured limit.
 * - `unknown`: the write may or may not have been stored. Appending the same entry again shows which.
 * - `closed`: the store was closed.
 * - `broken`: anything else.
 */
export class StoreError extends Error {
  readonly reason: 'full' | 'unknown' | 'closed' | 'broken';
  constructor(reason: StoreError['reason'], message: string) {
    super(message);
    this.name = 'StoreError';
    this.reason = reason;
  }
}

/**
 * Called with each new entry of a conversation. `previous`: the seq of the entry before it in that conversation, which
 * shows the listener whether it has missed one.
 */
export type AppendedListener = (conversation: ConversationId, entry: Entry, previous: Seq) => void;

/** Where conversations are stored. Every promise rejects with a StoreError and nothing else. */
export interface ConversationStore {
  /**
   * Stores an entry. When the promise resolves with `kept`, the entry is synced to disk. The call is idempotent for the
   * whole life of the conversation: the same author, id and `what` return the first entry, whatever `at` says. The first
   * append to a conversation needs an `opening`; the store ignores later openings.
   */
  append(conversation: ConversationId, entry: NewEntry, opening?: Opening): Promise<Appended>;
  /** The entries after `seq`, in seq order. Empty for an unknown conversation. */
  since(conversation: ConversationId, seq: Seq): Promise<Entry[]>;
  /** A conversation's card; undefined for an unknown conversation. */
  find(conversation: ConversationId): Promise<Card | 'forgotten' | undefined>;
  /**
   * The cards of all open conversations or, with `lastBefore`, of all conversations whose last entry is older than that
   * time. Oldest first.
   */
  list(which: { open: true } | { lastBefore: number }): Promise<Card[]>;
  /**
   * Raises a mark; a lower mark changes nothing. It is written with the next write, or within a second, without a sync of
   * its own: a crash may lose the newest marks, and the relay then delivers those entries again.
   */
  mark(conversation: ConversationId, party: Party, mark: Mark): void;
  /** All marks of a conversation. */
  marks(conversation: ConversationId): Promise<Marks>;
  /** Sets when the patron's last page left; undefined: a page is connected. Written like a mark. */
  setLeftAt(conversation: ConversationId, at: number | undefined): void;
  /**
   * Deletes a conversation from the file and its journal, and refuses its id for ever. Resolves when no byte of it is
   * left.
   */
  forget(conversation: ConversationId): Promise<void>;
  /**
   * Calls `listener` once for every entry that is newly stored through this handle, in seq order per conversation, before
   * its `append` resolves. A store of a cluster, which can see what other handles write, also reports their entries; a store
   * on one file does not. In both cases the `previous` of the next entry shows that the listener has missed one.
   */
  onAppended(listener: AppendedListener): Undo;
  /** Writes what is still pending, and closes the store. Every later call rejects with `closed`. */
  close(): Promise<void>;
}

/** Where a statement was made: in the console, by setting a status in an IM client, or by a command in a messenger. */
export type StatementSource = 'console' | 'im' | 'command';

/** What a librarian said about themselves, and how and when. */
export interface Statement extends ConsoleStatement {
  source: StatementSource;
  at: number;
}

/** A status set in a librarian's IM client, which sends it again with every presence. */
export interface ImStatus {
  availability: StatedAvailability;
  words?: string;
}

/** What is stored about one librarian. The key names are fixed by the data file. */
export interface LibrarianState {
  /** The statement in force, if any. */
  statement?: Statement;
  /** Whether patrons may see the librarian's name, words and times. Absent: the config's `publish` applies. */
  publish?: 'shown' | 'hidden';
  /** The last time the librarian went on or off duty by hand, for each desk. */
  duty: Record<DeskName, { on: boolean; at: number }>;
  /** Earlier statements to choose from: newest first, at most 8, without repeats. */
  recent: ConsoleStatement[];
  /** The status that the librarian's IM client showed last. When the client repeats it, it is no new statement. */
  im?: ImStatus;
  /** The welcome text, which explains the desk's IM account, was sent. It is sent once per librarian. */
  greeted?: true;
  /** The `at` of the overdue statement about which the librarian answered "back?" with no. */
  askedBack?: number;
  /** At least one client was connected when this was written: after a restart the librarian may soon be back. */
  connected?: true;
}

/** What is stored about one desk. The key names are fixed by the data file. */
export interface DeskState {
  /** The last pause, even when it has ended. `by`: the librarian who paused the desk. */
  pause?: Pause & { by: LibrarianName };
  /** The last closure, even when it has ended. `by`: the librarian who closed the desk. */
  closure?: Closure & { by: LibrarianName };
  /**
   * Notes left by librarians who went off duty: the last one of each librarian. `read`: the librarians who have read the
   * note, so that it is not shown to them again.
   */
  notes?: readonly { by: LibrarianName; at: number; text: string; read: LibrarianName[] }[];
}

/** Where the states of librarians and desks are stored. Every promise rejects with a StoreError and nothing else. */
export interface WhereaboutsStore {
  /** The states of all librarians. Read once, at start. */
  all(): Promise<Map<LibrarianName, LibrarianState>>;
  /** Replaces the state of one librarian. Resolves when it is synced to disk. */
  keep(librarian: LibrarianName, state: LibrarianState): Promise<void>;
  /** The states of all desks. Read once, at start. */
  desks(): Promise<Map<DeskName, DeskState>>;
  /** Replaces the state of one desk. Resolves when it is synced to disk. */
  keepDesk(desk: DeskName, state: DeskState): Promise<void>;
}

/**
 * The time up to which everything that librarians typed in their messengers has arrived at the relay, in milliseconds
 * since 1970.
 */
export interface InboxWatermark {
  /** The stored time; undefined: none was ever stored. */
  last(): Promise<number | undefined>;
  /** Moves the watermark. Written like a mark, and never before an entry that was appended earlier. */
  advanceTo(at: number): void;
}

/** Sign-in codes and sign-in cookies, stored as hashes only. Times are milliseconds since 1970. */
export interface SignIns {
  /** Stores a sign-in code for a librarian. */
  invite(codeHash: string, librarian: LibrarianName, expiresAt: number): Promise<void>;
  /**
   * Uses a code up and stores the sign-in. Returns whose code it was; undefined: there is no such code, it was used
   * before, or it has expired at `now`.
   */
  spend(codeHash: string, signInHash: string, now: number, expiresAt: number): Promise<LibrarianName | undefined>;
  /** Whose sign-in it is; undefined: there is no such sign-in, or it has expired at `now`. */
  find(signInHash: string, now: number): Promise<LibrarianName | undefined>;
  /** Ends one sign-in. */
  revoke(signInHash: string): Promise<void>;
  /** Ends every sign-in of a librarian. */
  revokeAll(librarian: LibrarianName): Promise<void>;
}

/**
 * The state of one client of a librarian: a console's socket, or an XMPP resource.
 *
 * - `up`: it is connected and answers.
 * - `lost`: it disappeared without signing off and may come back.
 * - `left`: it signed off.
 */
export interface Connection {
  /** Unique among the connections of this librarian: `console:4`, `xmpp:Pidgin`. */
  resource: string;
  state: 'up' | 'lost' | 'left';
  /** What the client shows by itself: idle, automatic away, XMPP `<show>`. A console always says `available`. */
  availability: 'available' | 'busy' | 'away';
  /** When the connection got into this state. */
  at: number;
}

/** The connections of all librarians. Consoles and messengers write them; the desk reads them. */
export interface Connections {
  /** Adds or replaces the connection with the same `resource`. */
  set(librarian: LibrarianName, connection: Connection): void;
  of(librarian: LibrarianName): readonly Connection[];
  /** Calls `listener` whenever the connections of a librarian have changed. */
  onChange(listener: (librarian: LibrarianName) => void): Undo;
}

/**
 * Identifies a patron's network without revealing it: a keyed hash of the address, whose key lives as long as the
 * process.
 */
export type Network = string;

/** One open page of a patron. The desk remembers what it has pushed, and does not wait until the page has received it. */
export interface PatronLink {
  push(frame: ToPatron): void;
}

/** One entry on its way to one librarian. */
export interface Delivery {
  card: ConversationCard;
  entry: Entry;
  /** False: the patron does not see the entry, because its author neither held nor joined the conversation. */
  shown: boolean;
  /** The entry is the answer of a colleague who was asked for help: it is for the librarians who have the conversation. */
  aside?: true;
  /** The librarian may have received the entry before. */
  again: boolean;
}

/**
 * The outcome of a delivery.
 *
 * - `delivered`: the librarian's client acknowledged the entry.
 * - `failed`: the client or its server refused the entry.
 * - `gone`: the client or its connection disappeared before it acknowledged the entry, which may have arrived.
 */
export type DeliveryResult = 'delivered' | 'failed' | 'gone';

/** What a librarian sees of colleagues: where they are, what they answer, and the desks to hand a conversation on to. */
export type Team = Omit<Extract<ToConsole, { kind: 'team' }>, 'kind'>;

/**
 * What a librarian is notified of in addition to entries. Notifications are not queued: a librarian who was away finds
 * the same facts in the state that a client loads when it connects.
 */
export type Notification =
  /** The card of a conversation has changed. */
  | { kind: 'conversation'; card: ConversationCard }
  /** The patron types, or has stopped. */
  | { kind: 'typing'; card: ConversationCard; on: boolean }
  /**
   * The librarian's line was stored but is not shown to the patron, because another librarian has the conversation.
   * `holder`: the display name of that librarian.
   */
  | { kind: 'quoted'; card: ConversationCard; text: string; holder?: string }
  /** The conversation was forgotten: the patron deleted it, or its retention time was over. */
  | { kind: 'gone'; conversation: ConversationId; word: string; by: 'patron' | 'relay' }
  /** The librarian came on duty at a desk with unattended questions. `oldest`: since when the oldest one waits. */
  | { kind: 'left'; desk: DeskName; count: number; oldest: number }
  /**
   * A question has waited longer than the config allows at its desk, and the config names this librarian to be notified.
   * `since`: since when it waits.
   */
  | { kind: 'late'; desk: DeskName; word: string; since: number }
  /** The librarian's own status has changed. */
  | { kind: 'self'; self: OwnStatus }
  /** Something about the librarian's colleagues or the desks has changed. */
  | { kind: 'team'; team: Team }
  /** What patrons see of one of the librarian's desks has changed. */
  | { kind: 'whereabouts'; whereabouts: Whereabouts };

/** A way to reach librarians: the console, or an IM network. Several links may reach the same librarian. */
export interface LibrarianLink {
  readonly via: 'console' | 'xmpp';
  /** True if an entry could be delivered to the librarian now. */
  reaches(librarian: LibrarianName): boolean;
  /**
   * Delivers one entry. The desk calls it in seq order for each conversation, without waiting for the call before, and
   * the promises may resolve in another order. A promise resolves once the outcome is certain: never because of a
   * time-out alone. It never rejects. An entry that the librarian typed through this link and that need not be shown
   * there again resolves at once.
   */
  deliver(librarian: LibrarianName, delivery: Delivery): Promise<DeliveryResult>;
  /** Notifies a librarian who is connected through this link. Nothing is acknowledged. */
  notify(librarian: LibrarianName, notification: Notification): void;
  /**
   * The desk has unloaded the conversation: its pending deliveries resolve with `gone`, and the link keeps nothing about
   * it.
   */
  drop(conversation: ConversationId): void;
}
