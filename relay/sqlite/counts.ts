import type { ConversationId } from '../desk/entry.ts';
import type { CountStore } from '../desk/statistics/count-store.ts';
import type { Count } from '../desk/statistics/hourly-counts.ts';
import type { Seq } from '../protocol/entries.ts';
import type { CountRow } from './requests.ts';
import type { StoreThread } from './store-thread.ts';

const rowOf = ({ desk, hour, what, value, n }: Count): CountRow => [desk, hour, what, value, n];

const countOf = ([desk, hour, what, value, n]: CountRow): Count => ({
  desk,
  hour,
  what: what as Count['what'], // the type under which it was stored
  value,
  n,
});

/** The count store: sends each call to the worker thread. */
export class SqliteCounts implements CountStore {
  readonly #thread: StoreThread;

  constructor(thread: StoreThread) {
    this.#thread = thread;
  }

  async progress(conversation: ConversationId): Promise<{ upTo: Seq; unasked: Seq } | undefined> {
    const found = await this.#thread.ask('countedOf', conversation);
    return found ? { upTo: found[0], unasked: found[1] } : undefined;
  }

  count(conversation: ConversationId, from: Seq, upTo: Seq, counts: readonly Count[]): Promise<boolean> {
    return this.#thread.ask('count', conversation, from, upTo, counts.map(rowOf));
  }

  async uncounted(): Promise<ConversationId[]> {
    return (await this.#thread.ask('uncounted')).map(([conversation]) => conversation);
  }

  async keepUnasked(conversation: ConversationId, seq: Seq): Promise<void> {
    await this.#thread.ask('keepUnasked', conversation, seq);
  }

  async add(counts: readonly Count[]): Promise<void> {
    await this.#thread.ask('addCounts', counts.map(rowOf));
  }

  async between(from: number, to: number): Promise<Count[]> {
    return (await this.#thread.ask('counts', from, to)).map(countOf);
  }
}
