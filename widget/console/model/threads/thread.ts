import type { ConsoleEntry, Seq } from '../../../../relay/protocol/entries.ts';
import type { ConversationCard, SorryCode } from '../../../../relay/protocol/frames.ts';

/** A line of the librarian that the relay has not confirmed yet. */
export interface UnsentLine {
  id: string;
  text: string;
  /** When it was written, by this page's clock. */
  at: number;
  /** How often it was sent and temporarily refused. */
  tries: number;
  /** Why it was refused; absent while it is being sent or waits for a connection. */
  refused?: { code: SorryCode; final: boolean };
}

/** One conversation in this console. Entries are in seq order, each seq once. */
export class Thread {
  card: ConversationCard;
  readonly entries: ConsoleEntry[] = [];
  unsent: UnsentLine[] = [];
  /** The text in the composer. */
  draft = '';
  /** The patron is typing. */
  typing = false;
  /** The last seq received in an `entry` frame. A `kept` frame does not count: an earlier entry may still be in transit. */
  pushed: Seq = 0;
  /** The last seq that the librarian has seen. */
  seen: Seq = 0;
  /** The first line that was new when the conversation was opened, until the librarian answers. */
  newFrom: Seq | undefined;
  /** Over, and no longer listed. */
  unlisted = false;
  /** The librarian was notified already that it waits. */
  announced = false;
  /** A block was sent after the conversation had ended. */
  blockSent = false;
  /** Why the relay refused the last claim, transfer or close. */
  refused: SorryCode | undefined;
  /** Ids of the librarian's lines that the patron did not see, with the display name of who answers instead. */
  readonly #quoted = new Map<string, string | undefined>();

  constructor(card: ConversationCard) {
    this.card = card;
  }

  /** Inserts an entry by its seq; returns true if it is new here. */
  add(entry: ConsoleEntry): boolean {
    const at = this.entries.findLastIndex((known) => known.seq <= entry.seq);
    if (isLibrarianLine(entry)) this.unsent = this.unsent.filter((line) => line.id !== entry.id);
    if (this.entries[at]?.seq === entry.seq) {
      this.entries[at] = entry;
      return false;
    }
    this.entries.splice(at + 1, 0, entry);
    return true;
  }

  /** The relay has stored a line written here: it moves from `unsent` to `entries`. */
  keep(id: string, seq: Seq, at: number, author: { librarian: string; name: string; aside?: true }): void {
    const line = this.unsent.find((unsent) => unsent.id === id);
    if (!line) return;
    const shown = !author.aside && !this.#quoted.has(id);
    this.add({ kind: 'said', by: 'librarian', id, seq, at, text: line.text, shown, ...author });
  }

  /**
   * The patron did not see a line because `holder` answers. The frame has the text but no id, and may arrive before or
   * after `kept`: it refers to the oldest unsent line with that text, otherwise to the last stored one.
   */
  quote(text: string, holder: string | undefined): void {
    const unsent = this.unsent.find((line) => line.text === text && !this.#quoted.has(line.id));
    if (unsent) {
      this.#quoted.set(unsent.id, holder);
      return;
    }
    const kept = this.entries.findLast((entry) => isLibrarianLine(entry) && entry.text === text);
    if (!kept || !isLibrarianLine(kept)) return;
    kept.shown = false;
    this.#quoted.set(kept.id, holder);
  }

  /** Display name of who answers instead, for a line that the patron was not shown. */
  answererInstead(id: string): string | undefined {
    return this.#quoted.get(id) ?? this.card.holder;
  }

  /** The last question that a colleague asked `librarian` about this conversation, unseen by the patron. */
  questionTo(librarian: string | undefined): Extract<ConsoleEntry, { kind: 'asked' }> | undefined {
    const asked = this.entries.findLast((entry) => entry.kind === 'asked' && entry.whom === librarian);
    return asked?.kind === 'asked' ? asked : undefined;
  }

  /** How many lines of the patron, or of a colleague to `librarian`, were neither seen nor answered since. */
  unread(librarian: string | undefined): number {
    return this.#unreadEntries(librarian).length;
  }

  /** The seq of the first unread line; undefined if every line is unread. */
  firstNew(librarian: string | undefined): Seq | undefined {
    const first = this.#unreadEntries(librarian)[0]?.seq;
    return this.entries.find((entry) => entry.kind === 'said')?.seq === first ? undefined : first;
  }

  #unreadEntries(librarian: string | undefined): ConsoleEntry[] {
    const answer = this.entries.findLast((entry) => isLibrarianLine(entry) && entry.librarian === librarian);
    const after = Math.max(this.seen, answer?.seq ?? 0);
    return this.entries.filter((entry) => (isPatronLine(entry) || isAsideTo(entry, librarian)) && entry.seq > after);
  }

  /** True if unsent text would be lost when this conversation leaves the list. */
  get unfinished(): boolean {
    return this.unsent.length > 0 || this.draft.trim() !== '';
  }

  get lastSeq(): Seq {
    return this.entries.at(-1)?.seq ?? 0;
  }

  /** The line shown in a list: the question while it waits, otherwise the last line. */
  get preview(): string | undefined {
    const owed = this.card.waitingSince;
    const said = this.entries.filter((entry) => entry.kind === 'said');
    const question = said.find((entry) => entry.by === 'patron' && owed !== undefined && entry.at >= owed);
    const notEmpty = said.filter((entry) => entry.text !== '');
    return (this.card.state === 'waiting' ? (question ?? said.find(isPatronLine)) : notEmpty.at(-1))?.text;
  }

  /** `heron` of the word `heron-k2x9m4tq`. */
  get shortWord(): string {
    return shortWord(this.card.word);
  }

  /** The name that the patron gave, if any. */
  get patronName(): string | undefined {
    const noted = this.entries.findLast((entry) => entry.kind === 'noted' && entry.topic === 'name');
    return noted?.kind === 'noted' && noted.topic === 'name' ? noted.text : undefined;
  }
}

type Said = Extract<ConsoleEntry, { kind: 'said' }>;

export const isPatronLine = (entry: ConsoleEntry): entry is Said & { by: 'patron' } =>
  entry.kind === 'said' && entry.by === 'patron';

type Asked = Extract<ConsoleEntry, { kind: 'asked' }>;

/** True for a colleague's question to `librarian`, or a colleague's answer that the patron does not see. */
export const isAsideTo = (
  entry: ConsoleEntry,
  librarian: string | undefined,
): entry is Asked | (Said & { by: 'librarian' }) =>
  (entry.kind === 'asked' && entry.whom === librarian) ||
  (isLibrarianLine(entry) && entry.aside === true && entry.librarian !== librarian);

/** True for a line of any librarian. */
export const isLibrarianLine = (entry: ConsoleEntry): entry is Said & { by: 'librarian' } =>
  entry.kind === 'said' && entry.by === 'librarian';

/** `heron` of `heron-k2x9m4tq`. The suffix distinguishes two herons, and is shown smaller after the word. */
export const shortWord = (word: string): string => word.split('-')[0] ?? word;

export const wordSuffix = (word: string): string => word.slice(shortWord(word).length + 1);
