import type { InboxWatermark } from '../desk/ports.ts';
import type { StoreThread } from './store-thread.ts';

export class SqliteInboxWatermark implements InboxWatermark {
  readonly #thread: StoreThread;

  constructor(thread: StoreThread) {
    this.#thread = thread;
  }

  async last(): Promise<number | undefined> {
    return (await this.#thread.ask('heard')) || undefined;
  }

  advanceTo(at: number): void {
    const nothing = () => undefined; // one that is lost makes the next gap longer than it was, which harms nobody
    this.#thread.send(['keepHeard', at], nothing, nothing);
  }
}
