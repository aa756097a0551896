/** Time for every tab to receive the event, and for a visible tab to announce that the librarian sees it. */
const WAIT_MS = 400;
/** How long an event is remembered. The timers of a hidden tab run once a second, in some browsers only once a minute. */
const HOLD_MS = 90_000;

/** Makes sure that of several consoles in one browser only one rings, and none if one of them shows the conversation. */
export class OneTab {
  readonly #channel = new BroadcastChannel('ask-librarian-console');
  readonly #seen = new Set<string>();

  constructor() {
    this.#channel.onmessage = ({ data }) => {
      this.#seen.add(String(data));
      void elapsed(HOLD_MS).then(() => this.#seen.delete(String(data)));
    };
  }

  /** Announces to the other tabs that the librarian sees the event here, so that none rings. */
  announceSeen(event: string): void {
    this.#channel.postMessage(event);
  }

  /**
   * Resolves to true in the one tab that should ring or show the notification; call it only where that is possible.
   * Without the Web Locks API (plain http) it resolves to true in every tab.
   */
  async claim(how: 'ring' | 'notice', event: string): Promise<boolean> {
    await elapsed(WAIT_MS);
    if (this.#seen.has(event)) return false;
    if (!('locks' in navigator)) return true;
    return new Promise((resolve) => {
      void navigator.locks.request(`ask-librarian-console ${how} ${event}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock === null ? undefined : elapsed(HOLD_MS);
      });
    });
  }

  close(): void {
    this.#channel.close();
  }
}

const elapsed = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
