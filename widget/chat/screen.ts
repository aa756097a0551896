import type { PatronEntry, Seq } from '../../relay/protocol/entries.ts';
import type { PageLimits, ToPatron } from '../../relay/protocol/frames.ts';
import { MAX_TEXT, TYPING_SECONDS } from '../../relay/protocol/limits.ts';
import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';
import type { PageClock } from './page-clock.ts';
import { ownLine, Transcript } from './transcript.ts';

/** What the relay has told this page, and nothing the page has done. */
export class Screen {
  readonly transcript = new Transcript();
  whereabouts: Whereabouts | undefined;
  limits: PageLimits = { text: MAX_TEXT };
  wait: { asked: number } | undefined;
  typing: { name?: string } | undefined;
  firstNew: Seq | undefined;
  readonly #clock: PageClock;
  /** Called when typing has lapsed. */
  readonly #changed: () => void;
  #untyping = () => {};

  constructor(clock: PageClock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  welcome({ whereabouts, limits, after }: Extract<ToPatron, { kind: 'welcome' }>): void {
    this.whereabouts = whereabouts;
    this.limits = limits;
    this.wait = undefined;
    this.transcript.cutAfter(after);
  }

  receive(frame: ToPatron): void {
    switch (frame.kind) {
      case 'mark':
        this.transcript.mark(frame);
        break;
      case 'typing':
        this.theyType(frame.on, frame.name);
        break;
      case 'whereabouts':
        this.whereabouts = frame.whereabouts;
        break;
      case 'wait':
        this.wait = { asked: frame.asked };
    }
  }

  /** `unseen`: would this line be new to her? */
  arrived(entry: PatronEntry, unseen: (seq: Seq) => boolean): void {
    if (entry.kind === 'said' && entry.by === 'patron') this.transcript.add(ownLine(entry));
    else if (this.transcript.add(entry)) {
      if (entry.kind !== 'noted') this.wait = undefined;
      if (entry.kind !== 'said') return;
      this.theyType(false);
      if (unseen(entry.seq)) this.firstNew ??= entry.seq;
    }
  }

  /** Lapses where it is not repeated. */
  theyType(on: boolean, name?: string): void {
    this.#untyping();
    this.typing = on ? { ...(name !== undefined && { name }) } : undefined;
    if (!on) return;
    this.#untyping = this.#clock.after(TYPING_SECONDS * 1_000, () => {
      this.typing = undefined;
      this.#changed();
    });
  }

  /** Of the conversation; the desk stays. */
  clear(): void {
    this.transcript.clear();
    this.theyType(false);
    this.wait = undefined;
    this.firstNew = undefined;
  }
}
