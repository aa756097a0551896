import type { Line } from '../../desk/conversation/conversation.ts';
import { consoleEntry } from '../../desk/conversation/entry-views.ts';
import type { Desk } from '../../desk/desk.ts';
import type { Names } from '../../desk/display-names.ts';
import { type ConversationId, librarianOf } from '../../desk/entry.ts';
import type { Connection, Connections, Delivery } from '../../desk/ports.ts';
import type { LibrarianName } from '../../desk/roster.ts';
import type { CloseName } from '../../protocol/close-codes.ts';
import type { Seq } from '../../protocol/entries.ts';
import type { ConversationCard, FromConsole, ToConsole } from '../../protocol/frames.ts';
import { MAX_TEXT } from '../../protocol/limits.ts';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import { type ActsDesk, carryOut } from './console-acts.ts';
import type { ConsoleLink, OpenConsole } from './console-link.ts';
import { checkConsoleFrame } from './frame-schemas.ts';
import type { FrameSocket } from './frame-socket.ts';
import { Session, type SessionContext } from './session.ts';

/** What consoles' sessions need of the desk. */
export type ConsoleDesk = ActsDesk &
  Pick<
    Desk,
    | 'whereabouts'
    | 'librarianSays'
    | 'librarianMarks'
    | 'librarianTypes'
    | 'repliesFor'
    | 'ownStatus'
    | 'team'
    | 'conversationsFor'
    | 'entriesFor'
  >;

export interface ConsoleContext extends SessionContext {
  readonly desk: ConsoleDesk;
  readonly link: ConsoleLink;
  readonly connections: Connections;
  readonly names: Names;
}

/** The outcome of an act of the librarian. */
type ActOutcome = { outcome: string } | { outcome: 'sorry'; code: Sorry['code']; final: boolean };
type Sorry = Extract<ToConsole, { kind: 'sorry' }>;

/** The session of one open console, whose librarian is signed in. */
export class ConsoleSession extends Session<FromConsole, ToConsole> implements OpenConsole {
  readonly librarian: LibrarianName;
  /** The hash of the sign-in with which the console was opened. */
  readonly signIn: string;
  readonly #context: ConsoleContext;
  readonly #resource: string;
  /** The last entry of each conversation that was pushed, or that the console said it has. */
  readonly #lastSent = new Map<ConversationId, Seq>();
  /** Lines sent by this console that are being stored, by conversation and id. They are answered with `kept` instead of `entry`. */
  readonly #linesInProgress = new Set<string>();
  /** Nothing is pushed before the welcome, which contains everything that happened until then. */
  #welcomed = false;

  constructor(
    socket: FrameSocket,
    {
      address,
      librarian,
      signIn,
      number,
    }: { address: string; librarian: LibrarianName; signIn: string; number: number },
    context: ConsoleContext,
  ) {
    super(socket, address, context);
    this.librarian = librarian;
    this.signIn = signIn;
    this.#context = context;
    this.#resource = `console:${number}`;
  }

  // To the console ---------------------------------------------------------------------------------------------

  show(card: ConversationCard): void {
    if (!this.#welcomed) return;
    this.push({ kind: 'conversation', conversation: card });
    // The console takes the conversation off its list. If it is listed again, the console needs all entries.
    if (card.state === 'held') this.drop(card.id);
    else this.#showLines(card.id);
  }

  hand({ card, entry, shown, aside, again }: Delivery): void {
    if (!this.#welcomed || this.#lastSeqOf(card.id) >= entry.seq) return;
    // Entries that came while the librarian could not read the conversation are missing as well.
    this.#showLines(card.id, entry.seq - 1);
    if (this.#lastSeqOf(card.id) < entry.seq) this.#showLine(card.id, { entry, shown, ...(aside && { aside }) }, again);
  }

  drop(conversation: ConversationId): void {
    this.#lastSent.delete(conversation);
  }

  #lastSeqOf(conversation: ConversationId): Seq {
    return this.#lastSent.get(conversation) ?? 0;
  }

  #showLines(conversation: ConversationId, upTo = Number.POSITIVE_INFINITY): void {
    const lines = this.#context.desk.entriesFor(this.librarian, conversation, this.#lastSeqOf(conversation));
    for (const line of lines) if (line.entry.seq <= upTo) this.#showLine(conversation, line);
  }

  #showLine(conversation: ConversationId, line: Line, again = false): void {
    const { entry } = line;
    this.#lastSent.set(conversation, entry.seq);
    if (librarianOf(entry.author) === this.librarian && this.#linesInProgress.delete(`${conversation} ${entry.id}`)) {
      this.#kept(conversation, line);
      return;
    }
    const seen = consoleEntry(this.#revised(conversation, line), this.#context.names);
    if (seen) this.push({ kind: 'entry', conversation, entry: seen, ...(again ? { again: true } : {}) });
  }

  /** For an `edited` or `withdrawn` entry, the line that it changes; else the entry itself. */
  #revised(conversation: ConversationId, line: Line): Line {
    const { what } = line.entry;
    if (!line.shown || (what.kind !== 'edited' && what.kind !== 'withdrawn')) return line;
    return this.#context.desk.entriesFor(this.librarian, conversation, what.of - 1)[0] ?? line;
  }

