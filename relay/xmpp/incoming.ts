import type { Desk } from '../desk/desk.ts';
import type { Clock } from '../desk/ports.ts';
import type { LibrarianName } from '../desk/roster.ts';
import type { ConversationCard, SorryCode } from '../protocol/frames.ts';
import { MAX_TEXT } from '../protocol/limits.ts';
import { type Address, fullOf } from './address.ts';
import { isAutomatic } from './automatic-texts.ts';
import { readTyped } from './commands.ts';
import { lineBy, lineId } from './line-id.ts';
import { Orders, type OrdersDesk } from './orders.ts';
import type { Received } from './received.ts';
import { SAYS } from './sentences.en.ts';
import { Turns } from './turns.ts';
import type { Window } from './window.ts';

export type IncomingDesk = OrdersDesk &
  Pick<Desk, 'conversationOf' | 'librarianSays' | 'librarianEdits' | 'librarianTypes'>;

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

export interface IncomingOn {
  window(librarian: LibrarianName, card: ConversationCard): Window | undefined;
  /** The status one of her programs shows. */
  words(librarian: LibrarianName, resource: string): string | undefined;
  reply(from: string, to: string, text: string): void;
}

type SaidLine = Extract<Received, { kind: 'line' }>;

/** What librarians type in their programs: lines for patrons, and commands. */
export class Incoming {
  readonly #desk: IncomingDesk;
  readonly #clock: Clock;
  readonly #newId: () => string;
  readonly #on: IncomingOn;
  readonly #orders: Orders;
  readonly #turns = new Turns();

  constructor({ desk, clock, newId }: { desk: IncomingDesk; clock: Clock; newId: () => string }, on: IncomingOn) {
    this.#desk = desk;
    this.#clock = clock;
    this.#newId = newId;
    this.#on = on;
    this.#orders = new Orders(desk);
  }

  /** Everything that came is with the store, or answered. */
  get idle(): boolean {
    return this.#turns.idle;
  }

  take(received: Received, place: Place): void {
    switch (received.kind) {
      case 'typing':
        if (place.card) this.#desk.librarianTypes(place.librarian, place.card.id, received.on);
        break;
      case 'encrypted':
        this.#answer(place, SAYS.encrypted);
        break;
      case 'line':
        this.#typed(received, place);
    }
  }

  #typed(received: SaidLine, place: Place): void {
    const typed = readTyped(received.text);
    const turn = `${place.librarian} ${place.to}`;
    if (this.#isByItself(received.text.trim(), place)) this.#answer(place, SAYS.byItself(received.text));
    else if (typed.kind === 'unknown') this.#answer(place, SAYS.unknown(typed.word));
    else if (typed.kind === 'command') this.#turns.command(turn, () => this.#order(typed, place));
    else if (place.contact) this.#answer(place, SAYS.contactOnly);
    else this.#turns.line(turn, () => this.#line({ ...received, text: typed.text }, place));
  }

  /** Pidgin and its kin answer whoever writes with the status, where she is away and has not switched that off. */
  #isByItself(text: string, { librarian, from, contact }: Place): boolean {
    return !contact && (isAutomatic(text) || text === this.#on.words(librarian, from.resource));
  }

  async #order(typed: Extract<ReturnType<typeof readTyped>, { kind: 'command' }>, place: Place): Promise<void> {
    const { librarian, card } = place;
    const now = this.#clock.now();
    this.#answer(place, await this.#orders.carryOut({ librarian, name: typed.name, rest: typed.rest, card, now }));
  }

  async #line(received: SaidLine, place: Place): Promise<void> {
    const { librarian, card } = place;
    const { text } = received;
    if (!card) return this.#answer(place, SAYS.over(text));
    const from = fullOf(place.from);
    const id = received.id === undefined ? this.#newId() : lineId(from, received.id, text);
    const said = await (received.replaces === undefined
      ? this.#desk.librarianSays(librarian, card.id, id, text)
      : this.#edit(place, card, received.replaces, id, text));
    if (said === undefined) this.#answer(place, SAYS.notEdited);
    else if (said.outcome === 'sorry') this.#answer(place, sorry(said.code, text));
    else if (said.aside) this.#answer(place, this.#heldBy(librarian, card, text));
    else if (said.shown) {
      const window = this.#on.window(librarian, card);
      const now = this.#desk.conversationOf(librarian, card.word);
      if (now) window?.patronIsHere(now.patronHere, true);
      if (received.wantsReceipt && received.id !== undefined) window?.owesReceipt(said.entry.seq, received.id, from);
    }
  }

  /** She was asked beside it, and has answered. */
  #heldBy(librarian: LibrarianName, card: ConversationCard, text: string): string {
    const holder = this.#desk.conversationOf(librarian, card.word)?.holder;
    return holder === undefined ? SAYS.nobodyHasIt(text) : SAYS.hasIt(holder);
  }

  #edit(place: Place, card: ConversationCard, replaces: string, id: string, text: string) {
    const lines = this.#desk.entriesFor(place.librarian, card.id, 0);
    const line = lineBy(lines, fullOf(place.from), replaces);
    return line
      ? this.#desk.librarianEdits(place.librarian, card.id, line.entry.seq, id, text)
      : Promise.resolve(undefined);
  }

  #answer({ to, from }: Place, text: string): void {
    this.#on.reply(to, fullOf(from), text);
  }
}

const sorry = (code: SorryCode, text: string): string => {
  switch (code) {
    case 'too-long':
      return SAYS.tooLong(MAX_TEXT);
    case 'too-many':
      return SAYS.tooMany;
    case 'other-content':
      return SAYS.otherContent(text);
    case 'not-kept':
      return SAYS.notKept(text);
    case 'not-yours':
      return SAYS.notEdited;
    default:
      return SAYS.over(text);
  }
};
