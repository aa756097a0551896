import type { Mark, Seq } from '../protocol/entries.ts';
import { MAX_TEXT, TYPING_SECONDS } from '../protocol/limits.ts';
import { cleanText } from '../protocol/text.ts';
import type { Access } from './access.ts';
import type { Conversation } from './conversation/conversation.ts';
import { takesPart } from './conversation/fold.ts';
import { type DeskCore, type Refused, refused } from './core.ts';
import type { ConversationId, Entry, What } from './entry.ts';
import { tellRefused } from './patrons.ts';
import type { DeskName, LibrarianName } from './roster.ts';

export type Outcome = { outcome: 'done' } | Refused;
/** `aside`: for those who have the conversation, because she was asked beside it. */
export type Said = { outcome: 'kept'; entry: Entry; shown: boolean; aside?: true } | Refused;

const DONE: Outcome = { outcome: 'done' };

/** The librarians' side of the desk: what comes from the console, or from IM. */
export class Librarians {
  readonly #works: DeskCore;
  readonly #reading: Access;

  constructor(works: DeskCore, reading: Access) {
    this.#works = works;
    this.#reading = reading;
  }

  /** The first line by a librarian is also her claim. A line that comes too late is kept, and quoted back to her. */
  async says(librarian: LibrarianName, id: ConversationId, entryId: string, text: string): Promise<Said> {
    const said = cleanText(text);
    if (said === '') return refused('empty');
    if (said.length > MAX_TEXT) return refused('too-long');
    const live = this.#reading.reach(librarian, id);
    if (!live || (live.fold.closed && live.pages.size === 0) || this.#works.blocks.isBlocked(live))
      return refused('gone');
    this.#sees(live, librarian);
    const asked = live.foundSomebody && !live.answered ? live.line(live.question) : undefined;
    const kept = await this.#write(live, librarian, entryId, { kind: 'said', text: said });
    if (kept.outcome !== 'kept') return kept;
    // A question that was left says nothing of how long one waits who is there; nor what follows its first answer.
    if (kept.shown && asked) this.#works.waits.add(live.desk, kept.entry.at - asked.entry.at);
    this.#endTyping(live);
    void this.#works.hand(this.#works.board.sayings.heard(librarian));
    if (!kept.shown && !kept.aside) this.#quote(live, librarian, said);
    return kept;
  }

  takes(librarian: LibrarianName, id: ConversationId): Promise<Outcome> {
    return this.#acts(librarian, id, { kind: 'claimed' }, (live) => {
      if (takesPart(live.fold, librarian)) return DONE;
      return live.fold.closed || live.fold.holder !== undefined ? refused('not-yours') : undefined;
    });
  }

  /** Back to the desk; `to`: to a colleague at the desk, and left for her where she is not there. */
  passes(
    librarian: LibrarianName,
    id: ConversationId,
    { to, note = '' }: { to?: LibrarianName; note?: string } = {},
  ): Promise<Outcome> {
    const noted = cleanText(note);
    if (noted.length > MAX_TEXT) return Promise.resolve(refused('too-long'));
    const what = { kind: 'passed', ...(to === undefined ? {} : { to }), ...(noted && { note: noted }) } as const;
    return this.#acts(librarian, id, what, (live) => {
      const known = to === undefined || (to !== librarian && this.#works.board.serves(to, live.desk));
      return live.fold.holder === librarian && known ? undefined : refused('not-yours');
    });
  }

  /** To another desk. */
  moves(librarian: LibrarianName, id: ConversationId, to: DeskName, note = ''): Promise<Outcome> {
    const noted = cleanText(note);
    if (noted.length > MAX_TEXT) return Promise.resolve(refused('too-long'));
    return this.#acts(librarian, id, { kind: 'moved', to, ...(noted && { note: noted }) }, (live) => {
      const known = to !== live.desk && this.#works.roster.desks.has(to);
      return live.fold.holder === librarian && known ? undefined : refused('not-yours');
    });
  }

  /** A colleague at the desk, unseen by the patron: what she says next is for those who have the conversation. */
  asks(librarian: LibrarianName, id: ConversationId, whom: LibrarianName, text: string): Promise<Outcome> {
    const said = cleanText(text);
    if (said === '') return Promise.resolve(refused('empty'));
    if (said.length > MAX_TEXT) return Promise.resolve(refused('too-long'));
    return this.#acts(librarian, id, { kind: 'asked', whom, text: said }, ({ fold, desk }) => {
      const may = takesPart(fold, librarian) && !takesPart(fold, whom) && this.#works.board.serves(whom, desk);
      if (!may) return refused('not-yours');
      return this.#works.deliveries.reaches(whom) ? undefined : refused('not-there');
    });
  }

  /** Beside whoever holds it; where nobody does, she takes it. */
  joins(librarian: LibrarianName, id: ConversationId): Promise<Outcome> {
    const live = this.#reading.reach(librarian, id);
    if (live && live.fold.holder === undefined) return this.takes(librarian, id);
    return this.#acts(librarian, id, { kind: 'joined' }, ({ fold }) => (takesPart(fold, librarian) ? DONE : undefined));
  }

  /** Another text for a line of hers: the patron sees it in place of the first one. */
  edits(librarian: LibrarianName, id: ConversationId, of: Seq, entryId: string, text: string): Promise<Said> {
    const said = cleanText(text);
    if (said === '') return Promise.resolve(refused('empty'));
    if (said.length > MAX_TEXT) return Promise.resolve(refused('too-long'));
    return this.#revises(librarian, id, entryId, { kind: 'edited', of, text: said });
  }

  /** Takes a line of hers back: the patron reads that there was one. */
  withdraws(librarian: LibrarianName, id: ConversationId, of: Seq): Promise<Said> {
    return this.#revises(librarian, id, `withdrawn-${of}`, { kind: 'withdrawn', of });
  }

  closes(librarian: LibrarianName, id: ConversationId): Promise<Outcome> {
    return this.#acts(librarian, id, { kind: 'closed', by: 'librarian' }, (live) => {
      if (live.fold.closed) return DONE;
      return takesPart(live.fold, librarian) ? undefined : refused('not-yours');
    });
  }

  /** Ends it for good where she has it, or nobody has; all its pages, and others that come from there, are told. */
  async blocks(librarian: LibrarianName, id: ConversationId): Promise<Outcome> {
    const { blocks, parts, roster } = this.#works;
    const live = this.#reading.reach(librarian, id);
    if (!live) return this.#blocksDeparted(librarian, id);
    const held = live.fold.holder !== undefined;
    const may = held ? takesPart(live.fold, librarian) : this.#reading.mayRead(live, librarian);
    if (!may) return refused('not-yours');
    // Before the entry: whatever comes meanwhile would open it again.
    const block = blocks.block(live, roster.rules.blockSeconds);
    const what: What = { kind: 'closed', by: 'librarian', blocked: true };
    const done = await this.#acts(librarian, id, what, ({ fold }) => (fold.closed ? DONE : undefined));
    if (done.outcome === 'done') {
      parts.log.info('conversation blocked', { desk: live.desk, librarian });
      tellRefused(this.#works, live.desks);
    } else blocks.lift(block);
    return done;
  }

  /** One that its patron has ended or had forgotten, and which is not at hand any more; `which`: its id or word. */
  #blocksDeparted(librarian: LibrarianName, which: string): Outcome {
    const { blocks, parts, roster } = this.#works;
    const desks = blocks.blockDeparted(librarian, which, roster.rules.blockSeconds);
    if (!desks) return refused('gone');
    parts.log.info('conversation blocked', { desk: desks.at(-1) ?? '', librarian });
    tellRefused(this.#works, desks);
    return DONE;
  }

  marks(librarian: LibrarianName, id: ConversationId, mark: Mark): void {
    const live = this.#reading.reach(librarian, id);
    if (live) this.#works.librarianHas(live, librarian, mark);
  }

  /** She has read what her programs have, up to `upTo`; nothing beyond is proved by that. */
  sees(librarian: LibrarianName, id: ConversationId, upTo?: Seq): void {
    const live = this.#reading.reach(librarian, id);
    if (live) this.#sees(live, librarian, upTo);
  }

  types(librarian: LibrarianName, id: ConversationId, on: boolean): void {
    const live = this.#reading.reach(librarian, id);
    if (!live) return;
    if (on) this.#sees(live, librarian);
    if (!takesPart(live.fold, librarian)) return;
    const name = this.#works.board.shownNames.librarian(librarian);
    const frame = { kind: 'typing', ...(name === undefined ? {} : { name }) } as const;
    this.#endTyping(live);
    for (const page of live.pages) page.link.push({ ...frame, on });
    if (!on) return;
    live.typingEnds = this.#works.parts.clock.after(TYPING_SECONDS * 1000, () => {
      for (const page of live.pages) page.link.push({ ...frame, on: false });
    });
  }

  async #revises(
    librarian: LibrarianName,
    id: ConversationId,
    entryId: string,
    what: Extract<What, { of: Seq }>,
  ): Promise<Said> {
    const live = this.#reading.reach(librarian, id);
    if (!live) return refused('gone');
    const line = live.line(what.of);
    const hers = line?.entry.author === `librarian:${librarian}` && line.entry.what.kind === 'said';
    return hers ? this.#write(live, librarian, entryId, what) : refused('not-yours');
  }

  async #acts(
    librarian: LibrarianName,
    id: ConversationId,
    what: What,
    already: (live: Conversation) => Outcome | undefined,
  ): Promise<Outcome> {
    const live = this.#reading.reach(librarian, id);
    if (!live) return refused('gone');
    const settled = already(live);
    if (settled) return settled;
    // The same act after the same entry is the same entry, however often the console sends it.
    const kept = await this.#write(live, librarian, `${what.kind}-${live.lastSeq}`, what);
    if (kept.outcome !== 'kept') return kept;
    void this.#works.hand(this.#works.board.sayings.heard(librarian));
    return kept.shown ? DONE : refused('not-yours');
  }

  async #write(live: Conversation, librarian: LibrarianName, id: string, what: What): Promise<Said> {
    const { lives, parts, roster } = this.#works;
    // A line taken back, or the end of it, is never too much.
    const ends = what.kind === 'withdrawn' || what.kind === 'closed';
    if (!ends && live.lines.length >= roster.rules.linesEach) return refused('too-many');
    const appended = await this.#works.hand(lives.append(live, { id, author: `librarian:${librarian}`, what }, parts));
    if (!appended) return refused('not-kept', false);
    if (appended.outcome !== 'kept') return refused(appended.outcome);
    const { entry } = appended;
    if (live.lastSeq < entry.seq) {
      // Kept before without word of it, or kept while the conversation is being read: what it came to is not known yet.
      await this.#works.hand(lives.current(live));
      this.#works.settling.sync(live);
    }
    const line = live.since(entry.seq - 1)[0];
    const found = line?.entry.seq === entry.seq ? line : undefined;
    return { outcome: 'kept', entry, shown: found?.shown ?? true, ...(found?.aside && { aside: true }) };
  }

  #quote(live: Conversation, librarian: LibrarianName, text: string): void {
    const { board, settling } = this.#works;
    const { holder } = live.fold;
    const card = settling.card(live, librarian);
    const name = holder === undefined ? {} : { holder: board.names.librarian(holder) };
    settling.tell(librarian, { kind: 'quoted', card, text, ...name });
  }

  /** Whoever writes there has seen what had reached her by then. */
  #sees(live: Conversation, librarian: LibrarianName, upTo = live.lastSeq): void {
    const { delivered } = live.mark(`librarian:${librarian}`);
    this.#works.librarianHas(live, librarian, { delivered, seen: Math.min(upTo, delivered) });
  }

  #endTyping(live: Conversation): void {
    live.typingEnds?.();
    live.typingEnds = undefined;
  }
}
