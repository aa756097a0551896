import type { DatabaseSync } from 'node:sqlite';
import { parseStored } from '../canonical-json.ts';
import { damaged } from '../errors.ts';
import type { EntryRow } from '../requests.ts';
import { PreparedStatement } from './prepared-statement.ts';

/** The position of an entry in the log: the rowid. 0: none. */
export type LogPosition = number;

/**
 * The entries of all conversations, in the order in which they were stored. Each row has the position of the entry before it in the same
 * conversation, so a conversation is read from its last entry backwards.
 *
 * Why not a table with `UNIQUE (conversation, author, id)`: its index would be in random order, so that each line of a batch would write
 * a page of its own. Here an entry is one row at the end of one table, a batch of many lines writes a few pages, and a sync is cheaper:
 * the log is hand-made for the budget of the relay's CPU per question. The ids that an index would have are in memory
 * (known-conversations.ts). The second reason is deletion: a row that is only ever added at the end is never moved (schema.ts), so its
 * text can be overwritten with zeros where it is. `npm run bench` prints the CPU.
 */
export class LogTable {
  readonly #add: PreparedStatement;
  readonly #read: PreparedStatement<[before: LogPosition, line: string]>;
  readonly #blank: PreparedStatement<[bytes: number]>;
  readonly #count: PreparedStatement;

  constructor(db: DatabaseSync) {
    this.#add = new PreparedStatement(db, 'INSERT INTO log (before, line) VALUES (?, ?)');
    this.#read = new PreparedStatement(db, 'SELECT before, line FROM log WHERE n = ?');
    this.#blank = new PreparedStatement(
      db,
      'UPDATE log SET line = zeroblob(octet_length(line)) WHERE n = ? RETURNING octet_length(line)',
    );
    this.#count = new PreparedStatement(db, 'UPDATE blanks SET bytes = bytes + ?');
  }

  /** Adds an entry and returns its position. `before`: the position of the entry before it in its conversation. */
  add(before: LogPosition, row: EntryRow): LogPosition {
    return this.#add.insert(before, JSON.stringify(row));
  }

  /** The entry at a position. Throws a StoreError if the file is damaged. */
  at(position: LogPosition): { position: LogPosition; before: LogPosition; row: EntryRow } {
    const [before, line] = this.#read.first(position) ?? [position, ''];
    if (before >= position || typeof line !== 'string') throw damaged();
    return { position, before, row: parseStored<EntryRow>(line) };
  }

  /** Reads a conversation from its last entry back to its first. */
  *back(last: LogPosition): Generator<{ position: LogPosition; row: EntryRow }> {
    for (let position = last; position > 0; ) {
      const entry = this.at(position);
      yield entry;
      position = entry.before;
    }
  }

  /** Overwrites every entry of a conversation with zeros of the same length. */
  blank(last: LogPosition): void {
    let bytes = 0;
    for (const { position } of this.back(last)) bytes += this.#blank.first(position)?.[0] ?? 0;
    this.#count.run(bytes);
  }
}
