import type { Mark } from '../../relay/protocol/entries.ts';
import type { PageClock } from './page-clock.ts';

/** Entries come in bursts; how far this page has got is said once for all of them. */
const MARK_MS = 100;
const NOTHING: Mark = { delivered: 0, seen: 0 };

export class OwnMarks {
  readonly #clock: PageClock;
  readonly #reached: () => Mark;
  readonly #send: (mark: Mark) => boolean;
  #said = NOTHING;
  #disarm: (() => void) | undefined;

  /** `reached`: how far it has got; `send`: false where it could not be said now. */
  constructor(clock: PageClock, reached: () => Mark, send: (mark: Mark) => boolean) {
    this.#clock = clock;
    this.#reached = reached;
    this.#send = send;
  }

  soon(): void {
    this.#disarm ??= this.#clock.after(MARK_MS, () => {
      this.#disarm = undefined;
      const mark = this.#reached();
      const news = mark.delivered !== this.#said.delivered || mark.seen !== this.#said.seen;
      if (news && this.#send(mark)) this.#said = mark;
    });
  }

  /** A new socket, or a new conversation: all is to be said again. */
  reset(): void {
    this.#said = NOTHING;
  }

  stop(): void {
    this.#disarm?.();
  }
}
