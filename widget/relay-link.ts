import { mayRetry } from '../relay/protocol/close-codes.ts';
import { SILENCE_SECONDS, STILL_SECONDS } from '../relay/protocol/limits.ts';
import type { Hint, LinkBrowser, LinkSocket } from './link-browser.ts';

/**
 * - `connecting`: no socket that answers, yet or any more, but less than SILENCE_SECONDS have passed
 * - `live`: the relay has answered our hello
 * - `unsure`: nothing was heard for SILENCE_SECONDS, what the page shows may be wrong; tries go on
 * - `ended`: not started, stopped, or closed with a code after which trying again is of no use (`closeCode`)
 */
export type LinkState = 'connecting' | 'live' | 'unsure' | 'ended';

interface Framed {
  kind: string;
}

export interface LinkParts<From extends Framed, To extends Framed> {
  /** `wss://ask.library.example/socket` */
  address: string;
  browser: LinkBrowser;
  /** The first frame of every socket, asked for anew each time. */
  hello(): From;
  /** Every frame but `still`. May be of a kind this page does not know: ignore those. */
  onFrame(frame: To): void;
  /** Called when `state` has changed. */
  onState(state: LinkState): void;
}

/** A relay that does not answer a socket in this time is tried again. */
const ANSWER_MS = 8_000;
/** A page shown again gives the relay this long to say that it is still there. */
const WAKE_MS = 3_000;
/** A socket that lived shorter counts as a failed try, so that a relay that cuts at once is not hammered. */
const STEADY_MS = 10_000;
/** Hints come in bursts: not more tries than one in this time. */
const BURST_MS = 1_000;
const STILL_MS = STILL_SECONDS * 1_000;
const SILENCE_MS = SILENCE_SECONDS * 1_000;
const NEVER = Number.POSITIVE_INFINITY;
/** The one code of its own a page may give for that (WebSockets, "close(code, reason)"). */
const GOODBYE = 1_000;

type Phase =
  | { at: 'ended'; code?: number }
  | { at: 'waiting'; due: number }
  | { at: 'trying'; socket: LinkSocket; due: number }
  | { at: 'live'; socket: LinkSocket; due: number; stillDue: number; since: number };

/** Milliseconds before the next try. Full jitter: a restarted relay is not met by every page at once. */
export const nextDelay = (failures: number, random: number): number =>
  250 + random * Math.min(29_750, 500 * 2 ** failures);

/**
 * A WebSocket to the relay that mends itself, for chat and console. It promises nothing about frames in flight: with
 * every `hello` both sides say what they lack. A hidden page is not judged silent, since browsers slow its timers.
 */
export class RelayLink<From extends Framed, To extends Framed> {
  readonly #parts: LinkParts<From, To>;
  #phase: Phase = { at: 'ended' };
  #state: LinkState = 'ended';
  #heardAt = 0;
  #triedAt = 0;
  #failures = 0;
  #unwatch = () => {};
  #disarm = () => {};

  constructor(parts: LinkParts<From, To>) {
    this.#parts = parts;
  }

  get state(): LinkState {
    return this.#state;
  }

  /** A code of `Close`, where the relay ended it for good. */
  get closeCode(): number | undefined {
    return this.#phase.at === 'ended' ? this.#phase.code : undefined;
  }

