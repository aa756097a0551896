import type { Mark, Seq } from '../../protocol/entries.ts';
import {
  type Card,
  type ConversationId,
  type Entry,
  librarianOf,
  type Marks,
  type Party,
  type What,
} from '../entry.ts';
import type { Network, PatronLink, Undo } from '../ports.ts';
import type { DeskName, LibrarianName } from '../roster.ts';
import { NOT_RINGING, type RingState, type Wait } from '../routing/ring-state.ts';
import { EMPTY, type Fold, fold, type Original } from './fold.ts';

/** A loaded conversation, its lines and its pages. */

/** One of a patron's open pages. */
export interface Page {
  readonly link: PatronLink;
  /** Where the page is connected from. */
  readonly network?: Network;
  /** The seq of the last entry that the page has, or was pushed. */
  cursor: Seq;
  /** The ids of the page's own lines, which are answered with `kept` instead of the entry. Absent until it sends one. */
  pendingIds?: Set<string>;
}

/** An entry together with its effect. */
export interface Line {
  readonly entry: Entry;
  /** The entry took effect, so that the patron sees it. */
  readonly shown: boolean;
  /** The answer of a colleague who was asked for help: for the librarians who have the conversation. */
  readonly aside?: true;
  /** The author's last edit or withdrawal of this line. */
  readonly revised?: { text: string; revised: 'edited' | 'withdrawn' };
}

/** The most networks that are remembered per conversation. */
const MAX_NETWORKS = 64;
const isAnswer = ({ author, what }: Entry): boolean => what.kind === 'said' && author !== 'patron';
const isRelease = ({ what: { kind } }: Entry): boolean => kind === 'passed' || kind === 'moved' || kind === 'lapsed';

const isEndOfWaiting = ({ entry, shown }: Line): boolean => shown && (isAnswer(entry) || entry.what.kind === 'closed');

const NO_MARK: Mark = { delivered: 0, seen: 0 };

/**
 * A loaded conversation: its lines and their fold, its marks, the pages it is open on, and the state that routing, sync
 * and counting keep about it. The store has the truth; this is a copy in memory.
 */
export class Conversation {
  readonly id: ConversationId;
  readonly #firstDesk: DeskName;
  /** Absent until the first entry is stored. */
  card: Card | undefined;
  readonly pages = new Set<Page>();
  readonly lines: Line[] = [];
  fold: Fold = EMPTY;
  /** Which librarians are asked. Written by Assignment. */
  ringState: RingState = NOT_RINGING;
  /** A line of the patron was not acknowledged by any librarian's client in time. Written by Escalation. */
  unconfirmed = false;
  /** Since when no client of the holder is connected while a line waits for the holder. Written by Escalation. */
  holderGoneAt: number | undefined;
  /** The wait that was last sent to the patron's pages. Written by Sync. */
  sentWait: Wait | undefined;
  /** The state that was last sent to librarians, as a string to compare. Written by Sync. */
  sentState = '';
  /** The desk whose librarians `sentState` was sent to. */
  sentDesk: DeskName;
  /** Highest seq already stored when this process loaded the conversation. */
  loadedUpTo: Seq = 0;
  /** Lines up to this seq may have been sent to librarians by the previous process, without a mark that says so. */
  maybeSentUpTo: Seq = 0;
  /** The first line of the open question; 0: no question is open. Written by Counting. */
  question: Seq = 0;
  /** How far Counting has already checked for questions to count. Written by Counting. */
  checkedUpTo: Seq = 0;
  /** As far as is known, at least one librarian could be asked the open question. Written by Counting. */
  hadCandidates = false;
  /** True once an entry was passed to the store, even if it is not known yet whether it is stored. */
  written = false;
  /** True once the conversation is being deleted: no more entries are accepted. */
  forgetting = false;
  /** The times of the patron's last lines, for the limit per minute. */
  readonly recentLineTimes: number[] = [];
  /** Cancels the timer that ends the librarian's typing notice. */
  cancelTyping: Undo | undefined;

  /** The networks of pages that wrote and then left. In memory only; absent until there is one. */
  #departedNetworks: Set<Network> | undefined;
  /** Absent until there is a mark: most open pages never get one. */
  #marks: Map<Party, Mark> | undefined;

  constructor(id: ConversationId, desk: DeskName) {
    this.id = id;
    this.#firstDesk = desk;
    this.sentDesk = desk;
  }

  /** The desk that the conversation is at now. */
  get desk(): DeskName {
    return this.fold.desk ?? this.#firstDesk;
  }

