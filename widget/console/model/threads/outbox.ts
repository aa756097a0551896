import type { FromConsole, SorryCode } from '../../../../relay/protocol/frames.ts';
import { TYPING_SECONDS } from '../../../../relay/protocol/limits.ts';
import { cleanText } from '../../../../relay/protocol/text.ts';
import type { PageClock } from '../../../shared/page-clock.ts';
import { NamedTimers } from '../named-timers.ts';
import type { Thread, UnsentLine } from './thread.ts';

export interface OutboxParts {
  /** Returns false if there is no connection: then nothing was sent. */
  send(frame: FromConsole): boolean;
  clock: PageClock;
  newId(): string;
}

/** While the librarian keeps typing, "typing" is sent again at this interval. */
const TYPING_AGAIN_MS = (TYPING_SECONDS * 1_000) / 2;
/** Back-off before a line that the relay could not store is sent again. */
const retryDelay = (tries: number): number => Math.min(30_000, 1_000 * 2 ** tries);

/**
 * The lines a librarian writes. A line stays unsent until the relay has stored it. It may be sent any number of times
 * under the same id; the relay stores it once.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #timers: NamedTimers;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#timers = new NamedTimers(parts.clock);
  }

  /** Returns false if the text is empty. */
  say(thread: Thread, text: string): boolean {
    const said = cleanText(text);
    if (said === '') return false;
    const line = { id: this.#parts.newId(), text: said, at: this.#parts.clock.now(), tries: 0 };
    thread.unsent.push(line);
    this.#timers.cancel(`typing ${thread.card.id}`);
    this.#send(thread, line);
    return true;
  }

  /** Sends all lines that are neither stored nor refused for good, in the order they were written. */
  resend(thread: Thread): void {
    for (const line of thread.unsent) if (!line.refused?.final) this.#sendAgain(thread, line);
  }

  /** For the button "Try again". After a final refusal the line gets a new id, because the old one may be in use for another text. */
  tryAgain(thread: Thread, id: string): void {
    const line = thread.unsent.find((unsent) => unsent.id === id);
    if (!line?.refused) return;
    if (line.refused.final) line.id = this.#parts.newId();
    this.#sendAgain(thread, line);
  }

  discard(thread: Thread, id: string): void {
    this.#timers.cancel(`line ${id}`);
    thread.unsent = thread.unsent.filter((line) => line.id !== id);
  }

  refuse(thread: Thread, id: string, refused: { code: SorryCode; final: boolean }, then: () => void): void {
    const line = thread.unsent.find((unsent) => unsent.id === id);
    if (!line) return;
    line.refused = refused;
    if (refused.final) return;
    this.#timers.set(retryDelay(++line.tries), `line ${id}`, () => {
      this.#sendAgain(thread, line);
      then();
    });
  }

  /** Reports to the patron that the librarian is typing, no more often than needed, or has stopped. */
  setTyping(thread: Thread, on: boolean): void {
    const conversation = thread.card.id;
    const name = `typing ${conversation}`;
    if (on === this.#timers.has(name)) return;
    if (on) this.#timers.set(TYPING_AGAIN_MS, name, () => {});
    else this.#timers.cancel(name);
    this.#parts.send({ kind: 'typing', conversation, on });
  }

  stop(): void {
    this.#timers.cancelAll();
  }

  #sendAgain(thread: Thread, line: UnsentLine): void {
    if (!thread.unsent.includes(line)) return;
    delete line.refused;
    this.#send(thread, line);
  }

  #send(thread: Thread, { id, text }: UnsentLine): void {
    this.#timers.cancel(`line ${id}`);
    this.#parts.send({ kind: 'say', conversation: thread.card.id, id, text });
  }
}
