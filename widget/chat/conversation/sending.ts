import type { FromPatron } from '../../../relay/protocol/frames.ts';
import type { PageClock } from '../../shared/page-clock.ts';
import type { OwnLine } from './conversation-view.ts';
import type { KeyKeeper } from './key-keeper.ts';

/** What was refused for the moment is tried again after this, then ever later. */
const RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

export interface SendingParts {
  keys: KeyKeeper;
  clock: PageClock;
  /** The line to send. */
  next(): OwnLine | undefined;
  /** False where it was not sent. */
  send(frame: FromPatron): boolean;
  /** A refused hello is due again. */
  helloAgain(): void;
}

/**
 * Brings the patron's lines to the relay in the order she said them, each until it is answered, always with the same
 * id, under a key all her tabs agree on; and her wish to be forgotten.
 */
export class Outbox {
  readonly #parts: SendingParts;
  #forgetting = false;
  /** The relay has answered the last hello. */
  #welcomed = false;
  /** The line sent since then that is not answered. */
  #inFlight: string | undefined;
  #claiming = false;
  #refusals = 0;
  #unretry: (() => void) | undefined;

  constructor(parts: SendingParts) {
    this.#parts = parts;
  }

  /** Sends what is to be sent now, if anything. */
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

  /** What was sent on one socket is not answered on the next. */
  cut(): void {
    this.#welcomed = false;
    this.#inFlight = undefined;
  }

  /** The relay has this line, or will never have it. */
  answered(id: string): void {
    if (this.#inFlight === id) this.#inFlight = undefined;
    this.#refusals = 0;
    this.flush();
  }

  /** Whatever was asked for last: a line, the hello, or to be forgotten. */
  retryLater(): void {
    this.#inFlight = undefined;
    const delay = Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** this.#refusals++);
    this.#unretry ??= this.#parts.clock.after(delay, () => {
      this.#unretry = undefined;
      if (this.#welcomed) this.flush();
      else this.#parts.helloAgain();
    });
  }

  /** Nothing is under way any more. */
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
