import { setTimeout as pause } from 'node:timers/promises';
import type { Author, Card, ConversationId, Entry, Marks, NewEntry, Opening, Party, What } from '../desk/entry.ts';
import {
  type Appended,
  type AppendedListener,
  type ConversationStore,
  type Log,
  StoreError,
  type Undo,
} from '../desk/ports.ts';
import type { Mark, Seq } from '../protocol/entries.ts';
import { canonicalJson, parseStored } from './canonical-json.ts';
import { MarkBuffer } from './mark-buffer.ts';
import type { CardRow, EntryRow, OpenState } from './requests.ts';
import type { StoreThread } from './store-thread.ts';

/** The pause between two attempts to empty the journal while another handle reads in it. */
const RETRY_MS = 50;

const OPEN_STATES: { [kind in What['kind']]?: OpenState } = { said: 'opens', closed: 'closes' };

const entryOf = ([seq, id, author, at, what]: EntryRow): Entry => ({
  id,
  author: author as Author, // the type under which it was stored
  at,
  what: parseStored<What>(what),
  seq,
});

const cardOf = ([id, desk, word, begunAt, lastAt, lastSeq, closed, leftAt]: CardRow): Card => ({
  id,
  desk,
  word,
  begunAt,
  lastAt,
  lastSeq,
  closed: closed === 1,
  ...(leftAt === null ? {} : { leftAt }),
});

/** The conversation store: sends each call to the worker thread, and notifies listeners of entries that were stored. */
export class SqliteConversations implements ConversationStore {
  readonly #thread: StoreThread;
  readonly #log: Log;
  readonly #marks: MarkBuffer;
  readonly #listeners = new Set<AppendedListener>();
  readonly #forgetting = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  constructor(thread: StoreThread, log: Log) {
    this.#thread = thread;
    this.#log = log;
    this.#marks = new MarkBuffer(thread, log);
  }

  append(conversation: ConversationId, entry: NewEntry, opening?: Opening): Promise<Appended> {
    const { id, author, at, what } = entry;
    return new Promise((resolve, reject) => {
      this.#thread.send(
        [
          'append',
          conversation,
          id,
          author,
          at,
          canonicalJson(what),
          OPEN_STATES[what.kind] ?? 'stays',
          opening ? [opening.desk, opening.word] : null,
        ],
        (answer) => {
          if (typeof answer === 'string') return resolve({ outcome: answer });
          if (typeof answer !== 'number') return resolve({ outcome: 'kept', entry: entryOf(answer), again: true });
          const added: Entry = { id, author, at, what, seq: answer };
          this.#notify(conversation, added);
          resolve({ outcome: 'kept', entry: added, again: false });
        },
        reject,
      );
    });
  }

  async since(conversation: ConversationId, seq: Seq): Promise<Entry[]> {
    return (await this.#thread.ask('since', conversation, seq)).map(entryOf);
  }

  async find(conversation: ConversationId): Promise<Card | 'forgotten' | undefined> {
    this.#marks.write();
    const found = await this.#thread.ask('find', conversation);
    return typeof found === 'string' ? found : found ? cardOf(found) : undefined;
  }

  async list(which: { open: true } | { lastBefore: number }): Promise<Card[]> {
    this.#marks.write();
    return (await this.#thread.ask('list', 'open' in which ? null : which.lastBefore)).map(cardOf);
  }

  mark(conversation: ConversationId, party: Party, mark: Mark): void {
    if (!this.#closing.signal.aborted) this.#marks.mark(conversation, party, mark);
  }

  async marks(conversation: ConversationId): Promise<Marks> {
    this.#marks.write();
    const rows = await this.#thread.ask('marks', conversation);
    return new Map(rows.map(([party, delivered, seen]) => [party as Party, { delivered, seen }])); // the type under which it was stored
  }

  setLeftAt(conversation: ConversationId, at: number | undefined): void {
    if (!this.#closing.signal.aborted) this.#marks.left(conversation, at);
  }

  forget(conversation: ConversationId): Promise<void> {
    this.#marks.write();
    const forgetting = this.#forget(conversation);
    this.#forgetting.add(forgetting);
    return forgetting.finally(() => this.#forgetting.delete(forgetting));
  }

  async #forget(conversation: ConversationId): Promise<void> {
    await this.#thread.ask('forget', conversation);
    while (!(await this.#thread.ask('clean'))) {
      if (this.#closing.signal.aborted) {
        throw new StoreError(
          'closed',
          'Deleted, but another program was still reading the journal when the store closed.',
        );
      }
      await pause(RETRY_MS, undefined, { signal: this.#closing.signal }).catch(() => undefined); // the store is closing: one last attempt
    }
  }

  onAppended(listener: AppendedListener): Undo {
    // A function of its own, so that the same listener may be added twice.
    const own: AppendedListener = (...args) => listener(...args);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  #notify(conversation: ConversationId, entry: Entry): void {
    for (const listener of this.#listeners) {
      try {
        listener(conversation, entry, entry.seq - 1);
      } catch (error) {
        this.#log.warn('a listener of the store failed', {
          why: error instanceof Error ? error.message : String(error),
        });
      }
    }
  }

  /** Closes the file, and with it the other stores, which are in the same file. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#marks.write();
    if (this.#forgetting.size > 0) await Promise.allSettled(this.#forgetting);
    await this.#thread.close();
  }
}
