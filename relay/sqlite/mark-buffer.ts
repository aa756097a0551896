import type { ConversationId, Party } from '../desk/entry.ts';
import type { Log, StoreError } from '../desk/ports.ts';
import type { Mark } from '../protocol/entries.ts';
import type { MarkRow } from './requests.ts';
import type { StoreThread } from './store-thread.ts';

/** Marks are collected for this long before they are written: a busy conversation has many, and only the last ones are needed. */
const DELAY_MS = 1_000;

/** Collects marks, and the times at which patrons left, and writes them to the file together. */
export class MarkBuffer {
  readonly #thread: StoreThread;
  readonly #log: Log;
  #marks = new Map<ConversationId, Map<Party, Mark>>();
  #left = new Map<ConversationId, number | null>();
  #timer: NodeJS.Timeout | undefined;

  constructor(thread: StoreThread, log: Log) {
    this.#thread = thread;
    this.#log = log;
  }

  mark(conversation: ConversationId, party: Party, { delivered, seen }: Mark): void {
    const parties = this.#marks.get(conversation) ?? new Map<Party, Mark>();
    const before = parties.get(party);
    parties.set(party, {
      delivered: Math.max(before?.delivered ?? 0, delivered),
      seen: Math.max(before?.seen ?? 0, seen),
    });
    this.#marks.set(conversation, parties);
    this.#writeSoon();
  }

  left(conversation: ConversationId, at: number | undefined): void {
    this.#left.set(conversation, at ?? null);
    this.#writeSoon();
  }

  /** Sends what was collected to the worker now, so that it precedes the next request. */
  write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#marks.size === 0 && this.#left.size === 0) return;
    const marks = [...this.#marks].flatMap(([conversation, parties]) =>
      Array.from(parties, ([party, { delivered, seen }]): [string, ...MarkRow] => [
        conversation,
        party,
        delivered,
        seen,
      ]),
    );
    const left = [...this.#left];
    this.#marks = new Map();
    this.#left = new Map();
    this.#thread.send(
      ['progress', marks, left],
      () => undefined,
      ({ reason, message }: StoreError) => {
        // An entry whose mark is lost is delivered again, or a later mark covers it.
        if (reason !== 'closed') this.#log.warn('marks were not stored', { reason, why: message });
      },
    );
  }

  #writeSoon(): void {
    this.#timer ??= setTimeout(() => this.write(), DELAY_MS);
  }
}
