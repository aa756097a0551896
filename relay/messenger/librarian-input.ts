import type { Desk } from '../desk/desk.ts';
import { KeyedQueue } from '../desk/keyed-queue.ts';
import type { Clock } from '../desk/ports.ts';
import type { LibrarianName } from '../desk/roster.ts';
import type { Seq } from '../protocol/entries.ts';
import type { ConversationCard, SorryCode } from '../protocol/frames.ts';
import { MAX_TEXT } from '../protocol/limits.ts';
import { isAutomatic } from './automatic-texts.ts';
import { readTyped } from './commands/commands.ts';
import { type ReplyDesk, resolveReply } from './commands/reply.ts';
import { type CommandDesk, type CommandInput, CommandRunner } from './commands/run-command.ts';
import { type Digest, entryIdOf, lineOfMessage } from './entry-id.ts';
import type { Origin, ReceivedMessage } from './ports.ts';
import { SENTENCES } from './sentences.en.ts';
import type { Windows } from './windows.ts';

export type LibrarianInputDesk = CommandDesk &
  ReplyDesk &
  Pick<Desk, 'conversationByWord' | 'librarianSays' | 'librarianEdits' | 'librarianTypes'>;

export interface LibrarianInputParts {
  desk: LibrarianInputDesk;
  clock: Clock;
  newId(): string;
  digest: Digest;
  windows: Pick<Windows, 'open' | 'wroteToPatron'>;
  /** Sends a client what the librarian has of a conversation up to `upTo`, if the client's window shows nothing. */
  replay(librarian: LibrarianName, client: string, card: ConversationCard, upTo: Seq): void;
  /** The librarian typed in this window, and not the client by itself: the librarian has seen what reached them there. */
  typedIn(librarian: LibrarianName, card: ConversationCard, client: string): void;
  /** The words of the status that this client shows. */
  wordsOf(librarian: LibrarianName, client: string): string | undefined;
  reply(origin: Origin, text: string): void;
}

type ReceivedLine = Extract<ReceivedMessage, { kind: 'line' }>;
type TypedCommand = Extract<ReturnType<typeof readTyped>, { kind: 'command' }>;

/** Carries out what librarians type in their clients: lines for patrons, and commands. */
export class LibrarianInput {
  readonly #parts: LibrarianInputParts;
  readonly #commands: CommandRunner;
  readonly #queue = new KeyedQueue();

  constructor(parts: LibrarianInputParts) {
    this.#parts = parts;
    this.#commands = new CommandRunner(parts.desk);
  }

  /** Everything that was received is stored, or answered. */
  get idle(): boolean {
    return this.#queue.idle;
  }

  take(received: ReceivedMessage, origin: Origin): void {
    switch (received.kind) {
      case 'typing':
        // That the librarian stopped typing, or left the window, the client reports by itself: that is no sign of having read.
        if (received.on) this.#typedIn(origin);
        if (origin.card) this.#parts.desk.librarianTypes(origin.librarian, origin.card.id, received.on);
        break;
      case 'encrypted':
        this.#answer(origin, SENTENCES.encrypted);
        break;
      case 'line':
        this.#typed(received, origin);
    }
  }

