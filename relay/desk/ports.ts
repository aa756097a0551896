import type { Mark, Seq } from '../protocol/entries.ts';
import type { ConsoleStatement, ConversationCard, OwnStatus, ToConsole, ToPatron } from '../protocol/frames.ts';
import type { StatedAvailability, Whereabouts } from '../protocol/whereabouts.ts';
import type { Author, Card, ConversationId, Entry, Marks, NewEntry, Opening, Party } from './entry.ts';
import type { Closure, DeskName, LibrarianName, Pause } from './roster.ts';

/** All the desk asks of the world. */

/** Ends what was begun; calling it twice does nothing more. */
export type Undo = () => void;

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once, `ms` milliseconds later. */
  after(ms: number, then: () => void): Undo;
}

export interface Ids {
  /** A new id for an entry of the relay's own. */
  entry(): string;
  /** The conversation a patron's key opens: a one-way hash. */
  conversation(key: string): ConversationId;
  /** A readable word that was never used before: `heron-k2x9m4tq`. */
  word(): string;
}

/** Never message text, names given by patrons, or network addresses. */
export interface Log {
  info(what: string, facts?: Record<string, string | number | boolean>): void;
  warn(what: string, facts?: Record<string, string | number | boolean>): void;
}

/**
 * - `kept`: this entry is on the disk; `again` when it was before.
 * - `other-content`: the author used this id for another content; nothing was kept.
 * - `gone`: the conversation was forgotten, or never begun and no opening was given.
 */
export type Appended =
  | { outcome: 'kept'; entry: Entry; again: boolean }
  | { outcome: 'other-content' }
  | { outcome: 'gone' };

/**
 * Why a store could not do it. `full`: no room on the disk or under the limit. `unknown`: it may or may not have been
 * kept; appending the same again tells. `closed`: the store was closed. `broken`: anything else.
 */
export class StoreError extends Error {
  readonly reason: 'full' | 'unknown' | 'closed' | 'broken';
  constructor(reason: StoreError['reason'], message: string) {
    super(message);
    this.name = 'StoreError';
    this.reason = reason;
  }
}

/** `previous`: the seq before this entry in its conversation, so that a listener knows whether it missed one. */
export type AppendedListener = (conversation: ConversationId, entry: Entry, previous: Seq) => void;

/** Everything rejects with a StoreError and nothing else. */
export interface ConversationStore {
  /**
   * Keeps an entry; when this resolves with `kept`, it is synced to disk. Idempotent for the conversation's
   * whole life: same author, id and `what` give the first entry back, whatever `at` says. The first append
   * needs an `opening`; later ones are ignored.
   */
  append(conversation: ConversationId, entry: NewEntry, opening?: Opening): Promise<Appended>;
  /** Entries after `seq`, in seq order; empty for an unknown conversation. */
  since(conversation: ConversationId, seq: Seq): Promise<Entry[]>;
  find(conversation: ConversationId): Promise<Card | 'forgotten' | undefined>;
  /** Those not closed, or, with `lastBefore`, those whose last entry was kept before this time. Oldest first. */
  list(which: { open: true } | { lastBefore: number }): Promise<Card[]>;
  /**
   * Moves a mark up, never back. Kept with the next write or within a second, without a sync of its own: what a crash
   * takes back is delivered again.
   */
  mark(conversation: ConversationId, party: Party, mark: Mark): void;
  marks(conversation: ConversationId): Promise<Marks>;
  /** When the last page left; undefined: one is here. Kept like a mark. */
  setLeftAt(conversation: ConversationId, at: number | undefined): void;
  /** Removes it from file and journal, and refuses its id for ever. Resolves when no byte of it is left. */
  forget(conversation: ConversationId): Promise<void>;
  /**
   * Called once for every entry newly kept through this handle, in seq order per conversation, before its `append`
   * resolves. Entries kept through another handle on the same store come too where the store can tell, as a cluster's;
   * on one file they do not. Either way `previous` of the next one shows that something was missed.
   */
  onAppended(listener: AppendedListener): Undo;
  /** Writes what is waiting, and closes. Everything later rejects `closed`. */
  close(): Promise<void>;
}

export type StatementSource = 'console' | 'im' | 'command';

export interface Statement extends ConsoleStatement {
  source: StatementSource;
  at: number;
}

/** The status she set in her IM program, as its presence tells it again and again. */
export interface ImStatus {
  availability: StatedAvailability;
  words?: string;
}

/** What is kept of one librarian. */
export interface LibrarianState {
  statement?: Statement;
  /** Absent: she was never asked, and the config says nothing. */
  publish?: 'shown' | 'hidden';
  duty: Record<DeskName, { on: boolean; at: number }>;
  /** Newest first, at most 8, without repeats. */
  recent: ConsoleStatement[];
  /** What her IM program last showed, so that its repeats are no statements. */
  im?: ImStatus;
  /** Her IM program was told what this is. */
  greeted?: true;
  /** The statement (its `at`) for which she was asked "back?" and is not. */
  askedBack?: number;
  /** A client of hers was up when this was written: after a restart she may be back any moment. */
  connected?: true;
}