  /** Every desk the conversation was at, the one where it started first. */
  get desks(): readonly DeskName[] {
    const moves = this.lines.flatMap(({ entry, shown }) => (shown && entry.what.kind === 'moved' ? entry.what.to : []));
    return [...new Set([this.#firstDesk, ...moves])];
  }

  /** The networks of the open pages, and of pages that wrote and left. */
  get networks(): Set<Network> {
    const open = [...this.pages].flatMap(({ network }) => network ?? []);
    return new Set([...(this.#departedNetworks ?? []), ...open]);
  }

  /** Remembers the network of a page that has left, if the page has written, while the conversation is loaded. */
  rememberNetwork({ network, pendingIds }: Page): void {
    if (network === undefined || !pendingIds) return;
    this.#departedNetworks ??= new Set();
    if (this.#departedNetworks.size < MAX_NETWORKS) this.#departedNetworks.add(network);
  }

  get lastSeq(): Seq {
    return this.fold.lastSeq;
  }

  /** Applies one entry; false if it was applied before. */
  apply(entry: Entry): boolean {
    if (entry.seq <= this.fold.lastSeq) return false;
    const { after, ...line } = fold(this.fold, entry, (seq) => this.#original(seq));
    this.fold = after;
    this.lines.push({ entry, ...line });
    if (line.shown) this.#revise(entry.what);
    return true;
  }

  /** The line with this seq; undefined: there is none. */
  line(seq: Seq): Line | undefined {
    const line = this.linesAfter(seq - 1)[0];
    return line?.entry.seq === seq ? line : undefined;
  }

  /** The line that an edit or a withdrawal is about. Only a `said` line can be edited or withdrawn. */
  #original(seq: Seq): Original | undefined {
    const line = this.line(seq);
    return line?.entry.what.kind === 'said' ? { author: line.entry.author, shown: line.shown } : undefined;
  }

  #revise(what: What): void {
    if (what.kind !== 'edited' && what.kind !== 'withdrawn') return;
    const place = this.lines.findIndex(({ entry }) => entry.seq === what.of);
    const line = this.lines[place];
    const text = what.kind === 'edited' ? what.text : '';
    if (line) this.lines[place] = { ...line, revised: { text, revised: what.kind } };
  }

  /** The lines with a higher seq, in seq order. */
  linesAfter(seq: Seq): readonly Line[] {
    let first = this.lines.length;
    while (first > 0 && (this.lines[first - 1]?.entry.seq ?? 0) > seq) first -= 1;
    return first === 0 ? this.lines : this.lines.slice(first);
  }

  /** The patron's line that has waited longest for an answer; undefined: none waits. */
  firstUnanswered(): Line | undefined {
    const { waitingSince } = this.fold;
    if (waitingSince === undefined) return undefined;
    const at = this.lines.findLastIndex(isEndOfWaiting);
    return this.lines.slice(at + 1).find(({ entry }) => entry.author === 'patron' && entry.what.kind === 'said');
  }

  /** True if the open question has had an answer. What a patron says after an answer may not be a question. */
  get isAnswered(): boolean {
    const last = this.lines.findLast(isEndOfWaiting);
    return last !== undefined && isAnswer(last.entry);
  }

  /** When the conversation was moved to its current desk; 0: it started there. */
  get movedAt(): number {
    return this.lines.findLast(({ entry, shown }) => shown && entry.what.kind === 'moved')?.entry.at ?? 0;
  }

  /** The last entry that took the conversation from its holder: `passed`, `moved` or `lapsed`. */
  get lastRelease(): Entry | undefined {
    return this.lines.findLast(({ entry, shown }) => shown && isRelease(entry))?.entry;
  }

  /** True if the conversation has been at this desk since the first unanswered line. */
  hasBeenAt(desk: DeskName): boolean {
    const first = this.firstUnanswered()?.entry.seq ?? 0;
    let at = this.#firstDesk;
    for (const { entry, shown } of this.lines) {
      if (at === desk && entry.seq >= first) return true;
      if (shown && entry.what.kind === 'moved') at = entry.what.to;
    }
    return at === desk;
  }

  /** True if there is an entry of the patron after `seq`, up to and including `last`. */
  hasPatronEntry(seq: Seq, last: Seq): boolean {
    for (let index = this.lines.length - 1; index >= 0; index -= 1) {
      const entry = this.lines[index]?.entry;
      if (!entry || entry.seq <= seq) return false;
      if (entry.seq <= last && entry.author === 'patron') return true;
    }
    return false;
  }

  mark(party: Party): Mark {
    return this.#marks?.get(party) ?? NO_MARK;
  }

  applyMarks(marks: Marks): void {
    for (const [party, mark] of marks) this.raiseMark(party, mark);
  }

  /** Raises a mark: never past the last entry, never back. Returns the new mark; undefined: nothing changed. */
  raiseMark(party: Party, to: Mark): Mark | undefined {
    const before = this.mark(party);
    const delivered = Math.max(before.delivered, Math.min(Math.max(to.delivered, to.seen), this.lastSeq));
    const seen = Math.max(before.seen, Math.min(to.seen, this.lastSeq));
    if (delivered === before.delivered && seen === before.seen) return undefined;
    const mark = { delivered, seen };
    this.#marks ??= new Map();
    this.#marks.set(party, mark);
    return mark;
  }

  /** The highest marks of all librarians, except those in `except`. */
  librariansMark(except: readonly LibrarianName[] = []): Mark {
    let delivered = 0;
    let seen = 0;
    for (const [party, mark] of this.#marks ?? []) {
      const librarian = librarianOf(party);
      if (librarian === undefined || except.includes(librarian)) continue;
      delivered = Math.max(delivered, mark.delivered);
      seen = Math.max(seen, mark.seen);
    }
    return { delivered, seen };
  }
}
