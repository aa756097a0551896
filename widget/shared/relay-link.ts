import { mayRetry } from '../../relay/protocol/close-codes.ts';
import { SILENCE_SECONDS, STILL_SECONDS } from '../../relay/protocol/limits.ts';
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
  /** Called when `state` has changed, or `closeCode`. */
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

/** `trying`: a socket is open, or about to be, and has not answered. `waiting`: for the next try. */
type Phase = 'ended' | 'waiting' | 'trying' | 'live';

/** Milliseconds before the next try. Full jitter: a restarted relay is not met by every page at once. */
export const nextDelay = (failures: number, random: number): number =>
  250 + random * Math.min(29_750, 500 * 2 ** failures);

/**
 * A WebSocket to the relay that mends itself, for chat and console. It promises nothing about frames in flight: with
 * every `hello` both sides say what they lack. A hidden page is not judged silent, since browsers slow its timers.
 */
export class RelayLink<From extends Framed, To extends Framed> {
  readonly #parts: LinkParts<From, To>;
  #state: LinkState = 'ended';
  #closeCode: number | undefined;
  #phase: Phase = 'ended';
  /** While trying or live; one that was given up may still speak. */
  #socket: LinkSocket | undefined;
  /** When the phase ends, if nothing else ends it. */
  #due = 0;
  #stillDue = 0;
  #liveSince = 0;
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

  /** A code of `Close` with which the relay closed the last socket, until one answers; where `state` is `ended`, for good. */
  get closeCode(): number | undefined {
    return this.#closeCode;
  }

  /** Connects and stays connected. Does nothing where it was started and has not ended. */
  start(): void {
    if (this.#phase !== 'ended') return;
    this.#heardAt = this.#now;
    this.#failures = 0;
    this.#closeCode = undefined;
    this.#unwatch = this.#parts.browser.watch((hint) => this.#hinted(hint));
    this.#try();
  }

  /** What `send` took before still goes out. */
  stop(): void {
    this.#closeCode = undefined;
    this.#become('ended');
  }

  /** False where it is not live: then nothing was sent, and the next `hello` is the occasion. */
  send(frame: From): boolean {
    const live = this.#phase === 'live';
    if (live) this.#socket?.send(JSON.stringify(frame));
    return live;
  }

  /** Cuts a wait for the next try short. */
  retryNow(): void {
    if (this.#phase === 'waiting') this.#try();
  }

  /** Takes a new socket, and with it a new hello. */
  restart(): void {
    if (this.#phase !== 'ended') this.#try();
  }

  get #now(): number {
    return this.#parts.browser.now();
  }

  #try(): void {
    const { browser, address, hello } = this.#parts;
    this.#triedAt = this.#now;
    let socket: LinkSocket | undefined;
    const ifOurs = (then: () => void) => {
      if (this.#socket === socket) then();
    };
    try {
      socket = browser.open(address, {
        open: () => ifOurs(() => socket?.send(JSON.stringify(hello()))),
        data: (data) => ifOurs(() => this.#heard(data)),
        close: (code) => ifOurs(() => this.#closed(code)),
      });
      this.#become('trying', this.#triedAt + ANSWER_MS, socket);
    } catch {
      // The page's policy forbids the address. Waited for like any other failure.
      this.#lost();
    }
  }

  #heard(data: unknown): void {
    const now = this.#now;
    this.#heardAt = now;
    if (this.#phase !== 'live') {
      this.#closeCode = undefined;
      this.#liveSince = now;
      this.#stillDue = now + STILL_MS;
    }
    this.#become('live', now + SILENCE_MS, this.#socket);
    const frame = framed(data);
    if (frame && frame.kind !== 'still' && this.#phase === 'live') this.#parts.onFrame(frame as To); // as: the relay's frames are not checked twice
  }

  #closed(code: number): void {
    if (mayRetry(code)) this.#lost(code);
    else {
      this.#closeCode = code;
      this.#become('ended');
    }
  }

  /** `code`: why the relay closed it; of the network's own making, or none at all, nothing is told. */
  #lost(code = 0): void {
    const now = this.#now;
    const before = this.#closeCode;
    this.#closeCode = code < 4_000 ? undefined : code;
    if (this.#phase === 'live' && now - this.#liveSince >= STEADY_MS) this.#failures = 0;
    this.#become('waiting', now + nextDelay(this.#failures++, this.#parts.browser.random()));
    if (before !== this.#closeCode) this.#parts.onState(this.#state);
  }

  #hinted(hint: Hint): void {
    const now = this.#now;
    if (hint === 'left') this.#become('waiting');
    else if (hint === 'shown' && this.#phase === 'waiting') this.#due = Math.min(this.#due, this.#triedAt + BURST_MS);
    else if (hint === 'shown' && now - this.#heardAt >= BURST_MS) {
      this.#stillDue = now;
      if (this.#phase === 'live') this.#due = Math.max(this.#heardAt + SILENCE_MS, now + WAKE_MS);
    }
    this.#work();
  }

  /** The only way from one phase to the next: no socket and no timer outlives its phase. */
  #become(next: Phase, due = NEVER, socket?: LinkSocket): void {
    const before = this.#socket;
    this.#phase = next;
    this.#due = due;
    this.#socket = socket;
    // A goodbye says so: without a code the relay takes it for a loss, and waits for her.
    if (before !== socket) before?.close(due === NEVER ? GOODBYE : undefined);
    if (next === 'ended') this.#unwatch();
    this.#work();
  }

  /** Does what is due, sets the one timer for what is due next, and tells when the state has changed. */
  #work(): void {
    const { browser, onState } = this.#parts;
    const now = this.#now;
    const phase = this.#phase;
    const live = phase === 'live';
    const unsureDue = this.#heardAt + SILENCE_MS;
    let next = live ? this.#stillDue : unsureDue;
    this.#disarm();
    if (phase !== 'ended' && (!live || browser.visible())) {
      if (now >= this.#due) {
        if (phase === 'waiting') this.#try();
        else this.#lost();
        return;
      }
      if (live && now >= next) {
        next = now + STILL_MS;
        this.#stillDue = next;
        this.#socket?.send('{"kind":"still"}');
      }
      next = Math.min(this.#due, next > now ? next : NEVER);
      if (next < NEVER) this.#disarm = browser.after(next - now, () => this.#work());
    }
    const mending = now < unsureDue ? 'connecting' : 'unsure';
    const state = live || phase === 'ended' ? phase : mending;
    if (state === this.#state) return;
    this.#state = state;
    onState(state);
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
