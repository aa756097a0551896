import type { ConsoleEntry, Seq } from '../../../../relay/protocol/entries.ts';
import type { ConversationCard, SorryCode } from '../../../../relay/protocol/frames.ts';

/** A line of hers that the relay has not yet said it keeps. */
export interface UnsentLine {
  id: string;
  text: string;
  /** When she said it, by this page's clock. */
  at: number;
  /** How often it went out and was refused for the time being. */
  tries: number;
  /** Why it was refused; absent while it is on its way, or waits for a connection. */
  refused?: { code: SorryCode; final: boolean };
}

/** One conversation as this console has it. Entries are in seq order, each seq once. */
export class Thread {
  card: ConversationCard;
  readonly entries: ConsoleEntry[] = [];
  unsent: UnsentLine[] = [];
  /** What stands in the composer. */
  draft = '';
  /** The patron is typing. */
  typing = false;
  /** The last seq the relay pushed here. Not of `kept`: a line pushed before it may still be on its way. */
  pushed: Seq = 0;
  /** Up to where she has looked. */
  seen: Seq = 0;
  /** The first line that was new when she last looked; until she answers. */
  newFrom: Seq | undefined;
  /** Over, and not on her lists any more. */
  putAway = false;
  /** This waiting was announced already. */
  called = false;
  /** She has blocked it, after it had ended. */
  blocks = false;
  /** The relay refused to let her take, pass or close it. */
  refused: SorryCode | undefined;
  /** Entry ids of hers the patron did not see, with the display name of who answers instead. */
  readonly #quoted = new Map<string, string | undefined>();

  constructor(card: ConversationCard) {
    this.card = card;
  }

  /** Files an entry under its seq; true when it is new here. */
  add(entry: ConsoleEntry): boolean {
    const at = this.entries.findLastIndex((known) => known.seq <= entry.seq);
    if (isHers(entry)) this.unsent = this.unsent.filter((line) => line.id !== entry.id);
    if (this.entries[at]?.seq === entry.seq) {
      this.entries[at] = entry;
      return false;
    }
    this.entries.splice(at + 1, 0, entry);
    return true;
  }

  /** The relay keeps a line she said here: it moves from the unsent to the entries. */
  keep(id: string, seq: Seq, at: number, herself: { librarian: string; name: string; aside?: true }): void {
    const line = this.unsent.find((unsent) => unsent.id === id);
    if (!line) return;
    const shown = !herself.aside && !this.#quoted.has(id);
    this.add({ kind: 'said', by: 'librarian', id, seq, at, text: line.text, shown, ...herself });
  }

  /**
   * The patron did not see her line: `holder` answers. The frame names the text and no id, and may come before or
   * after `kept`, so it is about the oldest such line on its way, else about the last one kept.
   */
  quote(text: string, holder: string | undefined): void {
    const onItsWay = this.unsent.find((line) => line.text === text && !this.#quoted.has(line.id));
    if (onItsWay) {
      this.#quoted.set(onItsWay.id, holder);
      return;
    }
    const kept = this.entries.findLast((entry) => isHers(entry) && entry.text === text);
    if (!kept || !isHers(kept)) return;
    kept.shown = false;
    this.#quoted.set(kept.id, holder);
  }

  /** Display name of who answers instead, for a line of hers that was not shown. */
  answeredBy(id: string): string | undefined {
    return this.#quoted.get(id) ?? this.card.holder;
  }

  /** Who asked her beside it, last, and what. */
  askedOf(herself: string | undefined): Extract<ConsoleEntry, { kind: 'asked' }> | undefined {
    const asked = this.entries.findLast((entry) => entry.kind === 'asked' && entry.whom === herself);
    return asked?.kind === 'asked' ? asked : undefined;
  }

  /** How many lines of the patron, or from a colleague to her, she has neither looked at nor answered since. */
  unread(herself: string | undefined): number {
    return this.#unread(herself).length;
  }

  /** Where "new" begins; nowhere, when all of it is new. */
  firstNew(herself: string | undefined): Seq | undefined {
    const first = this.#unread(herself)[0]?.seq;
    return this.entries.find((entry) => entry.kind === 'said')?.seq === first ? undefined : first;
  }

  #unread(herself: string | undefined): ConsoleEntry[] {
    const answer = this.entries.findLast((entry) => isHers(entry) && entry.librarian === herself);
    const after = Math.max(this.seen, answer?.seq ?? 0);
    return this.entries.filter((entry) => (isPatrons(entry) || isBetween(entry, herself)) && entry.seq > after);
  }

  /** Something of hers would be lost if this were taken from her list. */
  get unfinished(): boolean {
    return this.unsent.length > 0 || this.draft.trim() !== '';
  }

  get lastSeq(): Seq {
    return this.entries.at(-1)?.seq ?? 0;
  }

  /** The line that shows in a list: the question while it waits, else whatever was said last. */
  get preview(): string | undefined {
    const owed = this.card.waitingSince;
    const said = this.entries.filter((entry) => entry.kind === 'said');
    const question = said.find((entry) => entry.by === 'patron' && owed !== undefined && entry.at >= owed);
    const standing = said.filter((entry) => entry.text !== '');
    return (this.card.state === 'waiting' ? (question ?? said.find(isPatrons)) : standing.at(-1))?.text;
  }

  /** `heron` of the word `heron-k2x9m4tq`. */
  get shortWord(): string {
    return shortWord(this.card.word);
  }

  /** What the patron calls herself, where she has said so. */
  get patronName(): string | undefined {
    const noted = this.entries.findLast((entry) => entry.kind === 'noted' && entry.topic === 'name');
    return noted?.kind === 'noted' && noted.topic === 'name' ? noted.text : undefined;
  }
}

type Said = Extract<ConsoleEntry, { kind: 'said' }>;

export const isPatrons = (entry: ConsoleEntry): entry is Said & { by: 'patron' } =>
  entry.kind === 'said' && entry.by === 'patron';

type Asked = Extract<ConsoleEntry, { kind: 'asked' }>;

/** From a colleague to her: she is asked, or answered. */
export const isBetween = (
  entry: ConsoleEntry,
  herself: string | undefined,
): entry is Asked | (Said & { by: 'librarian' }) =>
  (entry.kind === 'asked' && entry.whom === herself) ||
  (isHers(entry) && entry.aside === true && entry.librarian !== herself);

/** Said by a librarian: her or a colleague. */
export const isHers = (entry: ConsoleEntry): entry is Said & { by: 'librarian' } =>
  entry.kind === 'said' && entry.by === 'librarian';

/** `heron-k2x9m4tq` is said "heron"; the rest tells two herons apart and stands small beside it. */
export const shortWord = (word: string): string => word.split('-')[0] ?? word;

export const wordSuffix = (word: string): string => word.slice(shortWord(word).length + 1);
