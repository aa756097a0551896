import { steadyClock } from './steady-clock.ts';

/** All a link asks of the browser, so that tests can be one. */
export interface LinkBrowser {
  /** Milliseconds that only increase, sleep included. */
  now(): number;
  after(ms: number, then: () => void): () => void;
  random(): number;
  visible(): boolean;
  /** May throw. Nothing of `on` is called before this has returned. */
  open(address: string, on: SocketHandlers): LinkSocket;
  /**
   * `shown`: the page was shown or focused, or the network is back: a good moment. `hidden`: its timers are slow now.
   * `left`: it is being unloaded, or put aside by the back button's cache, which an open socket would prevent.
   */
  watch(listener: (hint: Hint) => void): () => void;
}

export type Hint = 'shown' | 'hidden' | 'left';

export interface LinkSocket {
  send(data: string): void;
  close(code?: number): void;
}

export interface SocketHandlers {
  open(): void;
  data(data: unknown): void;
  /** Once, also where it never opened. */
  close(code: number): void;
}

export const pageBrowser = (): LinkBrowser => ({
  now: steadyClock(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
  random: Math.random,
  visible: () => !document.hidden,
  open(address, on) {
    const socket = new WebSocket(address);
    socket.onopen = () => on.open();
    socket.onmessage = ({ data }) => on.data(data);
    socket.onclose = ({ code }) => on.close(code);
    return socket;
  },
  watch(listener) {
    const listening = new AbortController();
    const on = (target: EventTarget, type: string, hint: () => Hint) =>
      target.addEventListener(type, () => listener(hint()), { signal: listening.signal });
    on(document, 'visibilitychange', () => (document.hidden ? 'hidden' : 'shown'));
    for (const type of ['focus', 'online', 'pageshow']) on(window, type, () => 'shown');
    on(window, 'pagehide', () => 'left');
    return () => listening.abort();
  },
});
