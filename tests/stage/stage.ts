import { Librarian } from './librarian.ts';
import { BrowserStorage, Patron } from './patron.ts';
import { type RelayOptions, type RelayProcess, startRelayProcess } from './relay-process.ts';

/** A real relay in a process of its own, and the patrons and librarians who use it. `await using` ends all of them. */
export class Stage implements AsyncDisposable {
  readonly relay: RelayProcess;
  readonly #leaving: { leaves(): void }[] = [];
  readonly #cookies = new Map<string, string>();

  private constructor(relay: RelayProcess) {
    this.relay = relay;
  }

  static async open(options: RelayOptions = {}): Promise<Stage> {
    return new Stage(await startRelayProcess(options));
  }

  /** A patron with an open chat, from the private link with `key` where one is given. */
  async patron(name: string, { desk = 'main', key }: { desk?: string; key?: string } = {}): Promise<Patron> {
    const patron = new Patron({
      name,
      relay: this.relay.address,
      desk,
      storage: new BrowserStorage(key),
      opened: (page) => this.#leaving.push(page),
    });
    await patron.isConnected();
    return patron;
  }

  /** A librarian who is signed in at an open console. A second call with the same name opens another console. */
  async librarian(name: string): Promise<Librarian> {
    const account = name.toLowerCase();
    const cookie = this.#cookies.get(account) ?? (await this.relay.cookie(account));
    this.#cookies.set(account, cookie);
    const librarian = new Librarian({ name, relay: this.relay.address, cookie });
    this.#leaving.push(librarian);
    await librarian.isConnected();
    return librarian;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const one of this.#leaving) one.leaves();
    await this.relay.end();
  }
}