  /** Connects and stays connected. Does nothing where it was started and has not ended. */
  start(): void {
    if (this.#phase.at !== 'ended') return;
    this.#heardAt = this.#now;
    this.#failures = 0;
    this.#unwatch = this.#parts.browser.watch((hint) => this.#hinted(hint));
    this.#try();
  }

  /** What `send` took before still goes out. */
  stop(): void {
    this.#become({ at: 'ended' });
  }

  /** False where it is not live: then nothing was sent, and the next `hello` is the occasion. */
  send(frame: From): boolean {
    if (this.#phase.at !== 'live') return false;
    this.#phase.socket.send(JSON.stringify(frame));
    return true;
  }

  /** Cuts a wait for the next try short. */
  retryNow(): void {
    if (this.#phase.at === 'waiting') this.#try();
  }

  /** Takes a new socket, and with it a new hello. */
  restart(): void {
    if (this.#phase.at !== 'ended') this.#try();
  }

  get #now(): number {
    return this.#parts.browser.now();
  }

  #try(): void {
    const { browser, address, hello } = this.#parts;
    this.#triedAt = this.#now;
    let socket: LinkSocket;
    // A socket that was given up may still speak.
    const ours = () => 'socket' in this.#phase && this.#phase.socket === socket;
    try {
      socket = browser.open(address, {
        open: () => ours() && socket.send(JSON.stringify(hello())),
        data: (data) => ours() && this.#heard(socket, data),
        close: (code) => ours() && (mayRetry(code) ? this.#lost() : this.#become({ at: 'ended', code })),
      });
    } catch {
      // The page's policy forbids the address. Waited for like any other failure.
      this.#lost();
      return;
    }
    this.#become({ at: 'trying', socket, due: this.#triedAt + ANSWER_MS });
  }

  #heard(socket: LinkSocket, data: unknown): void {
    const now = this.#now;
    this.#heardAt = now;
    const { since, stillDue } = this.#phase.at === 'live' ? this.#phase : { since: now, stillDue: now + STILL_MS };
    this.#become({ at: 'live', socket, due: now + SILENCE_MS, stillDue, since });
    const frame = framed(data);
    if (frame && frame.kind !== 'still' && this.#phase.at === 'live') this.#parts.onFrame(frame as To); // as: the relay's frames are not checked twice
  }

  #lost(): void {
    if (this.#phase.at === 'live' && this.#now - this.#phase.since >= STEADY_MS) this.#failures = 0;
    this.#become({ at: 'waiting', due: this.#now + nextDelay(this.#failures++, this.#parts.browser.random()) });
  }

  #hinted(hint: Hint): void {
    const now = this.#now;
    if (hint === 'left') this.#become({ at: 'waiting', due: NEVER });
    else if (hint === 'shown' && this.#phase.at === 'waiting') {
      this.#phase.due = Math.min(this.#phase.due, this.#triedAt + BURST_MS);
    } else if (hint === 'shown' && this.#phase.at === 'live' && now - this.#heardAt >= BURST_MS) {
      this.#phase.stillDue = now;
      this.#phase.due = Math.max(this.#heardAt + SILENCE_MS, now + WAKE_MS);
    }
    this.#work();
  }

  /** The only way from one phase to the next: no socket and no timer outlives its phase. */
  #become(next: Phase): void {
    const before = this.#phase;
    this.#phase = next;
    if ('socket' in before && !('socket' in next && next.socket === before.socket)) {
      // A goodbye says so: without a code the relay takes it for a loss, and waits for her.
      before.socket.close(next.at === 'ended' || next.due === NEVER ? GOODBYE : undefined);
    }
    if (next.at === 'ended') this.#unwatch();
    this.#work();
  }

  /** Does what is due, sets the one timer for what is due next, and tells when the state has changed. */
  #work(): void {
    const now = this.#now;
    const phase = this.#phase;
    this.#disarm();
    const judged = phase.at !== 'live' || this.#parts.browser.visible();
    if (phase.at !== 'ended' && judged && now >= phase.due) {
      if (phase.at === 'waiting') this.#try();
      else this.#lost();
      return;
    }
    if (phase.at === 'live' && judged && now >= phase.stillDue) {
      phase.stillDue = now + STILL_MS;
      phase.socket.send('{"kind":"still"}');
    }
    const next = judged ? this.#nextDue(now) : NEVER;
    if (next < NEVER) this.#disarm = this.#parts.browser.after(next - now, () => this.#work());
    this.#tell(now);
  }

  #nextDue(now: number): number {
    const phase = this.#phase;
    if (phase.at === 'ended') return NEVER;
    const unsureDue = this.#heardAt + SILENCE_MS;
    return Math.min(phase.due, phase.at === 'live' ? phase.stillDue : unsureDue > now ? unsureDue : NEVER);
  }

  #tell(now: number): void {
    const { at } = this.#phase;
    const mending = now - this.#heardAt < SILENCE_MS ? 'connecting' : 'unsure';
    const state = at === 'live' || at === 'ended' ? at : mending;
    if (state === this.#state) return;
    this.#state = state;
    this.#parts.onState(state);
  }
}

/** A frame of any kind, or undefined for what is none. */
const framed = (data: unknown): Framed | undefined => {
  try {
    const frame: unknown = JSON.parse(String(data));
    return typeof frame === 'object' && frame !== null && 'kind' in frame ? (frame as Framed) : undefined; // as: it has a kind
  } catch {
    return undefined;
  }
};
