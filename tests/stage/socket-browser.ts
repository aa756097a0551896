import { WebSocket } from 'ws';
import type { Hint, LinkBrowser, SocketHandlers } from '../../widget/shared/link-browser.ts';

/**
 * What a page's link needs of a browser, with real sockets, so that tests run the page's own code without a page. A
 * test can take the network away; the sockets notice that at once.
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

  /** Breaks every socket without a close frame; no socket can be opened until the network is back. */
  losesNetwork(): void {
    this.#network = false;
    for (const socket of this.#open) socket.terminate();
  }

  /** Brings the network back and notifies the page, as a browser does. */
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

  /** The shortest back-off each time: there are no other clients with which the retries could collide. */
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