  #typed(received: ReceivedLine, origin: Origin): void {
    if (this.#isAutomatic(received.text.trim(), origin)) {
      this.#answer(origin, SENTENCES.automaticReply(received.text));
      return;
    }
    this.#typedIn(origin);
    const typed = readTyped(received.text);
    const key = `${origin.librarian} ${origin.window}`;
    if (typed.kind === 'unknown') this.#answer(origin, SENTENCES.unknown(typed.word));
    else if (typed.kind === 'command') this.#queue.addExclusive(key, () => this.#runCommand(typed, received, origin));
    else if (origin.contact) this.#answer(origin, SENTENCES.contactOnly);
    else this.#queue.addConcurrent(key, () => this.#storeLine({ ...received, text: typed.text }, origin));
  }

  #typedIn({ librarian, card, client }: Origin): void {
    if (card) this.#parts.typedIn(librarian, card, client);
  }

  /**
   * Pidgin and other libpurple clients answer every message with the status text while the librarian is away, unless the
   * librarian has switched that off.
   */
  #isAutomatic(text: string, { librarian, client, contact }: Origin): boolean {
    return !contact && (isAutomatic(text) || text === this.#parts.wordsOf(librarian, client));
  }

  /** In a window whose conversation is no longer in memory only `!block` can be carried out. */
  async #runWithoutConversation({ name }: TypedCommand, { librarian, window }: Origin): Promise<string> {
    const done = name === 'block' && (await this.#parts.desk.librarianBlocks(librarian, window));
    return done && done.outcome === 'done' ? SENTENCES.blocked : SENTENCES.overHere(name);
  }

  async #runCommand(typed: TypedCommand, received: ReceivedLine, origin: Origin): Promise<void> {
    const { librarian, card, client } = origin;
    if (typed.inWindow && !card && !origin.contact)
      return this.#answer(origin, await this.#runWithoutConversation(typed, origin));
    if (typed.name === 'r') return this.#reply(typed.rest, received, origin);
    const now = this.#parts.clock.now();
    const { name, rest } = typed;
    const replay: CommandInput['replay'] = (of, upTo) => this.#parts.replay(librarian, client, of, upTo);
    this.#answer(origin, await this.#commands.run({ librarian, name, rest, card, now, replay }));
  }

  /**
   * A canned reply is a line of the librarian like any other. The librarian's client shows only the code that was typed, so
   * the answer shows the text that was sent.
   */
  async #reply(rest: string, received: ReceivedLine, origin: Origin): Promise<void> {
    const meant = resolveReply(this.#parts.desk, { ...origin, rest });
    if ('answer' in meant) this.#answer(origin, meant.answer);
    else if (await this.#storeLine({ ...received, text: meant.line }, origin))
      this.#answer(origin, SENTENCES.replied(meant.line));
  }

  /** Stores a line for the patron. False: the patron does not see it, and the librarian has read why. */
  async #storeLine(received: ReceivedLine, origin: Origin): Promise<boolean> {
    const { desk, digest, newId, windows } = this.#parts;
    const { librarian, card, sender } = origin;
    const { text } = received;
    if (!card) {
      this.#answer(origin, SENTENCES.over(text));
      return false;
    }
    const id = entryIdOf(digest, sender, received.id ?? newId(), text);
    const said = await (received.replaces === undefined
      ? desk.librarianSays(librarian, card.id, id, text)
      : this.#correct(origin, card, received.replaces, id, text));
    if (said === undefined) this.#answer(origin, SENTENCES.notEdited);
    else if (said.outcome === 'sorry') this.#answer(origin, sorry(said.code, text));
    else if (said.aside) this.#answer(origin, this.#answeredColleague(librarian, card, text));
    else if (said.shown) {
      const window = windows.open(librarian, card);
      const now = desk.conversationByWord(librarian, card.word);
      if (now) windows.wroteToPatron(librarian, card, now.patronHere);
      if (received.wantsReceipt && received.id !== undefined) window?.oweReceipt(said.entry.seq, received.id, sender);
    } else if (received.replaces !== undefined) this.#answer(origin, SENTENCES.notEdited);
    return said?.outcome === 'kept' && said.shown;
  }

  /** The answer to a librarian who was asked by a colleague, and has answered: who has the conversation. */
  #answeredColleague(librarian: LibrarianName, card: ConversationCard, text: string): string {
    const holder = this.#parts.desk.conversationByWord(librarian, card.word)?.holder;
    return holder === undefined ? SENTENCES.nobodyHasIt(text) : SENTENCES.hasIt(holder);
  }

  #correct({ librarian, sender }: Origin, card: ConversationCard, replaces: string, id: string, text: string) {
    const { desk, digest } = this.#parts;
    const of = lineOfMessage(digest, desk.ownLines(librarian, card.id), sender, replaces);
    return of === undefined ? Promise.resolve(undefined) : desk.librarianEdits(librarian, card.id, of, id, text);
  }

  #answer(origin: Origin, text: string): void {
    this.#parts.reply(origin, text);
  }
}

const sorry = (code: SorryCode, text: string): string => {
  switch (code) {
    case 'too-long':
      return SENTENCES.tooLong(MAX_TEXT);
    case 'too-many':
      return SENTENCES.tooMany;
    case 'other-content':
      return SENTENCES.otherContent(text);
    case 'not-kept':
      return SENTENCES.notKept(text);
    case 'not-yours':
      return SENTENCES.notEdited;
    case 'empty':
      return SENTENCES.nothingInIt;
    default:
      return SENTENCES.over(text);
  }
};
