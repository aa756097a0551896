import type { ConversationId } from '../../relay/desk/entry.ts';
import type { CountStore } from '../../relay/desk/statistics/count-store.ts';
import type { Count } from '../../relay/desk/statistics/hourly-counts.ts';
import type { Seq } from '../../relay/protocol/entries.ts';
import type { MemoryHandle } from './memory-disk.ts';

const byPlace = (one: Count, other: Count): number =>
  compare(one.desk, other.desk) || one.hour - other.hour || compare(one.what, other.what) || one.value - other.value;

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

export class MemoryCounts implements CountStore {
  readonly #handle: MemoryHandle;

  constructor(handle: MemoryHandle) {
    this.#handle = handle;
  }

  progress(conversation: ConversationId): Promise<{ upTo: Seq; unasked: Seq } | undefined> {
    return this.#handle.read(() => this.#handle.disk.conversations.get(conversation)?.counted);
  }

  count(conversation: ConversationId, from: Seq, upTo: Seq, counts: readonly Count[]): Promise<boolean> {
    return this.#handle.write(() => {
      const counted = this.#handle.disk.conversations.get(conversation)?.counted;
      if (counted?.upTo !== from) return false;
      counted.upTo = upTo;
      this.#add(counts);
      return true;
    });
  }

  uncounted(): Promise<ConversationId[]> {
    return this.#handle.read(() =>
      [...this.#handle.disk.conversations.values()]
        .filter(({ card, counted }) => card.closed && counted.upTo < card.lastSeq)
        .map(({ card }) => card.id),
    );
  }

  async keepUnasked(conversation: ConversationId, seq: Seq): Promise<void> {
    await this.#handle.write(() => {
      const counted = this.#handle.disk.conversations.get(conversation)?.counted;
      if (counted) counted.unasked = seq;
      return true;
    });
  }

  async add(counts: readonly Count[]): Promise<void> {
    await this.#handle.write(() => {
      this.#add(counts);
      return true;
    });
  }

  between(from: number, to: number): Promise<Count[]> {
    return this.#handle.read(() =>
      [...this.#handle.disk.counts.values()].filter(({ hour }) => hour >= from && hour < to).sort(byPlace),
    );
  }

  #add(counts: readonly Count[]): void {
    for (const count of counts) {
      const place = JSON.stringify([count.desk, count.hour, count.what, count.value]);
      const n = count.n + (this.#handle.disk.counts.get(place)?.n ?? 0);
      this.#handle.disk.counts.set(place, { ...count, n });
    }
  }
}
