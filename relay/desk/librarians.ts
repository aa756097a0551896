import { defined } from '../protocol/defined.ts';
import type { Mark, Seq } from '../protocol/entries.ts';
import { MAX_TEXT, TYPING_SECONDS } from '../protocol/limits.ts';
import { cleanText } from '../protocol/text.ts';
import type { Access } from './access.ts';
import type { Conversation } from './conversation/conversation.ts';
import { takesPart } from './conversation/fold.ts';
import { type DeskCore, type Refused, refused } from './core.ts';
import type { ConversationId, Entry, What } from './entry.ts';
import { notifyBlocked } from './patrons.ts';
import type { DeskName, LibrarianName } from './roster.ts';

/** What librarians do in conversations. */

/** The outcome of an act that stores no line. */
export type Outcome = { outcome: 'done' } | Refused;

/**
 * The outcome of a line, an edit or a withdrawal. `shown`: whether the patron sees it. `aside`: it is for the librarians
 * who have the conversation, because its author was asked for help.
 */
export type SayOutcome = { outcome: 'kept'; entry: Entry; shown: boolean; aside?: true } | Refused;

const DONE: Outcome = { outcome: 'done' };

/** What librarians do in conversations, from the console or from a messenger. */
export class Librarians {
  readonly #core: DeskCore;
  readonly #access: Access;

  constructor(core: DeskCore, access: Access) {
    this.#core = core;
    this.#access = access;
  }

  /**
   * Stores a line. In a conversation that nobody holds it is also the claim. If another librarian already holds the
   * conversation, the line is stored but not shown to the patron, and its author gets it quoted back.
   */
  async say(librarian: LibrarianName, id: ConversationId, entryId: string, text: string): Promise<SayOutcome> {
    const said = cleanText(text);
    if (said === '') return refused('empty');
    if (said.length > MAX_TEXT) return refused('too-long');
    const conversation = this.#access.find(librarian, id);
    if (
      !conversation ||
      (conversation.fold.closed && conversation.pages.size === 0) ||
      this.#core.blocks.isBlocked(conversation)
    )
      return refused('gone');
    this.#markSeen(conversation, librarian);
    const asked =
      conversation.hadCandidates && !conversation.isAnswered ? conversation.line(conversation.question) : undefined;
    const kept = await this.#write(conversation, librarian, entryId, { kind: 'said', text: said });
    if (kept.outcome !== 'kept') return kept;
    // The usual wait counts first answers only, and no question that was asked while nobody could be notified: such a
    // question says nothing about how long patrons wait while librarians are there.
    if (kept.shown && asked) this.#core.usualWait.add(conversation.desk, kept.entry.at - asked.entry.at);
    this.#endTyping(conversation);
    void this.#core.attempt(this.#core.presence.statusUpdates.endOverdue(librarian));
    if (!kept.shown && !kept.aside) this.#quote(conversation, librarian, said);
    return kept;
  }

