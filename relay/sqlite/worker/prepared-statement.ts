import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

type Row = SQLInputValue[];

/** One prepared statement, its rows as plain arrays. `R` is the shape of a row: the caller's word, held by the tests. */
export class PreparedStatement<R extends Row = []> {
  readonly #statement: StatementSync;

  constructor(db: DatabaseSync, sql: string) {
    this.#statement = db.prepare(sql, { returnArrays: true });
  }

  /** How many rows it changed. */
  run(...values: SQLInputValue[]): number {
    return Number(this.#statement.run(...values).changes);
  }

  /** The rowid of the row it added. */
  insert(...values: SQLInputValue[]): number {
    return Number(this.#statement.run(...values).lastInsertRowid);
  }

  first(...values: SQLInputValue[]): R | undefined {
    return this.#statement.get(...values) as unknown as R | undefined; // node's types know no returnArrays
  }

  all(...values: SQLInputValue[]): R[] {
    return this.#statement.all(...values) as unknown as R[]; // the same
  }
}
