import type { ConversationId, Party } from '../desk/entry.ts';
import type { Log, StoreError } from '../desk/ports.ts';
import type { Mark } from '../protocol/entries.ts';
import type { MarkRow } from './requests.ts';
import type { StoreThread } from './store-thread.ts';

/** Marks and leavings are held back for so long: of the many of a lively conversation only the last ones are written. */
const HOLD_MS = 1_000;

/** How far parties have got, on its way to the file. */
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
    this.#soon();
  }

  left(conversation: ConversationId, at: number | undefined): void {
    this.#left.set(conversation, at ?? null);
    this.#soon();
  }

  /** Puts what is held back before whatever is asked next. */
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
        // What was lost is delivered again, or moves with the next mark.
        if (reason !== 'closed') this.#log.warn('marks were not kept', { reason, why: message });
      },
    );
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => this.write(), HOLD_MS);
  }
}