  take(librarian: LibrarianName, id: ConversationId): Promise<Outcome> {
    return this.#act(librarian, id, { kind: 'claimed' }, (conversation) => {
      if (takesPart(conversation.fold, librarian)) return DONE;
      return conversation.fold.closed || conversation.fold.holder !== undefined ? refused('not-yours') : undefined;
    });
  }

  /** Gives a conversation back to the desk, or to the colleague `to` at the desk, for whom it waits if they are absent. */
  pass(
    librarian: LibrarianName,
    id: ConversationId,
    { to, note = '' }: { to?: LibrarianName; note?: string } = {},
  ): Promise<Outcome> {
    const noted = cleanText(note);
    if (noted.length > MAX_TEXT) return Promise.resolve(refused('too-long'));
    const what = { kind: 'passed', ...defined({ to }), ...(noted && { note: noted }) } as const;
    return this.#act(librarian, id, what, (conversation) => {
      const known = to === undefined || (to !== librarian && this.#core.presence.serves(to, conversation.desk));
      return conversation.fold.holder === librarian && known ? undefined : refused('not-yours');
    });
  }

  /** Moves a conversation to another desk. */
  move(librarian: LibrarianName, id: ConversationId, to: DeskName, note = ''): Promise<Outcome> {
    const noted = cleanText(note);
    if (noted.length > MAX_TEXT) return Promise.resolve(refused('too-long'));
    return this.#act(librarian, id, { kind: 'moved', to, ...(noted && { note: noted }) }, (conversation) => {
      const known = to !== conversation.desk && this.#core.roster.desks.has(to);
      return conversation.fold.holder === librarian && known ? undefined : refused('not-yours');
    });
  }

  /**
   * Asks a colleague at the desk for help. The patron does not see it, and the colleague's next line is for the librarians
   * who have the conversation. Refused: `not-yours`; `not-there`, the colleague cannot be reached.
   */
  ask(librarian: LibrarianName, id: ConversationId, whom: LibrarianName, text: string): Promise<Outcome> {
    const said = cleanText(text);
    if (said === '') return Promise.resolve(refused('empty'));
    if (said.length > MAX_TEXT) return Promise.resolve(refused('too-long'));
    return this.#act(librarian, id, { kind: 'asked', whom, text: said }, ({ fold, desk }) => {
      const may = takesPart(fold, librarian) && !takesPart(fold, whom) && this.#core.presence.serves(whom, desk);
      if (!may) return refused('not-yours');
      return this.#core.deliveries.reaches(whom) ? undefined : refused('not-there');
    });
  }

  /** Takes part in a conversation as well as its holder; claims it if nobody holds it. */
  join(librarian: LibrarianName, id: ConversationId): Promise<Outcome> {
    const conversation = this.#access.find(librarian, id);
    if (conversation && conversation.fold.holder === undefined) return this.take(librarian, id);
    return this.#act(librarian, id, { kind: 'joined' }, ({ fold }) => (takesPart(fold, librarian) ? DONE : undefined));
  }

  /** Replaces the text of the librarian's own line; the patron sees the new text in its place. */
  edit(librarian: LibrarianName, id: ConversationId, of: Seq, entryId: string, text: string): Promise<SayOutcome> {
    const said = cleanText(text);
    if (said === '') return Promise.resolve(refused('empty'));
    if (said.length > MAX_TEXT) return Promise.resolve(refused('too-long'));
    return this.#revise(librarian, id, entryId, { kind: 'edited', of, text: said });
  }

  /** Withdraws the librarian's own line; the patron still reads that there was one. */
  withdraw(librarian: LibrarianName, id: ConversationId, of: Seq): Promise<SayOutcome> {
    return this.#revise(librarian, id, `withdrawn-${of}`, { kind: 'withdrawn', of });
  }

  close(librarian: LibrarianName, id: ConversationId): Promise<Outcome> {
    return this.#act(librarian, id, { kind: 'closed', by: 'librarian' }, (conversation) => {
      if (conversation.fold.closed) return DONE;
      return takesPart(conversation.fold, librarian) ? undefined : refused('not-yours');
    });
  }

  /**
   * Closes a conversation and blocks it, and new ones from its networks. A librarian may block a conversation that they
   * take part in, or that nobody holds. All its pages, and other pages from those networks, receive `blocked`.
   */
  async block(librarian: LibrarianName, id: ConversationId): Promise<Outcome> {
    const { blocks, parts, roster } = this.#core;
    const conversation = this.#access.find(librarian, id);
    if (!conversation) return this.#blockDeparted(librarian, id);
    const held = conversation.fold.holder !== undefined;
    const may = held ? takesPart(conversation.fold, librarian) : this.#access.mayRead(conversation, librarian);
    if (!may) return refused('not-yours');
    // Block before the entry is stored: a line that arrives in between would open the conversation again.
    const block = blocks.block(conversation, roster.rules.blockSeconds);
    const what: What = { kind: 'closed', by: 'librarian', blocked: true };
    const done = await this.#act(librarian, id, what, ({ fold }) => (fold.closed ? DONE : undefined));
    if (done.outcome === 'done') {
      parts.log.info('conversation blocked', { desk: conversation.desk, librarian });
      notifyBlocked(this.#core, conversation.desks);
    } else blocks.lift(block);
    return done;
  }

  /** Blocks a conversation that its patron ended or deleted and that is no longer loaded. `which`: its id or word. */
  #blockDeparted(librarian: LibrarianName, which: string): Outcome {
    const { blocks, parts, roster } = this.#core;
    const desks = blocks.blockDeparted(librarian, which, roster.rules.blockSeconds);
    if (!desks) return refused('gone');
    parts.log.info('conversation blocked', { desk: desks.at(-1) ?? '', librarian });
    notifyBlocked(this.#core, desks);
    return DONE;
  }

  mark(librarian: LibrarianName, id: ConversationId, mark: Mark): void {
    const conversation = this.#access.find(librarian, id);
    if (conversation) this.#core.raiseLibrarianMark(conversation, librarian, mark);
  }

  /** The librarian has seen what their clients have acknowledged, up to `upTo`. It acknowledges no further entries. */
  markSeen(librarian: LibrarianName, id: ConversationId, upTo?: Seq): void {
    const conversation = this.#access.find(librarian, id);
    if (conversation) this.#markSeen(conversation, librarian, upTo);
  }

  setTyping(librarian: LibrarianName, id: ConversationId, on: boolean): void {
    const conversation = this.#access.find(librarian, id);
    if (!conversation) return;
    if (on) this.#markSeen(conversation, librarian);
    if (!takesPart(conversation.fold, librarian)) return;
    const name = this.#core.presence.shownNames.librarian(librarian);
    const frame = { kind: 'typing', ...defined({ name }) } as const;
    this.#endTyping(conversation);
    for (const page of conversation.pages) page.link.push({ ...frame, on });
    if (!on) return;
    conversation.cancelTyping = this.#core.parts.clock.after(TYPING_SECONDS * 1000, () => {
      for (const page of conversation.pages) page.link.push({ ...frame, on: false });
    });
  }

  async #revise(
    librarian: LibrarianName,
    id: ConversationId,
    entryId: string,
    what: Extract<What, { of: Seq }>,
  ): Promise<SayOutcome> {
    const conversation = this.#access.find(librarian, id);
    if (!conversation) return refused('gone');
    const line = conversation.line(what.of);
    const isOwnLine = line?.entry.author === `librarian:${librarian}` && line.entry.what.kind === 'said';
    return isOwnLine ? this.#write(conversation, librarian, entryId, what) : refused('not-yours');
  }

  async #act(
    librarian: LibrarianName,
    id: ConversationId,
    what: What,
    check: (conversation: Conversation) => Outcome | undefined,
  ): Promise<Outcome> {
    const conversation = this.#access.find(librarian, id);
    if (!conversation) return refused('gone');
    const early = check(conversation);
    if (early) return early;
    // The id makes a repeated act idempotent: the same act after the same entry is the same entry.
    const kept = await this.#write(conversation, librarian, `${what.kind}-${conversation.lastSeq}`, what);
    if (kept.outcome !== 'kept') return kept;
    void this.#core.attempt(this.#core.presence.statusUpdates.endOverdue(librarian));
    return kept.shown ? DONE : refused('not-yours');
  }

  async #write(conversation: Conversation, librarian: LibrarianName, id: string, what: What): Promise<SayOutcome> {
    const { conversations, parts, roster } = this.#core;
    // A withdrawal or a closing is allowed even when the conversation is full.
    const ends = what.kind === 'withdrawn' || what.kind === 'closed';
    if (!ends && conversation.lines.length >= roster.rules.linesEach) return refused('too-many');
    const appended = await this.#core.attempt(
      conversations.append(conversation, { id, author: `librarian:${librarian}`, what }, parts),
    );
    if (!appended) return refused('not-kept', false);
    if (appended.outcome !== 'kept') return refused(appended.outcome);
    const { entry } = appended;
    if (conversation.lastSeq < entry.seq) {
      // The entry was stored earlier without being reported, or while the conversation is being loaded: read it from the
      // store, so that the fold shows its effect.
      await this.#core.attempt(conversations.refresh(conversation));
      this.#core.sync.sync(conversation);
    }
    const line = conversation.linesAfter(entry.seq - 1)[0];
    const found = line?.entry.seq === entry.seq ? line : undefined;
    return { outcome: 'kept', entry, shown: found?.shown ?? true, ...(found?.aside && { aside: true }) };
  }

  #quote(conversation: Conversation, librarian: LibrarianName, text: string): void {
    const { presence, sync } = this.#core;
    const { holder } = conversation.fold;
    const card = sync.card(conversation, librarian);
    const name = holder === undefined ? {} : { holder: presence.names.librarian(holder) };
    sync.notify(librarian, { kind: 'quoted', card, text, ...name });
  }

  /** A librarian who writes in a conversation has seen everything that their clients had acknowledged by then. */
  #markSeen(conversation: Conversation, librarian: LibrarianName, upTo = conversation.lastSeq): void {
    const { delivered } = conversation.mark(`librarian:${librarian}`);
    this.#core.raiseLibrarianMark(conversation, librarian, { delivered, seen: Math.min(upTo, delivered) });
  }

  #endTyping(conversation: Conversation): void {
    conversation.cancelTyping?.();
    conversation.cancelTyping = undefined;
  }
}
