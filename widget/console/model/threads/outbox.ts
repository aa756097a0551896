import type { FromConsole, SorryCode } from '../../../../relay/protocol/frames.ts';
import { TYPING_SECONDS } from '../../../../relay/protocol/limits.ts';
import { cleanText } from '../../../../relay/protocol/text.ts';
import type { PageClock } from '../../../shared/page-clock.ts';
import { NamedTimers } from '../named-timers.ts';
import type { Thread, UnsentLine } from './thread.ts';

export interface OutboxParts {
  /** False where there is no connection: then nothing was sent. */
  send(frame: FromConsole): boolean;
  clock: PageClock;
  newId(): string;
}

/** "She is typing" is said again after this long. */
const TYPING_AGAIN_MS = (TYPING_SECONDS * 1_000) / 2;
/** A line the relay could not keep just now goes out again by itself, ever less often. */
const retryDelay = (tries: number): number => Math.min(30_000, 1_000 * 2 ** tries);

/**
 * What she says. A line stays unsent until the relay keeps it, and may go out any number of times under one id: the
 * relay makes it one entry.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #errands: NamedTimers;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#errands = new NamedTimers(parts.clock);
  }

  /** False where there was nothing to say. */
  say(thread: Thread, text: string): boolean {
    const said = cleanText(text);
    if (said === '') return false;
    const line = { id: this.#parts.newId(), text: said, at: this.#parts.clock.now(), tries: 0 };
    thread.unsent.push(line);
    this.#errands.drop(`typing ${thread.card.id}`);
    this.#send(thread, line);
    return true;
  }

  /** Everything not kept yet and not refused for good, in the order it was said. */
  resend(thread: Thread): void {
    for (const line of thread.unsent) if (!line.refused?.final) this.#again(thread, line);
  }

  /** Her "try again". A refused id may be in use for another text, so a final refusal gets a new one. */
  tryAgain(thread: Thread, id: string): void {
    const line = thread.unsent.find((unsent) => unsent.id === id);
    if (!line?.refused) return;
    if (line.refused.final) line.id = this.#parts.newId();
    this.#again(thread, line);
  }

  discard(thread: Thread, id: string): void {
    this.#errands.drop(`line ${id}`);
    thread.unsent = thread.unsent.filter((line) => line.id !== id);
  }

  refuse(thread: Thread, id: string, refused: { code: SorryCode; final: boolean }, then: () => void): void {
    const line = thread.unsent.find((unsent) => unsent.id === id);
    if (!line) return;
    line.refused = refused;
    if (refused.final) return;
    this.#errands.in(retryDelay(++line.tries), `line ${id}`, () => {
      this.#again(thread, line);
      then();
    });
  }

  /** Tells the patron that she types, not more often than needed, or that she has stopped. */
  types(thread: Thread, on: boolean): void {
    const conversation = thread.card.id;
    const name = `typing ${conversation}`;
    if (on === this.#errands.has(name)) return;
    if (on) this.#errands.in(TYPING_AGAIN_MS, name, () => {});
    else this.#errands.drop(name);
    this.#parts.send({ kind: 'typing', conversation, on });
  }

  stop(): void {
    this.#errands.dropAll();
  }

  #again(thread: Thread, line: UnsentLine): void {
    if (!thread.unsent.includes(line)) return;
    delete line.refused;
    this.#send(thread, line);
  }

  #send(thread: Thread, { id, text }: UnsentLine): void {
    this.#errands.drop(`line ${id}`);
    this.#parts.send({ kind: 'say', conversation: thread.card.id, id, text });
  }
}
