import { errorFacts } from '../../desk/error-facts.ts';
import type { Clock, Log, Undo } from '../../desk/ports.ts';
import { Close, type CloseName } from '../../protocol/close-codes.ts';
import { HELLO_SECONDS } from '../../protocol/limits.ts';
import type { Counters } from '../http/metrics.ts';
import type { WebLimits } from '../web-config.ts';
import { FrameQueue } from './frame-queue.ts';
import type { FrameSocket, SocketOwner } from './frame-socket.ts';
import type { FrameJson } from './frame-writer.ts';
import type { Heartbeat, Pingable } from './heartbeat.ts';
import { RateLimit } from './rate-limit.ts';

/** What all sessions of a server have in common. */
export interface SessionContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly counters: Counters;
  readonly heartbeat: Heartbeat;
  readonly frameText: FrameJson;
  /** The limits of the current config. */
  limits(): WebLimits;
  /** True once the server stops. Frames that still come are ignored; the page sends them to the relay's next process. */
  stopping(): boolean;
  /** Called when the socket is closed and no frame of it is in progress. */
  sessionEnded(session: { readonly address: string }): void;
}

/** For how long the unread bytes of a socket may exceed the limit: a long conversation is sent at once. */
const MAX_OVER_LIMIT_MS = 5_000;
/** A socket whose unread bytes exceed the limit by this factor is closed at once. */
const MAX_OVER_LIMIT_FACTOR = 16;

/**
 * Acknowledgements may be delayed by up to 50 ms so that they share a write with another frame: a write is the most expensive part of
 * them, and nobody notices a tick that comes a twentieth of a second later.
 */
const DELAYED_KINDS = new Set(['kept', 'mark']);

const STILL = '{"kind":"still"}';

/** `refused`: the `hello` was answered with `sorry`. The page may send another one; other frames are ignored until then. */
type State = 'awaiting hello' | 'refused' | 'open' | 'closed';

/**
 * One open socket. It validates and limits the frames that come in, passes them on in order, and closes the socket with the code that
 * says why. What the frames mean is decided by its two subclasses, PatronSession and ConsoleSession.
 */