  // From the console -------------------------------------------------------------------------------------------------

  protected override get maxPending(): number {
    return 256;
  }

  /** A queue for each conversation: a line in one does not wait until a line in another is on the disk. */
  protected override queueOf(frame: FromConsole): string {
    return 'conversation' in frame ? frame.conversation : '';
  }

  protected override check(text: string): FromConsole | CloseName {
    return checkConsoleFrame(text);
  }

  protected override hello(frame: FromConsole): boolean {
    if (frame.kind !== 'hello') return false;
    const { desk, link } = this.#context;
    for (const [conversation, delivered] of Object.entries(frame.have)) {
      this.#lastSent.set(conversation, delivered);
      desk.librarianMarks(this.librarian, conversation, { delivered, seen: 0 });
    }
    link.join(this);
    this.#setConnection('up');
    const self = desk.ownStatus(this.librarian);
    if (!self) {
      this.close('signedOut'); // the librarian is no longer in the config
      return true;
    }
    const cards = desk.conversationsFor(this.librarian);
    // The console drops the conversations that are not listed now. If one is listed again, the console needs all entries.
    const listed = new Set(cards.map(({ id }) => id));
    for (const conversation of this.#lastSent.keys())
      if (!listed.has(conversation)) this.#lastSent.delete(conversation);
    this.push({
      kind: 'welcome',
      version: PROTOCOL_VERSION,
      self,
      whereabouts: self.duty.flatMap(({ desk: name }) => desk.whereabouts(name) ?? []),
      conversations: [...listed],
      limits: { text: MAX_TEXT },
    });
    this.push({ kind: 'team', ...desk.team(this.librarian) });
    this.#welcomed = true;
    for (const card of cards) this.show(card);
    return true;
  }

  protected override act(frame: FromConsole): Promise<void> | undefined {
    const { desk, link } = this.#context;
    const { librarian } = this;
    switch (frame.kind) {
      case 'say':
        return this.#say(frame.conversation, frame.id, frame.text);
      case 'replies':
        return void this.push({ ...frame, replies: desk.repliesFor(librarian, frame.desk) });
      case 'typing':
        return void desk.librarianTypes(librarian, frame.conversation, frame.on);
      case 'mark': {
        const { conversation, delivered, seen } = frame;
        desk.librarianMarks(librarian, conversation, { delivered, seen });
        return void link.marked(librarian, conversation, { delivered, seen });
      }
      case 'hello':
      case 'still':
        return undefined; // Session handles them
      default:
        return this.#reportRefusal(
          carryOut(desk, librarian, frame),
          'conversation' in frame ? frame.conversation : undefined,
        );
    }
  }

  async #say(conversation: ConversationId, id: string, text: string): Promise<void> {
    const line = `${conversation} ${id}`;
    this.#linesInProgress.add(line);
    const said = await this.#context.desk.librarianSays(this.librarian, conversation, id, text);
    const isUnanswered = this.#linesInProgress.delete(line);
    if (said.outcome === 'sorry') this.#sorry(said, { conversation, id });
    // Usually the entry has come to #showLine by way of the conversation and was answered there.
    else if (isUnanswered) this.#kept(conversation, said);
  }

  #kept(conversation: ConversationId, { entry, aside }: { entry: Line['entry']; aside?: true }): void {
    const { id, seq, at } = entry;
    this.push({ kind: 'kept', conversation, id, seq, at, ...(aside && { aside }) });
  }

  async #reportRefusal(act: Promise<ActOutcome>, conversation?: ConversationId): Promise<void> {
    const result = await act;
    if (result.outcome === 'sorry' && 'code' in result)
      this.#sorry(result, conversation === undefined ? {} : { conversation });
  }

  #sorry({ code, final }: Pick<Sorry, 'code' | 'final'>, of: Pick<Sorry, 'conversation' | 'id'>): void {
    this.push({ kind: 'sorry', code, final, ...of });
  }

  protected override onLeft(clean: boolean): void {
    this.#context.link.leave(this);
    // A relay that stops ends the connection itself: the next process must know that the librarian may be back at any moment.
    if (!this.#context.stopping()) this.#setConnection(clean ? 'left' : 'lost');
  }

  #setConnection(state: Connection['state']): void {
    const { clock, connections: signals } = this.#context;
    signals.set(this.librarian, { resource: this.#resource, state, availability: 'available', at: clock.now() });
  }
}
