import type { DatabaseSync } from 'node:sqlite';
import { parseStored } from '../canonical-json.ts';
import { damaged } from '../errors.ts';
import type { EntryRow } from '../requests.ts';
import { PreparedStatement } from './prepared-statement.ts';

/** The place of an entry in the log; 0: none. */
export type LogPosition = number;

/**
 * The entries of all conversations, in the order in which they were kept. Each names the place of the one before it in its
 * conversation: so an entry is one row more at the end, and no index is written for it.
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

  /** Returns its place. */
  add(before: LogPosition, row: EntryRow): LogPosition {
    return this.#add.insert(before, JSON.stringify(row));
  }

  at(place: LogPosition): { place: LogPosition; before: LogPosition; row: EntryRow } {
    const [before, line] = this.#read.first(place) ?? [place, ''];
    if (before >= place || typeof line !== 'string') throw damaged();
    return { place, before, row: parseStored<EntryRow>(line) };
  }

  /** From the last entry of a conversation back to its first. */
  *back(last: LogPosition): Generator<{ place: LogPosition; row: EntryRow }> {
    for (let place = last; place > 0; ) {
      const entry = this.at(place);
      yield entry;
      place = entry.before;
    }
  }

  /** Leaves zeros in place of every entry of a conversation. */
  blank(last: LogPosition): void {
    let bytes = 0;
    for (const { place } of this.back(last)) bytes += this.#blank.first(place)?.[0] ?? 0;
    this.#count.run(bytes);
  }
}
