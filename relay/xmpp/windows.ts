import type { ConversationId } from '../desk/entry.ts';
import type { LibrarianName } from '../desk/roster.ts';
import type { Mark } from '../protocol/entries.ts';
import type { ConversationCard } from '../protocol/frames.ts';
import type { Element } from './element.ts';
import type { Resources } from './resources.ts';
import { SAYS } from './sentences.en.ts';
import { Window } from './window.ts';

export interface WindowsParts {
  domain: string;
  resources: Resources;
  send(stanza: Element): boolean;
  newId(): string;
  /** Her address without resource; undefined: she has none. */
  accountOf(librarian: LibrarianName): string | undefined;
}

/** Every librarian's windows that something was handed to, or said in, since the relay started. */
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
    const { send, newId, domain, resources, accountOf } = this.#parts;
    const her = accountOf(librarian);
    if (known || her === undefined) return known;
    const choose = (last: string | undefined, refused: ReadonlySet<string>) =>
      resources.choose(librarian, last, refused);
    const window = new Window({ her, patron: `${word}@${domain}`, send, newId, choose });
    window.consulted = consulted === true;
    const windows = this.#windows.get(librarian) ?? new Map<ConversationId, Window>();
    this.#windows.set(librarian, windows.set(id, window));
    return window;
  }

  /** What has changed beside entries: who holds it, whether the patron is there, how far her pages have got. */
  tellCard(librarian: LibrarianName, { id, state, holder, patronHere, mark, consulted }: ConversationCard): void {
    const window = this.opened(librarian, id);
    if (!window) return;
    const sentence = state === 'held' && holder !== undefined ? SAYS.answering(holder) : '';
    // Who was asked beside it, and has answered, is told so where she answered.
    const answered = state === 'held' && window.consulted;
    if (sentence !== '' && window.toldState !== sentence && !answered) window.tell(sentence);
    window.consulted = consulted === true;
    window.toldState = sentence;
    window.patronHas(mark.delivered);
    if (state === 'mine') window.patronIsHere(patronHere);
  }

  forgotten(librarian: LibrarianName, conversation: ConversationId): void {
    const window = this.opened(librarian, conversation);
    window?.tell(SAYS.forgotten);
    window?.end();
    this.#windows.get(librarian)?.delete(conversation);
  }

  /** An answer to a ping of ours. */
  confirmed(librarian: LibrarianName, id: string): void {
    for (const window of this.of(librarian)) if (window.confirmed(id)) return;
  }

  left(librarian: LibrarianName, resource: string): void {
    for (const window of this.of(librarian)) window.left(resource);
  }

  /** With the stream: nothing is in flight any more. */
  end(): void {
    for (const windows of this.#windows.values()) for (const window of windows.values()) window.end();
  }

  /** She did something in a window: how far she has got with it, where that is known now. */
  spoke(window: Window, resource: string, proof: { of: string; seen: boolean } | undefined): Mark | undefined {
    const upTo = proof ? window.seenBy(proof.of) : window.spoke(resource);
    return upTo && (!proof || proof.seen) ? { delivered: upTo, seen: upTo } : undefined;
  }
}
