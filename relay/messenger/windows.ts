import type { Desk } from '../desk/desk.ts';
import type { ConversationId } from '../desk/entry.ts';
import type { Clock } from '../desk/ports.ts';
import type { LibrarianName } from '../desk/roster.ts';
import type { ParsedMessage } from '../networks/xmpp/parse-message.ts';
import type { Element } from '../networks/xmpp/stream/xml.ts';
import { Window } from '../networks/xmpp/window.ts';
import type { Seq } from '../protocol/entries.ts';
import type { ConversationCard } from '../protocol/frames.ts';
import type { OnlineResources } from './online-clients.ts';
import { SENTENCES } from './sentences.en.ts';

export interface WindowsParts {
  desk: Pick<Desk, 'names'>;
  domain: string;
  resources: OnlineResources;
  send(stanza: Element): boolean;
  newId(): string;
  clock: Clock;
  /** Her address without resource; undefined: she has none. */
  accountOf(librarian: LibrarianName): string | undefined;
  /** She has read what her programs have, up to `upTo`, or all. */
  sees(librarian: LibrarianName, conversation: ConversationId, upTo?: Seq): void;
}

/** Every librarian's windows of conversations at hand, that something was handed to or said in. */
export class Windows {
  readonly #parts: WindowsParts;
  readonly #windows = new Map<LibrarianName, Map<ConversationId, Window>>();

  constructor(parts: WindowsParts) {
    this.#parts = parts;
  }

  opened(librarian: LibrarianName, conversation: ConversationId): Window | undefined {
    return this.#windows.get(librarian)?.get(conversation);
  }

  of(librarian: LibrarianName): Iterable<Window> {
    return this.#windows.get(librarian)?.values() ?? [];
  }

  /** Undefined: she has no account. */
  open(librarian: LibrarianName, { id, word, consulted }: ConversationCard): Window | undefined {
    const known = this.opened(librarian, id);
    if (known && consulted) known.consulted = true;
    const { send, newId, clock, domain, resources, accountOf } = this.#parts;
    const her = accountOf(librarian);
    if (known || her === undefined) return known;
    const choose = (last: string | undefined, refused: ReadonlySet<string>) =>
      resources.choose(librarian, last, refused);
    const patron = `${word}@${domain}`;
    const window = new Window({ her, patron, send, newId, clock, choose });
    window.consulted = consulted === true;
    const windows = this.#windows.get(librarian) ?? new Map<ConversationId, Window>();
    this.#windows.set(librarian, windows.set(id, window));
    return window;
  }

  /** A program that was started anew shows nothing of what she had before. */
  retell(librarian: LibrarianName, resource: string, card: ConversationCard, lines: readonly string[]): void {
    if (!this.open(librarian, card)?.isShownIn(resource)) this.tellAgain(librarian, resource, card, lines);
  }

  /** The same to one that has something of the window already. */
  tellAgain(librarian: LibrarianName, resource: string, card: ConversationCard, lines: readonly string[]): void {
    const window = this.open(librarian, card);
    for (const text of lines) window?.tell(SENTENCES.again(text), resource);
  }

  /** What has changed beside entries: who holds it, whether the patron is there, how far her pages have got. */
  tellCard(librarian: LibrarianName, card: ConversationCard): void {
    const { id, state, patronHere, mark, consulted } = card;
    const window = this.opened(librarian, id);
    if (!window) return;
    const sentence = state === 'held' ? this.#whereItIs(card) : '';
    // Who was asked beside it, and has answered, is told so where she answered.
    const answered = state === 'held' && window.consulted;
    if (sentence !== '' && window.toldState !== sentence && !answered) window.tell(sentence);
    window.consulted = consulted === true;
    window.toldState = sentence;
    window.patronHas(mark.delivered);
    if (state === 'mine') window.patron.is(patronHere);
    else window.patron.stop();
  }

  /** Who has what is not hers: a colleague, or a desk where she does not serve. */
  #whereItIs({ holder, desk }: ConversationCard): string {
    return holder === undefined ? SENTENCES.elsewhere(this.#parts.desk.names.desk(desk)) : SENTENCES.answering(holder);
  }

  /** `byPatron`: she is told so; that the time to keep it is over is no news, and must open no window. */
  forgotten(librarian: LibrarianName, conversation: ConversationId, byPatron: boolean): void {
    const window = this.opened(librarian, conversation);
    if (byPatron) window?.tell(SENTENCES.forgotten);
    window?.end();
    this.#windows.get(librarian)?.delete(conversation);
  }

  /** Nobody is in it any more. */
  letGo(conversation: ConversationId): void {
    for (const windows of this.#windows.values()) {
      windows.get(conversation)?.end();
      windows.delete(conversation);
    }
  }

  /** All of hers: they were another account's. */
  close(librarian: LibrarianName): void {
    for (const window of this.of(librarian)) window.end();
    this.#windows.delete(librarian);
  }

  /** An answer to a ping of ours. */
  confirmed(librarian: LibrarianName, id: string): void {
    for (const window of this.of(librarian)) if (window.confirmed(id)) return;
  }

  /** Gives the windows that program had to do with, and since when what it sent from there may not have come in. */
  left(librarian: LibrarianName, resource: string): ReadonlyMap<ConversationId, number> {
    const since = new Map<ConversationId, number>();
    for (const [conversation, window] of this.#windows.get(librarian) ?? []) {
      const at = window.left(resource);
      if (at !== undefined) since.set(conversation, at);
    }
    return since;
  }

  /** With the stream: nothing is in flight any more. */
  end(): void {
    for (const windows of this.#windows.values()) for (const window of windows.values()) window.end();
  }

  /** What one of her programs, or its server, says of a message of ours. */
  hears(
    librarian: LibrarianName,
    { id }: ConversationCard,
    said: Extract<ParsedMessage, { kind: 'refused' | 'proof' }>,
    resource: string,
  ): void {
    const window = this.opened(librarian, id);
    if (said.kind === 'refused') window?.refused(said.of, resource, said.held);
    else {
      const upTo = window?.seenBy(said.of);
      if (said.seen && upTo !== undefined) this.#sees(librarian, id, upTo);
    }
  }

  /** She typed something there, in this program of hers: whatever had reached her she has read. */
  spoke(librarian: LibrarianName, card: ConversationCard, resource: string): void {
    this.open(librarian, card)?.spoke(resource);
    this.#sees(librarian, card.id);
  }

  /** After what was just proved: the desk hears of that by the end of its delivery, a promise. */
  #sees(librarian: LibrarianName, conversation: ConversationId, upTo?: Seq): void {
    queueMicrotask(() => this.#parts.sees(librarian, conversation, upTo));
  }
}
