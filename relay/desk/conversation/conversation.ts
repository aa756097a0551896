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

/** One of a patron's open pages. */
export interface Page {
  readonly link: PatronLink;
  /** Where it comes from. */
  readonly network?: Network;
  /** The last entry it has, or was pushed. */
  cursor: Seq;
  /** Ids it said itself: answered with `kept` instead of the entry. Absent until it says something. */
  pendingIds?: Set<string>;
}

export interface Line {
  readonly entry: Entry;
  readonly shown: boolean;
  /** The answer of a colleague who was asked beside the conversation: for those who have it. */
  readonly aside?: true;
  /** What its author has made of it since. */
  readonly revised?: { text: string; revised: 'edited' | 'withdrawn' };
}

/** Nobody moves about so much. */
const MAX_NETWORKS = 64;
const isAnswer = ({ author, what }: Entry): boolean => what.kind === 'said' && author !== 'patron';
const isRelease = ({ what: { kind } }: Entry): boolean => kind === 'passed' || kind === 'moved' || kind === 'lapsed';

const isEndOfWaiting = ({ entry, shown }: Line): boolean => shown && (isAnswer(entry) || entry.what.kind === 'closed');

const NO_MARK: Mark = { delivered: 0, seen: 0 };

/**
 * A conversation somebody is in now, in memory: its lines folded, its marks, the pages it is open on. The store is
 * the truth; this is what of it is at hand.
 */
export class Conversation {
  readonly id: ConversationId;
  readonly #firstDesk: DeskName;
  /** Absent until the first entry is kept. */
  card: Card | undefined;
  readonly pages = new Set<Page>();
  readonly lines: Line[] = [];
  fold: Fold = EMPTY;
  /** Who is asked; kept by Asking. */
  ringState: RingState = NOT_RINGING;
  /** A line of the patron has not arrived in time; kept by Ringing. */
  unconfirmed = false;
  /** Since when no program of its holder is there while a line waits for her; kept by Ringing. */
  holderGoneAt: number | undefined;
  /** What was last said of it to the patron's pages and the librarians; kept by Settling. */
  sentWait: Wait | undefined;
  sentState = '';
  /** Whose librarians it was told to. */
  sentDesk: DeskName;
  /** Kept before it was taken in. */
  loadedUpTo: Seq = 0;
  /** Of that, librarians may have been handed the lines up to here, without a mark of it. */
  maybeSentUpTo: Seq = 0;
  /** The first line of the question that is open, and up to where it was looked at to be counted; kept by Counting. 0: none. */
  question: Seq = 0;
  checkedUpTo: Seq = 0;
  /** That question found somebody who could be asked, as far as is known; kept by Counting. */
  hadCandidates = false;
  /** True once an entry was handed to the store: whether it is kept may not be known yet. */
  written = false;
  /** True once "forget this" was said: nothing more goes in. */
  forgetting = false;
  /** When each of the patron's last lines was said, for the limit a minute. */
  readonly recentLineTimes: number[] = [];
  cancelTyping: Undo | undefined;

  /** Where the pages came from that have spoken and left; in memory only. Absent until there is one, as are the marks. */
  #departedNetworks: Set<Network> | undefined;
  /** Absent until there is one: most pages that are open never get there. */
  #marks: Map<Party, Mark> | undefined;

  constructor(id: ConversationId, desk: DeskName) {
    this.id = id;
    this.#firstDesk = desk;
    this.sentDesk = desk;
  }

  /** The desk that has it now. */
  get desk(): DeskName {
    return this.fold.desk ?? this.#firstDesk;
  }

  /** Where it has been begun, and wherever it was since. */
  get desks(): readonly DeskName[] {
    const moves = this.lines.flatMap(({ entry, shown }) => (shown && entry.what.kind === 'moved' ? entry.what.to : []));
    return [...new Set([this.#firstDesk, ...moves])];
  }

  /** Where its pages are, and where those were that spoke. */
  get networks(): Set<Network> {
    const open = [...this.pages].flatMap(({ network }) => network ?? []);
    return new Set([...(this.#departedNetworks ?? []), ...open]);
  }

  /** A page has left; where it was is kept in mind while the conversation is at hand, if it has spoken. */
  rememberNetwork({ network, pendingIds: saying }: Page): void {
    if (network === undefined || !saying) return;
    this.#departedNetworks ??= new Set();
    if (this.#departedNetworks.size < MAX_NETWORKS) this.#departedNetworks.add(network);
  }

  get lastSeq(): Seq {
    return this.fold.lastSeq;
  }

  /** Takes in one entry; false where it was in already. */
  apply(entry: Entry): boolean {
    if (entry.seq <= this.fold.lastSeq) return false;
    const { after, ...line } = fold(this.fold, entry, (seq) => this.#original(seq));
    this.fold = after;
    this.lines.push({ entry, ...line });
    if (line.shown) this.#revise(entry.what);
    return true;
  }

  /** The line with this seq. */
  line(seq: Seq): Line | undefined {
    const line = this.linesAfter(seq - 1)[0];
    return line?.entry.seq === seq ? line : undefined;
  }

  /** What an entry edits or withdraws: a line somebody said, and nothing else. */
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

  /** The lines after `seq`, in order. */
  linesAfter(seq: Seq): readonly Line[] {
    let first = this.lines.length;
    while (first > 0 && (this.lines[first - 1]?.entry.seq ?? 0) > seq) first -= 1;
    return first === 0 ? this.lines : this.lines.slice(first);
  }

  /** The patron's line that waits for longest. */
  firstUnanswered(): Line | undefined {
    const { waitingSince } = this.fold;
    if (waitingSince === undefined) return undefined;
    const at = this.lines.findLastIndex(isEndOfWaiting);
    return this.lines.slice(at + 1).find(({ entry }) => entry.author === 'patron' && entry.what.kind === 'said');
  }

  /** Has the question that is open had an answer? What a patron says after one may be no question any more. */
  get isAnswered(): boolean {
    const last = this.lines.findLast(isEndOfWaiting);
    return last !== undefined && isAnswer(last.entry);
  }

  /** When it came to the desk that has it; 0: it was begun there. */
  get movedAt(): number {
    return this.lines.findLast(({ entry, shown }) => shown && entry.what.kind === 'moved')?.entry.at ?? 0;
  }

  /** The last time it began to wait for others: it was given back, moved, or lapsed. */
  get lastRelease(): Entry | undefined {
    return this.lines.findLast(({ entry, shown }) => shown && isRelease(entry))?.entry;
  }

  /** Has it been at this desk since the patron asked what waits now? */
  hasBeenAt(desk: DeskName): boolean {
    const first = this.firstUnanswered()?.entry.seq ?? 0;
    let at = this.#firstDesk;
    for (const { entry, shown } of this.lines) {
      if (at === desk && entry.seq >= first) return true;
      if (shown && entry.what.kind === 'moved') at = entry.what.to;
    }
    return at === desk;
  }

  /** Is there a line of the patron's after `seq`, up to `last`? */
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

  /** Moves a mark up, never past the last entry, never back; the new mark, or undefined where nothing moved. */
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

  /** How far librarians have got: the furthest of them, but for some. */
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
