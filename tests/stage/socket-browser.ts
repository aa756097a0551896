import { WebSocket } from 'ws';
import type { Hint, LinkBrowser, SocketHandlers } from '../../widget/shared/link-browser.ts';

/**
 * What a page's link asks of a browser, on a real socket: so that tests run the page's own code without a page. Its
 * network can be taken away, which sockets notice at once.
 */
export class SocketBrowser implements LinkBrowser {
  readonly #headers: Record<string, string>;
  readonly #origin: string;
  readonly #open = new Set<WebSocket>();
  readonly #listeners = new Set<(hint: Hint) => void>();
  #network = true;

  constructor({ origin, headers = {} }: { origin: string; headers?: Record<string, string> }) {
    this.#origin = origin;
    this.#headers = headers;
  }

  /** Sockets go without a word, and none opens. */
  losesNetwork(): void {
    this.#network = false;
    for (const socket of this.#open) socket.terminate();
  }

  /** As a browser, tells the page that it is back. */
  findsNetwork(): void {
    this.#network = true;
    for (const listener of this.#listeners) listener('shown');
  }

  now(): number {
    return performance.now();
  }

  after(ms: number, then: () => void): () => void {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  }

  /** The shortest wait before each try: nobody else is to be spared here. */
  random(): number {
    return 0;
  }

  visible(): boolean {
    return true;
  }

  open(address: string, on: SocketHandlers) {
    if (!this.#network) {
      setImmediate(() => on.close(1006));
      return { send: () => undefined, close: () => undefined };
    }
    const socket = new WebSocket(address, { origin: this.#origin, headers: this.#headers, perMessageDeflate: false });
    this.#open.add(socket);
    socket.on('open', () => on.open());
    socket.on('message', (data) => on.data(String(data)));
    socket.on('error', () => undefined); // followed by `close`
    socket.on('close', (code) => {
      this.#open.delete(socket);
      on.close(code);
    });
    return { send: (data: string) => socket.send(data), close: (code?: number) => socket.close(code) };
  }

  watch(listener: (hint: Hint) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
