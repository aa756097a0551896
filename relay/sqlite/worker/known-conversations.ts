import type { DatabaseSync } from 'node:sqlite';
import type { LogPosition, LogTable } from './log-table.ts';
import { PreparedStatement } from './prepared-statement.ts';

/** What an append needs to know of a conversation. */
export interface KnownConversation {
  readonly n: number;
  lastSeq: number;
  last: LogPosition;
  /** Where the entry of this author with this id is. */
  readonly places: Map<string, LogPosition>;
}

/** So many ids are remembered at most, some 150 bytes each; then it begins anew. */
const MOST = 200_000;

export const entryKey = (author: string, id: string): string => `${author} ${id}`;

/**
 * Conversations that were written to, remembered so that their ids need no index in the file. Another handle may have written
 * meanwhile: SQLite tells, and then nothing is remembered.
 */
export class KnownConversations {
  readonly #log: LogTable;
  readonly #find: PreparedStatement<[n: number, lastSeq: number, last: LogPosition]>;
  readonly #version: PreparedStatement<[version: number]>;
  readonly #known = new Map<string, KnownConversation>();
  #ids = 0;
  #writtenBy = 0;

  constructor(db: DatabaseSync, log: LogTable) {
    this.#log = log;
    this.#find = new PreparedStatement(db, 'SELECT n, last_seq, last FROM conversations WHERE id = ?');
    this.#version = new PreparedStatement(db, 'PRAGMA data_version');
  }

  /** A transaction has begun. */
  onBegin(): void {
    const version = this.#version.first()?.[0] ?? 0;
    if (version !== this.#writtenBy || this.#ids > MOST) this.onRollback();
    this.#writtenBy = version;
  }

  /** A transaction was rolled back: what it wrote must not be remembered. */
  onRollback(): void {
    this.#known.clear();
    this.#ids = 0;
  }

  get(conversation: string): KnownConversation | undefined {
    const here = this.#known.get(conversation);
    if (here) return here;
    const found = this.#find.first(conversation);
    if (!found) return undefined;
    const [n, lastSeq, last] = found;
    const places = new Map<string, LogPosition>();
    for (const { place, row } of this.#log.back(last)) places.set(entryKey(row[2], row[1]), place);
    return this.add(conversation, { n, lastSeq, last, places });
  }

  add(conversation: string, known: KnownConversation): KnownConversation {
    this.#ids += known.places.size;
    this.#known.set(conversation, known);
    return known;
  }

  /** One entry more. */
  addEntry(known: KnownConversation, name: string, place: LogPosition): void {
    known.places.set(name, place);
    known.last = place;
    known.lastSeq += 1;
    this.#ids += 1;
  }

  forget(conversation: string): void {
    this.#ids -= this.#known.get(conversation)?.places.size ?? 0;
    this.#known.delete(conversation);
  }
}
