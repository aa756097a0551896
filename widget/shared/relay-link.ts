/** The WebSocket connection from a page to the relay, for chat and console. */
import { Close, mayRetry } from '../../relay/protocol/close-codes.ts';
import { SILENCE_SECONDS, STILL_SECONDS } from '../../relay/protocol/limits.ts';
import type { Hint, LinkBrowser, LinkSocket } from './link-browser.ts';

/**
 * - `connecting`: no socket answers, but the last answer or the start is less than SILENCE_SECONDS ago
 * - `live`: the relay has answered the page's hello
 * - `unsure`: the relay has sent nothing for SILENCE_SECONDS, so what the page shows may be wrong; retries continue
 * - `ended`: not started, stopped, or closed with a code after which a retry is useless (`closeCode`)
 */
export type LinkState = 'connecting' | 'live' | 'unsure' | 'ended';

interface Frame {
  kind: string;
}

export interface LinkParts<From extends Frame, To extends Frame> {
  /** `wss://ask.library.example/socket` */
  address: string;
  browser: LinkBrowser;
  /** Returns the first frame to send. Called for every new socket. */
  hello(): From;
  /** Called with every frame except `still`. The frame may be of a kind that this page does not know: ignore those. */
  onFrame(frame: To): void;
  /** Called when `state` or `closeCode` has changed. */
  onState(state: LinkState): void;
}

/** If the relay does not answer on a new socket within this time, the page tries another socket. */
const ANSWER_MS = 8_000;
/** When a page is shown again, the relay has this long to answer `still`. */
const WAKE_MS = 3_000;
/** A socket that was live for less than this counts as a failure, so that a relay that cuts at once is not overloaded. */
const STEADY_MS = 10_000;
/** Hints come in bursts. They cause at most one try in this time. */
const BURST_MS = 1_000;
const STILL_MS = STILL_SECONDS * 1_000;
const SILENCE_MS = SILENCE_SECONDS * 1_000;
const NEVER = Number.POSITIVE_INFINITY;
/** Says that the page closes for good. The only registered code that a page may use (WebSockets, "close(code, reason)"). */
const GOODBYE = 1_000;

/** `trying`: there is a socket, and the relay has not answered on it. `waiting`: until the next try. */
type Phase = 'ended' | 'waiting' | 'trying' | 'live';

/** Does this close code mean too much at once: too many frames from this page, or too many sockets in all? */
export const isTooMuch = (code: number): boolean => code === Close.tooFast.code || code === Close.tooManySockets.code;

/**
 * The back-off: milliseconds until the next try. `random`: at least 0 and less than 1. With full jitter, the pages do not
 * all connect in the same moment after a restart of the relay.
 */
export const nextDelay = (failures: number, random: number): number =>
  250 + random * Math.min(29_750, 500 * 2 ** failures);

/**
 * A WebSocket to the relay that reconnects by itself. Frames may be lost when a socket is cut: with every `hello` both
 * sides say what they have received so far. On a hidden page, silence of the relay does not count, because browsers slow
 * the timers of such pages.
 */
export class RelayLink<From extends Frame, To extends Frame> {
  readonly #parts: LinkParts<From, To>;
  #state: LinkState = 'ended';
  #closeCode: number | undefined;
  #phase: Phase = 'ended';
  /** Defined in the phases `trying` and `live`. Events of an earlier socket may still come, and are ignored. */
  #socket: LinkSocket | undefined;
  /** When the phase ends, unless something else ends it before. */
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

  /**
   * The code of `Close` with which the relay closed the last socket, until a socket answers. Where `state` is `ended`, the
   * reason for that.
   */
  get closeCode(): number | undefined {
    return this.#closeCode;
  }

  /** Connects, and reconnects after every loss. Does nothing if the link has been started and has not ended. */
  start(): void {
    if (this.#phase !== 'ended') return;
    this.#heardAt = this.#now;
    this.#failures = 0;
    this.#closeCode = undefined;
    this.#unwatch = this.#parts.browser.watch((hint) => this.#hinted(hint));
    this.#try();
  }

  /** Closes the link. Frames for which `send` returned true before are still sent. */
  stop(): void {
    this.#closeCode = undefined;
    this.#become('ended');
  }

  /** Sends a frame and returns true. While the link is not live, sends nothing and returns false: try after the next `hello`. */
  send(frame: From): boolean {
    const live = this.#phase === 'live';
    if (live) this.#socket?.send(JSON.stringify(frame));
    return live;
  }

  /** Tries at once, if the link is waiting for the next try. */
  retryNow(): void {
    if (this.#phase === 'waiting') this.#try();
  }

  /** Replaces the socket by a new one, which begins with a new hello. */
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
    const ifCurrent = (then: () => void) => {
      if (this.#socket === socket) then();
    };
    try {
      socket = browser.open(address, {
        open: () => ifCurrent(() => socket?.send(JSON.stringify(hello()))),
        data: (data) => ifCurrent(() => this.#heard(data)),
        close: (code) => ifCurrent(() => this.#closed(code)),
      });
      this.#become('trying', this.#triedAt + ANSWER_MS, socket);
    } catch {
      // The page's policy forbids the address. This is handled like any other failure.
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
    const frame = parseFrame(data);
    if (frame && frame.kind !== 'still' && this.#phase === 'live') this.#parts.onFrame(frame as To); // as: a page trusts the relay's frames and does not check them again
  }

  #closed(code: number): void {
    if (mayRetry(code)) this.#lost(code);
    else {
      this.#closeCode = code;
      this.#become('ended');
    }
  }

  /** `code`: the close code. Only a code from 4000 on is the relay's own and is kept; others come from the network. */
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

  /** Changes the phase. Nothing else does, so that no socket and no timer stays after its phase. */
  #become(next: Phase, due = NEVER, socket?: LinkSocket): void {
    const before = this.#socket;
    this.#phase = next;
    this.#due = due;
    this.#socket = socket;
    // Without the code GOODBYE the relay takes the close for a loss, and waits for this person to come back.
    if (before !== socket) before?.close(due === NEVER ? GOODBYE : undefined);
    if (next === 'ended') this.#unwatch();
    this.#work();
  }

  /** Does what is due, sets the only timer for what is due next, and calls `onState` if the state has changed. */
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
    const reconnecting = now < unsureDue ? 'connecting' : 'unsure';
    const state = live || phase === 'ended' ? phase : reconnecting;
    if (state === this.#state) return;
    this.#state = state;
    onState(state);
  }
}

/** A frame of any kind, or undefined if the data is not a frame. */
const parseFrame = (data: unknown): Frame | undefined => {
  try {
    const frame: unknown = JSON.parse(String(data));
    return typeof frame === 'object' && frame !== null && 'kind' in frame ? (frame as Frame) : undefined; // as: it has a kind
  } catch {
    return undefined;
  }
};
