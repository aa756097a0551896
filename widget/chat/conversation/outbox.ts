/** Sends the patron's lines to the relay. */
import type { FromPatron } from '../../../relay/protocol/frames.ts';
import type { PageClock } from '../../shared/page-clock.ts';
import type { OwnLine } from './conversation-view.ts';
import type { KeyKeeper } from './key-keeper.ts';

/** After a temporary refusal the next try is after this time; each refusal doubles it, up to LONGEST_RETRY_MS. */
const RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

export interface OutboxParts {
  keys: KeyKeeper;
  clock: PageClock;
  /** The next line to send. */
  next(): OwnLine | undefined;
  /** Returns false if the frame was not sent. */
  send(frame: FromPatron): boolean;
  /** Sends the hello again after the relay refused it. */
  helloAgain(): void;
}

/**
 * Sends the patron's lines in the order they were written, one at a time, each until the relay has answered it, always
 * with the same id, and under a key on which all the patron's tabs agree. Also sends the request to delete the
 * conversation.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  #forgetting = false;
  /** The relay has answered the last hello. */
  #welcomed = false;
  /** The id of the line that was sent since then and is not answered yet. */
  #inFlight: string | undefined;
  #claiming = false;
  #refusals = 0;
  #unretry: (() => void) | undefined;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** Sends what can be sent now, if there is anything. */
  flush(): void {
    const { keys, next, send } = this.#parts;
    if (!this.#welcomed || this.#claiming || this.#unretry) return;
    const line = next();
    if (this.#forgetting) send({ kind: 'forget' });
    else if (!line || this.#inFlight) return;
    else if (!keys.inUse) void this.#claim();
    else if (send({ kind: 'say', id: line.id, text: line.text })) this.#inFlight = line.id;
  }

  forget(): void {
    this.#forgetting = true;
    this.flush();
  }

  welcomed(): void {
    this.#welcomed = true;
    this.flush();
  }

  /** To be called when the socket is cut: what was sent on one socket is not answered on the next. */
  cut(): void {
    this.#welcomed = false;
    this.#inFlight = undefined;
  }

  /** To be called when the relay has kept this line, or has refused it for good. */
  answered(id: string): void {
    if (this.#inFlight === id) this.#inFlight = undefined;
    this.#refusals = 0;
    this.flush();
  }

  /** To be called after a temporary refusal. Repeats what was sent last: a line, the hello, or the request to delete. */
  retryLater(): void {
    this.#inFlight = undefined;
    const delay = Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** this.#refusals++);
    this.#unretry ??= this.#parts.clock.after(delay, () => {
      this.#unretry = undefined;
      if (this.#welcomed) this.flush();
      else this.#parts.helloAgain();
    });
  }

  /** Stops all tries and resets the counters. */
  stop(): void {
    this.cut();
    this.#forgetting = false;
    this.#refusals = 0;
    this.#unretry?.();
    this.#unretry = undefined;
  }

  async #claim(): Promise<void> {
    this.#claiming = true;
    await this.#parts.keys.claim();
    this.#claiming = false;
    this.flush();
  }
}
