import type { DatabaseSync } from 'node:sqlite';
import type { LogPosition, LogTable } from './log-table.ts';
import { PreparedStatement } from './prepared-statement.ts';

/** What an append needs to know of a conversation. */
export interface KnownConversation {
  /** The row of the conversation. */
  readonly n: number;
  lastSeq: number;
  /** The last entry. */
  last: LogPosition;
  /** The positions of the entries, by `entryKey`. */
  readonly positions: Map<string, LogPosition>;
}

/** How many ids are remembered at most, at about 150 bytes each. Beyond that, everything is forgotten. */
const MAX_IDS = 200_000;

/** An entry is unique for each author and id. */
export const entryKey = (author: string, id: string): string => `${author} ${id}`;

/**
 * A cache of the conversations that were written to, with the ids of their entries, so that the file needs no index of ids. If another
 * handle has written meanwhile, which `PRAGMA data_version` shows, everything is forgotten.
 */
export class KnownConversations {
  readonly #log: LogTable;
  readonly #find: PreparedStatement<[n: number, lastSeq: number, last: LogPosition]>;
  readonly #version: PreparedStatement<[version: number]>;
  readonly #known = new Map<string, KnownConversation>();
  #ids = 0;
  #dataVersion = 0;

  constructor(db: DatabaseSync, log: LogTable) {
    this.#log = log;
    this.#find = new PreparedStatement(db, 'SELECT n, last_seq, last FROM conversations WHERE id = ?');
    this.#version = new PreparedStatement(db, 'PRAGMA data_version');
  }

  /** A transaction began. */
  onBegin(): void {
    const version = this.#version.first()?.[0] ?? 0;
    if (version !== this.#dataVersion || this.#ids > MAX_IDS) this.onRollback();
    this.#dataVersion = version;
  }

  /** A transaction was rolled back: nothing that it wrote may be remembered. */
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
    const positions = new Map<string, LogPosition>();
    for (const { position, row } of this.#log.back(last)) positions.set(entryKey(row[2], row[1]), position);
    return this.add(conversation, { n, lastSeq, last, positions });
  }

  add(conversation: string, known: KnownConversation): KnownConversation {
    this.#ids += known.positions.size;
    this.#known.set(conversation, known);
    return known;
  }

  /** Adds an entry, which becomes the last one. */
  addEntry(known: KnownConversation, key: string, position: LogPosition): void {
    known.positions.set(key, position);
    known.last = position;
    known.lastSeq += 1;
    this.#ids += 1;
  }

  forget(conversation: string): void {
    this.#ids -= this.#known.get(conversation)?.positions.size ?? 0;
    this.#known.delete(conversation);
  }
}