/** What is kept of one desk. */
export interface DeskState {
  /** As `closure`. */
  pause?: Pause & { by: LibrarianName };
  /** The last one, also when it is over. `by`: who put it up. */
  closure?: Closure & { by: LibrarianName };
  /** What librarians left when they went off duty; of each the last one. `read`: who was told, and need not be again. */
  notes?: readonly { by: LibrarianName; at: number; text: string; read: LibrarianName[] }[];
}

export interface WhereaboutsStore {
  /** Read once, at start. */
  all(): Promise<Map<LibrarianName, LibrarianState>>;
  /** Resolves when synced. */
  keep(librarian: LibrarianName, state: LibrarianState): Promise<void>;
  /** Of desks, as `all` and `keep` of librarians. */
  desks(): Promise<Map<DeskName, DeskState>>;
  keepDesk(desk: DeskName, state: DeskState): Promise<void>;
}

/** Up to when everything that librarians typed elsewhere had come in; milliseconds since 1970. */
export interface InboxWatermark {
  /** Undefined: never. */
  last(): Promise<number | undefined>;
  /** Kept like a mark, and never before an entry that was appended earlier. */
  advanceTo(at: number): void;
}

/** Sign-in codes and cookies, as hashes only. Times are milliseconds since 1970. */
export interface SignIns {
  invite(codeHash: string, librarian: LibrarianName, expiresAt: number): Promise<void>;
  /** Spends a code once and keeps the sign-in; undefined: no such code, spent, or expired at `now`. */
  spend(codeHash: string, signInHash: string, now: number, expiresAt: number): Promise<LibrarianName | undefined>;
  find(signInHash: string, now: number): Promise<LibrarianName | undefined>;
  revoke(signInHash: string): Promise<void>;
  revokeAll(librarian: LibrarianName): Promise<void>;
}

/**
 * One live way to a librarian: a console's socket, an IM client's resource.
 * `up`: it answers. `lost`: it went without a word and may come back. `left`: it said goodbye.
 */
export interface Connection {
  /** Unique among her signals: `console:4`, `xmpp:Pidgin`. */
  resource: string;
  state: 'up' | 'lost' | 'left';
  /** What the client says by itself (idle, auto-away, IM show); a console says `available`. */
  availability: 'available' | 'busy' | 'away';
  at: number;
}

export interface Connections {
  set(librarian: LibrarianName, connection: Connection): void;
  of(librarian: LibrarianName): readonly Connection[];
  onChange(listener: (librarian: LibrarianName) => void): Undo;
}

/** Stands for a network address, and leads back to none: a keyed hash that lives as long as the process. */
export type Network = string;

/** One open page of a patron. The desk remembers what it pushed; the page never waits. */
export interface PatronLink {
  push(frame: ToPatron): void;
}

/** One entry on its way to one librarian. `again`: it may have reached her before. */
export interface Delivery {
  card: ConversationCard;
  entry: Entry;
  /** False: the patron does not see it, because its author neither held nor joined. */
  shown: boolean;
  /** The answer of a colleague who was asked: for those who have the conversation. */
  aside?: true;
  again: boolean;
}

/**
 * How a delivery ended. `delivered`: her client took it from the network, by proof. `failed`: the client or its server
 * refused it. `gone`: the resource or the stream went before any proof; it may have arrived.
 */
export type DeliveryResult = 'delivered' | 'failed' | 'gone';

/** Who of her desks is where, and what she can hand a conversation on to. */
export type Team = Omit<Extract<ToConsole, { kind: 'team' }>, 'kind'>;

/** What a librarian is told beside entries. Not owed: what she misses is in what she sees when she is back. */
export type Notification =
  | { kind: 'conversation'; card: ConversationCard }
  | { kind: 'typing'; card: ConversationCard; on: boolean }
  /** Her line was kept but is not shown to the patron; `holder`: display name of who answers. */
  | { kind: 'quoted'; card: ConversationCard; text: string; holder?: string }
  /** Forgotten: because the patron said so, or because its time was over. */
  | { kind: 'gone'; conversation: ConversationId; word: string; by: 'patron' | 'relay' }
  /** She came on duty where questions were left; `oldest`: since when the first of them waits. */
  | { kind: 'left'; desk: DeskName; count: number; oldest: number }
  /** A question that nobody answers, for the one whom the config names. */
  | { kind: 'late'; desk: DeskName; word: string; since: number }
  | { kind: 'self'; self: OwnStatus }
  | { kind: 'team'; team: Team }
  | { kind: 'whereabouts'; whereabouts: Whereabouts };

/** A way to librarians: the console, or IM. A librarian may be reached by several at once. */
export interface LibrarianLink {
  readonly via: 'console' | 'xmpp';
  /** Could she be handed a line here now? */
  reaches(librarian: LibrarianName): boolean;
  /**
   * Hands one entry over; calls for one conversation come in seq order and may overlap, and may end in another. Resolves
   * with proof or its lack; a time-out alone never resolves it. Never rejects. Entries that need not be shown again where she said them resolve at once.
   */
  deliver(librarian: LibrarianName, delivery: Delivery): Promise<DeliveryResult>;
  notify(librarian: LibrarianName, notification: Notification): void;
  /** The conversation is not at hand any more: what is in flight of it ends `gone`, and nothing of it is kept in mind. */
  drop(conversation: ConversationId): void;
}

export type { Author };
