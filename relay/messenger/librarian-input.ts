import type { Desk } from '../desk/desk.ts';
import { KeyedQueue } from '../desk/keyed-queue.ts';
import type { Clock } from '../desk/ports.ts';
import type { LibrarianName } from '../desk/roster.ts';
import { type Address, fullOf } from '../networks/xmpp/address.ts';
import type { ParsedMessage } from '../networks/xmpp/parse-message.ts';
import type { Window } from '../networks/xmpp/window.ts';
import type { Seq } from '../protocol/entries.ts';
import type { ConversationCard, SorryCode } from '../protocol/frames.ts';
import { MAX_TEXT } from '../protocol/limits.ts';
import { isAutomatic } from './automatic-texts.ts';
import { readTyped } from './commands/commands.ts';
import { type ReplyingDesk, replyMeant } from './commands/reply.ts';
import { type CommandDesk, CommandRunner, type Order } from './commands/run-command.ts';
import { lineBy, lineId } from './entry-id.ts';
import { SENTENCES } from './sentences.en.ts';

export type LibrarianInputDesk = CommandDesk &
  ReplyingDesk &
  Pick<Desk, 'conversationByWord' | 'librarianSays' | 'librarianEdits' | 'librarianTypes'>;

/** Where something came from and where it was typed. */
export interface Place {
  librarian: LibrarianName;
  from: Address & { resource: string };
  /** The relay's own address it was sent to. */
  to: string;
  /** Absent: to a desk's contact, or into a window whose conversation is not at hand. */
  card: ConversationCard | undefined;
  contact: boolean;
}

export interface LibrarianInputOn {
  window(librarian: LibrarianName, card: ConversationCard): Window | undefined;
  /** Shows her in that program what she has of a conversation up to there, where its window has nothing. */
  reopens(librarian: LibrarianName, resource: string, card: ConversationCard, upTo: Seq): void;
  /** It was she, and not her program by itself: whatever reached her there, she has read. */
  spoke(librarian: LibrarianName, card: ConversationCard, resource: string): void;
  /** The status one of her programs shows. */
  words(librarian: LibrarianName, resource: string): string | undefined;
  reply(from: string, to: string, text: string): void;
}

type SaidLine = Extract<ParsedMessage, { kind: 'line' }>;
type TypedCommand = Extract<ReturnType<typeof readTyped>, { kind: 'command' }>;

/** What librarians type in their programs: lines for patrons, and commands. */
export class LibrarianInput {
  readonly #desk: LibrarianInputDesk;
  readonly #clock: Clock;
  readonly #newId: () => string;
  readonly #on: LibrarianInputOn;
  readonly #orders: CommandRunner;
  readonly #turns = new KeyedQueue();

  constructor(
    { desk, clock, newId }: { desk: LibrarianInputDesk; clock: Clock; newId: () => string },
    on: LibrarianInputOn,
  ) {
    this.#desk = desk;
    this.#clock = clock;
    this.#newId = newId;
    this.#on = on;
    this.#orders = new CommandRunner(desk);
  }

  /** Everything that came is with the store, or answered. */
  get idle(): boolean {
    return this.#turns.idle;
  }

  take(received: ParsedMessage, place: Place): void {
    switch (received.kind) {
      case 'typing':
        // That she types no more, or looks elsewhere, her program says by itself.
        if (received.on) this.#spoke(place);
        if (place.card) this.#desk.librarianTypes(place.librarian, place.card.id, received.on);
        break;
      case 'encrypted':
        this.#answer(place, SENTENCES.encrypted);
        break;
      case 'line':
        this.#typed(received, place);
    }
  }

