/** The browser as a `RelayLink` uses it: clock, timers, sockets and what happens to the page. */
import { pageClock } from './page-clock.ts';
import { steadyClock } from './steady-clock.ts';

/** Everything that a link needs from the browser. Tests have an implementation of their own. */
export interface LinkBrowser {
  /** In milliseconds. Only increases, also while the machine sleeps. */
  now(): number;
  /** Calls back once after `ms`, unless the function that it returned was called before. */
  after(ms: number, then: () => void): () => void;
  /** At least 0 and less than 1. */
  random(): number;
  visible(): boolean;
  /** May throw, as where the page's policy forbids the address. Calls none of the handlers before it has returned. */
  open(address: string, on: SocketHandlers): LinkSocket;
  /**
   * Calls `listener` with every hint until the function that it returned is called. `shown`: the page was shown or
   * focused, or the network is back, so this is a good moment to connect. `hidden`: the page was hidden, and browsers slow
   * its timers. `left`: the page is being unloaded, or put into the back/forward cache. An open socket would keep it out
   * of that cache.
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
  /** Called once, also if the socket never opened. */
  close(code: number): void;
}

/** The real browser. */
export const pageBrowser = (): LinkBrowser => ({
  now: steadyClock(),
  after: pageClock.after,
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
