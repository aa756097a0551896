import type { InboxWatermark } from '../desk/ports.ts';
import type { StoreThread } from './store-thread.ts';

/** The store of the inbox watermark: sends each call to the worker thread. */
export class SqliteInboxWatermark implements InboxWatermark {
  readonly #thread: StoreThread;

  constructor(thread: StoreThread) {
    this.#thread = thread;
  }

  async last(): Promise<number | undefined> {
    return (await this.#thread.ask('inboxWatermark')) || undefined;
  }

  advanceTo(at: number): void {
    // If the write is lost, the relay takes the next outage for longer than it was, which is harmless.
    const nothing = () => undefined;
    this.#thread.send(['keepInboxWatermark', at], nothing, nothing);
  }
}
