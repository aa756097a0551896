import type { Hint, LinkBrowser, LinkSocket, SocketHandlers } from '../../../widget/shared/link-browser.ts';
import type { FakeClock } from '../../stage/fake-clock.ts';

/** The page's end of a socket. A test or a fake relay is the other end. */
export class FakeSocket implements LinkSocket {
  readonly sent: string[] = [];
  readonly on: SocketHandlers;
  closed = false;
  /** The code with which the page closed the socket. */
  code: number | undefined;
  /** Called with everything that the page sends. */
  onSent: (data: string) => void = () => {};
  onClosed: () => void = () => {};

  constructor(on: SocketHandlers) {
    this.on = on;
  }

  send(data: string): void {
    this.sent.push(data);
    this.onSent(data);
  }

  close(code?: number): void {
    if (this.closed) return;
    this.code = code;
    this.closed = true;
    this.onClosed();
  }

  /** The frames the page sent, in order. */
  get frames(): { kind: string; [key: string]: unknown }[] {
    return this.sent.map((data) => JSON.parse(data));
  }

  receives(frame: object): void {
    this.on.data(JSON.stringify(frame));
  }
}

/** A browser's page with time, network, visibility and random numbers that a test sets. */
export class FakePage implements LinkBrowser {
  readonly sockets: FakeSocket[] = [];
  /** What `random` returns. */
  luck = 0;
  shown = true;
  /** Called with each new socket. May throw, like a browser whose policy forbids the address. */
  connect: (socket: FakeSocket, address: string) => void = () => {};
  readonly #clock: FakeClock;
  readonly #listeners = new Set<(hint: Hint) => void>();

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  after(ms: number, then: () => void): () => void {
    return this.#clock.after(ms, then);
  }

  random(): number {
    return this.luck;
  }

  visible(): boolean {
    return this.shown;
  }

  open(address: string, on: SocketHandlers): LinkSocket {
    const socket = new FakeSocket(on);
    this.connect(socket, address);
    this.sockets.push(socket);
    return socket;
  }

  watch(listener: (hint: Hint) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The number of listeners for hints. */
  get listening(): number {
    return this.#listeners.size;
  }

  hint(hint: Hint): void {
    if (hint !== 'left') this.shown = hint === 'shown';
    for (const listener of [...this.#listeners]) listener(hint);
  }

  /** The newest socket. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('no socket was opened');
    return socket;
  }
}