  #typed(received: SaidLine, place: Place): void {
    if (this.#isByItself(received.text.trim(), place)) {
      this.#answer(place, SENTENCES.byItself(received.text));
      return;
    }
    this.#spoke(place);
    const typed = readTyped(received.text);
    const turn = `${place.librarian} ${place.to}`;
    if (typed.kind === 'unknown') this.#answer(place, SENTENCES.unknown(typed.word));
    else if (typed.kind === 'command') this.#turns.addExclusive(turn, () => this.#order(typed, received, place));
    else if (place.contact) this.#answer(place, SENTENCES.contactOnly);
    else this.#turns.addConcurrent(turn, () => this.#line({ ...received, text: typed.text }, place));
  }

  #spoke({ librarian, card, from }: Place): void {
    if (card) this.#on.spoke(librarian, card, from.resource);
  }

  /** Pidgin and its kin answer whoever writes with the status, where she is away and has not switched that off. */
  #isByItself(text: string, { librarian, from, contact }: Place): boolean {
    return !contact && (isAutomatic(text) || text === this.#on.words(librarian, from.resource));
  }

  /** In a window whose conversation is not at hand any more only one thing can be done. */
  async #overHere({ name }: TypedCommand, { librarian, to }: Place): Promise<string> {
    const done = name === 'block' && (await this.#desk.librarianBlocks(librarian, to.split('@')[0] ?? ''));
    return done && done.outcome === 'done' ? SENTENCES.blocked : SENTENCES.overHere(name);
  }

  async #order(typed: TypedCommand, received: SaidLine, place: Place): Promise<void> {
    const { librarian, card, from } = place;
    if (typed.inWindow && !card && !place.contact) return this.#answer(place, await this.#overHere(typed, place));
    if (typed.name === 'r') return this.#reply(typed.rest, received, place);
    const now = this.#clock.now();
    const { name, rest } = typed;
    const reopens: Order['reopens'] = (of, upTo) => this.#on.reopens(librarian, from.resource, of, upTo);
    this.#answer(place, await this.#orders.carryOut({ librarian, name, rest, card, now, reopens }));
  }

  /** A line of hers like any other; since her program shows only the code, she is told what was said. */
  async #reply(rest: string, received: SaidLine, place: Place): Promise<void> {
    const meant = replyMeant(this.#desk, { ...place, rest });
    if ('answer' in meant) this.#answer(place, meant.answer);
    else if (await this.#line({ ...received, text: meant.line }, place))
      this.#answer(place, SENTENCES.replied(meant.line));
  }

  /** False: the patron does not see it, and she knows why. */
  async #line(received: SaidLine, place: Place): Promise<boolean> {
    const { librarian, card } = place;
    const { text } = received;
    if (!card) {
      this.#answer(place, SENTENCES.over(text));
      return false;
    }
    const from = fullOf(place.from);
    const id = lineId(from, received.id ?? this.#newId(), text);
    const said = await (received.replaces === undefined
      ? this.#desk.librarianSays(librarian, card.id, id, text)
      : this.#edit(place, card, received.replaces, id, text));
    if (said === undefined) this.#answer(place, SENTENCES.notEdited);
    else if (said.outcome === 'sorry') this.#answer(place, sorry(said.code, text));
    else if (said.aside) this.#answer(place, this.#heldBy(librarian, card, text));
    else if (said.shown) {
      const window = this.#on.window(librarian, card);
      const now = this.#desk.conversationByWord(librarian, card.word);
      if (now) window?.patron.is(now.patronHere, true);
      if (received.wantsReceipt && received.id !== undefined) window?.owesReceipt(said.entry.seq, received.id, from);
    } else if (received.replaces !== undefined) this.#answer(place, SENTENCES.notEdited);
    return said?.outcome === 'kept' && said.shown;
  }

  /** She was asked beside it, and has answered. */
  #heldBy(librarian: LibrarianName, card: ConversationCard, text: string): string {
    const holder = this.#desk.conversationByWord(librarian, card.word)?.holder;
    return holder === undefined ? SENTENCES.nobodyHasIt(text) : SENTENCES.hasIt(holder);
  }

  #edit(place: Place, card: ConversationCard, replaces: string, id: string, text: string) {
    const lines = this.#desk.ownLines(place.librarian, card.id);
    const of = lineBy(lines, fullOf(place.from), replaces);
    return of === undefined
      ? Promise.resolve(undefined)
      : this.#desk.librarianEdits(place.librarian, card.id, of, id, text);
  }

  #answer({ to, from }: Place, text: string): void {
    this.#on.reply(to, fullOf(from), text);
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