export abstract class Session<In extends { kind: string }, Out extends { kind: string }>
  extends FrameQueue<In>
  implements SocketOwner, Pingable
{
  /** The network address under which the socket is counted. */
  readonly address: string;
  protected readonly context: SessionContext;
  readonly #socket: FrameSocket;
  readonly #rateLimit: RateLimit;
  #state: State = 'awaiting hello';
  #answered = true;
  #welcome = false;
  #socketGone = false;
  #deadline: Undo | undefined;
  /** Since when the unread bytes exceed the limit; 0: they do not. */
  #overLimitSince = 0;
  /** The page closed the socket on purpose, or signed out; false: the connection was lost. */
  #clean = false;

  constructor(socket: FrameSocket, address: string, context: SessionContext) {
    super();
    this.#socket = socket;
    this.address = address;
    this.context = context;
    this.#rateLimit = new RateLimit(context.clock.now());
    this.#awaitHello();
    context.heartbeat.add(this);
    socket.own(this);
  }

  /** With this many frames in progress or waiting, reading stops until a quarter of them is left. */
  protected abstract get maxPending(): number;
  /** Parses and validates a frame; or returns the name of the code with which to close the socket. */
  protected abstract check(text: string): In | CloseName;
  /** Handles a `hello`: the first one, or the next one after a refusal. True if the page or console was welcomed. */
  protected abstract hello(frame: In): Promise<boolean> | boolean;
  /** Handles any later frame except `still`. The next frame of the queue waits for it. */
  protected abstract act(frame: In): Promise<unknown> | undefined;
  /** Called once, if the page was welcomed, when the socket is closed and its last frame was handled. */
  protected abstract onLeft(clean: boolean): void;

  // The page's side -----------------------------------------------------------------------------------------------

  receive(data: Buffer, binary: boolean): void {
    if (this.#state === 'closed' || this.context.stopping()) return;
    this.#answered = true;
    const { counters } = this.context;
    counters.framesIn += 1;
    counters.bytesIn += data.length;
    if (!this.#withinRate(data.length)) return;
    const frame = binary ? 'badFrame' : this.check(data.toString());
    if (typeof frame === 'string') this.close(frame);
    // Answer at once, even while the disk is slow: the page asks whether the relay is alive.
    else if (frame.kind === 'still' && this.#state !== 'awaiting hello') this.#send(STILL);
    else this.enqueue(frame);
  }

  ponged(): void {
    this.#answered = true;
  }

  pinged(data: Buffer): void {
    this.#answered = true;
    if (this.#state !== 'closed' && this.#withinRate(data.length)) this.#socket.pong(data);
  }

  socketClosed(code: number): void {
    this.#socketGone = true;
    this.context.heartbeat.delete(this);
    if (this.#state !== 'closed') {
      this.context.counters.countClose(code);
      this.#clean = code === 1000 || code === Close.pageLeft.code;
      this.#becomeClosed();
    }
    this.onIdle();
  }

  // The relay's side ----------------------------------------------------------------------------------------------

  /** Sends a frame, unless the socket is closed. The socket of a page that does not read is closed. */
  push(frame: Out): void {
    this.#send(this.context.frameText.of(frame), DELAYED_KINDS.has(frame.kind));
  }

  close(name: CloseName): void {
    if (this.#state === 'closed') return;
    const { code } = Close[name];
    this.context.counters.countClose(code);
    this.#clean = name === 'signedOut';
    this.#becomeClosed();
    this.#socket.close(code, name);
    // A paused socket would never receive the page's close frame.
    this.#socket.resume();
    this.onIdle();
  }

  /** Ends the connection without waiting for the page. */
  cut(): void {
    this.#socket.terminate();
  }

  pingOrCut(): void {
    // While the socket is paused, a pong cannot be read.
    if (!this.#answered && !this.#socket.isPaused) {
      this.cut();
      return;
    }
    this.#answered = false;
    this.#socket.ping();
  }

  // ---------------------------------------------------------------------------------------------------------------

  #awaitHello(): void {
    this.#deadline = this.context.clock.after(HELLO_SECONDS * 1_000, () => this.close('helloLate'));
  }

  #withinRate(bytes: number): boolean {
    if (this.#rateLimit.allows(this.context.clock.now(), bytes, this.context.limits())) return true;
    this.close('tooFast');
    return false;
  }

  protected override handle(frame: In): Promise<unknown> | undefined {
    if (frame.kind === 'hello') return this.#hello(frame);
    if (this.#welcome) return frame.kind === 'still' ? undefined : this.act(frame);
    if (this.#state === 'awaiting hello') this.close('badFrame');
    return undefined;
  }

  protected override pendingChanged(frames: number): void {
    if (frames >= this.maxPending) this.#socket.pause();
    else if (frames <= this.maxPending / 4 && this.#socket.isPaused) this.#socket.resume();
  }

  protected override onFailed(frame: In, error: unknown): void {
    this.context.log.warn('a frame could not be handled', { frame: frame.kind, ...errorFacts(error) });
    this.close('relayFault');
  }

  /** Frames that were received are handled even if the socket closes meanwhile. Only then the desk is notified that the page left. */
  protected override onIdle(): void {
    if (this.#state !== 'closed' || this.busy) return;
    if (this.#welcome) this.onLeft(this.#clean);
    this.#welcome = false;
    if (this.#socketGone) this.context.sessionEnded(this);
  }

  async #hello(frame: In): Promise<void> {
    if (this.#welcome) {
      this.close('badFrame');
      return;
    }
    this.#deadline?.();
    this.#deadline = undefined;
    const welcome = this.hello(frame);
    this.#welcome = typeof welcome === 'boolean' ? welcome : await welcome;
    if (this.#state === 'closed') return;
    this.#state = this.#welcome ? 'open' : 'refused';
    if (!this.#welcome) this.#awaitHello();
  }

  #send(text: string, mayWait = false): void {
    if (this.#state === 'closed') return;
    if (mayWait) this.#socket.sendSoon(text);
    else this.#socket.sendTogether(text);
    this.context.counters.framesOut += 1;
    const unread = this.#socket.unread / this.context.limits().unreadBytes;
    if (unread <= 1) this.#overLimitSince = 0;
    else this.#overLimit(unread);
  }

  /** `factor`: the unread bytes divided by the limit. */
  #overLimit(factor: number): void {
    const now = this.context.clock.now();
    this.#overLimitSince ||= now;
    if (now - this.#overLimitSince >= MAX_OVER_LIMIT_MS || factor > MAX_OVER_LIMIT_FACTOR) this.close('readsTooSlowly');
  }

  #becomeClosed(): void {
    this.#state = 'closed';
    this.#deadline?.();
    this.#deadline = undefined;
  }
}
