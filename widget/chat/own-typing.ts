import type { PageClock } from './page-clock.ts';

/** Says at most every so often that she types; the relay lets it lapse after TYPING_SECONDS. */
const AGAIN_MS = 3_000;
/** No key for this long: she has stopped. */
const PAUSE_MS = 4_000;

/** Makes a `typing` frame of the first key, and of the last. */
export class OwnTyping {
  readonly #clock: PageClock;
  readonly #send: (on: boolean) => void;
  #saidAt: number | undefined;
  #disarm = () => {};

  constructor(clock: PageClock, send: (on: boolean) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  key(): void {
    const now = this.#clock.now();
    if (this.#saidAt === undefined || now - this.#saidAt >= AGAIN_MS) {
      this.#saidAt = now;
      this.#send(true);
    }
    this.#disarm();
    this.#disarm = this.#clock.after(PAUSE_MS, () => this.stop());
  }

  stop(): void {
    this.#disarm();
    if (this.#saidAt === undefined) return;
    this.#saidAt = undefined;
    this.#send(false);
  }
}
