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

/** What consoles' sessions ask of the desk. */
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
  readonly signals: Connections;
  readonly names: Names;
}

type Refusable = { outcome: string } | { outcome: 'sorry'; code: Sorry['code']; final: boolean };
type Sorry = Extract<ToConsole, { kind: 'sorry' }>;

/** One open console of a librarian who is signed in. */
export class ConsoleSession extends Session<FromConsole, ToConsole> implements OpenConsole {
  readonly librarian: LibrarianName;
  /** The hash of the sign-in it came with. */
  readonly signIn: string;
  readonly #context: ConsoleContext;
  readonly #resource: string;
  /** The last line of each conversation that was pushed, or that the console said it has. */
  readonly #sent = new Map<ConversationId, Seq>();
  /** Lines she says here, answered with `kept` instead of the entry: conversation and id. */
  readonly #saying = new Set<string>();
  /** Until then nothing is pushed: the welcome holds what went before it. */
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

  // What she is shown ---------------------------------------------------------------------------------------------

  show(card: ConversationCard): void {
    if (!this.#welcomed) return;
    this.push({ kind: 'conversation', conversation: card });
    // The console takes it off its list; should it come back, it needs all of it.
    if (card.state === 'held') this.drop(card.id);
    else this.#showLines(card.id);
  }

  hand({ card, entry, shown, aside, again }: Delivery): void {
    if (!this.#welcomed || this.#has(card.id) >= entry.seq) return;
    // What came while it was not hers is lacking too.
    this.#showLines(card.id, entry.seq - 1);
    if (this.#has(card.id) < entry.seq) this.#showLine(card.id, { entry, shown, ...(aside && { aside }) }, again);
  }

  drop(conversation: ConversationId): void {
    this.#sent.delete(conversation);
  }

  #has(conversation: ConversationId): Seq {
    return this.#sent.get(conversation) ?? 0;
  }

  #showLines(conversation: ConversationId, upTo = Number.POSITIVE_INFINITY): void {
    const lines = this.#context.desk.entriesFor(this.librarian, conversation, this.#has(conversation));
    for (const line of lines) if (line.entry.seq <= upTo) this.#showLine(conversation, line);
  }

  #showLine(conversation: ConversationId, line: Line, again = false): void {
    const { entry } = line;
    this.#sent.set(conversation, entry.seq);
    if (librarianOf(entry.author) === this.librarian && this.#saying.delete(`${conversation} ${entry.id}`)) {
      this.#kept(conversation, line);
      return;
    }
    const seen = consoleEntry(this.#revised(conversation, line), this.#context.names);
    if (seen) this.push({ kind: 'entry', conversation, entry: seen, ...(again ? { again: true } : {}) });
  }

  /** A revision is the line it is of, once more. */
  #revised(conversation: ConversationId, line: Line): Line {
    const { what } = line.entry;
    if (!line.shown || (what.kind !== 'edited' && what.kind !== 'withdrawn')) return line;
    return this.#context.desk.entriesFor(this.librarian, conversation, what.of - 1)[0] ?? line;
  }

  // What she does -------------------------------------------------------------------------------------------------

  protected override get maxPending(): number {
    return 256;
  }

  /** Each conversation by itself: a line in one does not wait until a line in another is on the disk. */
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
      this.#sent.set(conversation, delivered);
      desk.librarianMarks(this.librarian, conversation, { delivered, seen: 0 });
    }
    link.join(this);
    this.#signal('up');
    const self = desk.ownStatus(this.librarian);
    if (!self) {
      this.close('signedOut'); // no librarian of this name any more
      return true;
    }
    const cards = desk.conversationsFor(this.librarian);
    // The console drops what is not listed now: should one come back, it needs all of it.
    const listed = new Set(cards.map(({ id }) => id));
    for (const conversation of this.#sent.keys()) if (!listed.has(conversation)) this.#sent.delete(conversation);
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
        return undefined; // the session's own
      default:
        return this.#told(carryOut(desk, librarian, frame), 'conversation' in frame ? frame.conversation : undefined);
    }
  }

  async #say(conversation: ConversationId, id: string, text: string): Promise<void> {
    const saying = `${conversation} ${id}`;
    this.#saying.add(saying);
    const said = await this.#context.desk.librarianSays(this.librarian, conversation, id, text);
    const untold = this.#saying.delete(saying);
    if (said.outcome === 'sorry') this.#sorry(said, { conversation, id });
    // Usually it has met this console as a line of the conversation, and was answered there.
    else if (untold) this.#kept(conversation, said);
  }

  #kept(conversation: ConversationId, { entry, aside }: { entry: Line['entry']; aside?: true }): void {
    const { id, seq, at } = entry;
    this.push({ kind: 'kept', conversation, id, seq, at, ...(aside && { aside }) });
  }

  async #told(work: Promise<Refusable>, conversation?: ConversationId): Promise<void> {
    const done = await work;
    if (done.outcome === 'sorry' && 'code' in done)
      this.#sorry(done, conversation === undefined ? {} : { conversation });
  }

  #sorry({ code, final }: Pick<Sorry, 'code' | 'final'>, of: Pick<Sorry, 'conversation' | 'id'>): void {
    this.push({ kind: 'sorry', code, final, ...of });
  }

  protected override onLeft(clean: boolean): void {
    this.#context.link.leave(this);
    // A relay that stops leaves her, not she it: the next one has to know that she may be back any moment.
    if (!this.#context.stopping()) this.#signal(clean ? 'left' : 'lost');
  }

  #signal(state: Connection['state']): void {
    const { clock, signals } = this.#context;
    signals.set(this.librarian, { resource: this.#resource, state, availability: 'available', at: clock.now() });
  }
}
