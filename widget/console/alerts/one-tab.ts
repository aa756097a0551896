/** Long enough for every tab to have heard of it, and for the one she looks at to say so. */
const WAIT_MS = 400;
/** A hidden tab's timers run once a second, in some browsers once a minute after a while. */
const HOLD_MS = 90_000;

/** Of several consoles in one browser, one rings; none, where one of them shows her what it is about. */
export class OneTab {
  readonly #channel = new BroadcastChannel('ask-librarian-console');
  readonly #attended = new Set<string>();

  constructor() {
    this.#channel.onmessage = ({ data }) => {
      this.#attended.add(String(data));
      void passed(HOLD_MS).then(() => this.#attended.delete(String(data)));
    };
  }

  /** She sees it here: no tab needs to ring. */
  attends(what: string): void {
    this.#channel.postMessage(what);
  }

  /**
   * True in the one tab that shall do it; ask only where it can be done. Where the browser has no locks (plain http),
   * in every tab.
   */
  async does(how: 'ring' | 'notice', what: string): Promise<boolean> {
    await passed(WAIT_MS);
    if (this.#attended.has(what)) return false;
    if (!('locks' in navigator)) return true;
    return new Promise((resolve) => {
      void navigator.locks.request(`ask-librarian-console ${how} ${what}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock === null ? undefined : passed(HOLD_MS);
      });
    });
  }

  close(): void {
    this.#channel.close();
  }
}

const passed = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
