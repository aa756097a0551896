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

/** What all sessions of a server share. */
export interface SessionContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly counters: Counters;
  readonly heartbeat: Heartbeat;
  readonly frameText: FrameJson;
  /** As the config says now. */
  limits(): WebLimits;
  /** True once the server stops: frames that still come are left to the next relay. */
  stopping(): boolean;
  /** The socket is closed and nothing of it is in hand. */
  sessionEnded(session: { readonly address: string }): void;
}

/** For so long a socket may have more unread than the limit: a long conversation goes out in one go. */
const FULL_MS = 5_000;
/** Beyond so many times the limit it is cut at once. */
const FULL_MOST = 16;

/** A person sees no difference of a twentieth of a second in a tick, and a write is the costliest part of it. */
const TICKS = new Set(['kept', 'mark']);

const STILL = '{"kind":"still"}';

/** `refused`: its hello was answered with `sorry`; it may say another, and what was sent meanwhile is passed over. */
type State = 'awaiting hello' | 'refused' | 'open' | 'closed';

/**
 * One open socket: checks and limits what comes in, hands it on in order, and says why it closes. What the frames
 * mean is up to the two kinds of session.
 */
export abstract class Session<In extends { kind: string }, Out extends { kind: string }>
  extends FrameQueue<In>
  implements SocketOwner, Pingable
{
  /** Counted under this network address. */
  readonly address: string;
  protected readonly context: SessionContext;
  readonly #socket: FrameSocket;
  readonly #rateLimit: RateLimit;
  #state: State = 'awaiting hello';
  #answered = true;
  #welcome = false;
  #socketGone = false;
  #deadline: Undo | undefined;
  /** Since when more is unread than the limit; 0: it is not. */
  #fullSince = 0;
  /** Said goodbye, rather than going without a word. */
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

  /** With so many frames in hand the socket is not read until a quarter of them is left. */
  protected abstract get maxPending(): number;
  /** The frame in a text; or why the socket is closed. */
  protected abstract check(text: string): In | CloseName;
  /** A `hello`, the first or after a refused one. True: it is welcome. */
  protected abstract hello(frame: In): Promise<boolean> | boolean;
  /** Any frame after that but `still`. The next one waits for it. */
  protected abstract act(frame: In): Promise<unknown> | undefined;
  /** Once, after a welcome, when the socket is closed and its last frame done. */
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
    // At once, even while the disk is slow: it asks whether the relay is there.
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

  /** Sends a frame, unless the socket is closed. A page that does not read what it is sent is cut. */
  push(frame: Out): void {
    this.#send(this.context.frameText.of(frame), TICKS.has(frame.kind));
  }

  close(name: CloseName): void {
    if (this.#state === 'closed') return;
    const { code } = Close[name];
    this.context.counters.countClose(code);
    this.#clean = name === 'signedOut';
    this.#becomeClosed();
    this.#socket.close(code, name);
    // A paused socket would never hear the page's goodbye.
    this.#socket.resume();
    this.onIdle();
  }

  /** Closes without waiting for the page. */
  cut(): void {
    this.#socket.terminate();
  }

  pingOrCut(): void {
    // While it is paused, a pong could not be read.
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

  /** What was taken in is done even if the socket closes meanwhile; only then the desk hears that it did. */
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
    const heard = this.hello(frame);
    this.#welcome = typeof heard === 'boolean' ? heard : await heard;
    if (this.#state === 'closed') return;
    this.#state = this.#welcome ? 'open' : 'refused';
    if (!this.#welcome) this.#awaitHello();
  }

  #send(text: string, soon = false): void {
    if (this.#state === 'closed') return;
    if (soon) this.#socket.sendSoon(text);
    else this.#socket.sendTogether(text);
    this.context.counters.framesOut += 1;
    const unread = this.#socket.unread / this.context.limits().unreadBytes;
    if (unread <= 1) this.#fullSince = 0;
    else this.#full(unread);
  }

  #full(times: number): void {
    const now = this.context.clock.now();
    this.#fullSince ||= now;
    if (now - this.#fullSince >= FULL_MS || times > FULL_MOST) this.close('readsTooSlowly');
  }

  #becomeClosed(): void {
    this.#state = 'closed';
    this.#deadline?.();
    this.#deadline = undefined;
  }
}
