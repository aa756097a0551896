import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

type Row = SQLInputValue[];

/** A prepared statement whose rows are plain arrays. `R` is the type of a row: the caller states it, and the tests verify it. */
export class PreparedStatement<R extends Row = []> {
  readonly #statement: StatementSync;

  constructor(db: DatabaseSync, sql: string) {
    this.#statement = db.prepare(sql, { returnArrays: true });
  }

  /** Runs the statement and returns how many rows it changed. */
  run(...values: SQLInputValue[]): number {
    return Number(this.#statement.run(...values).changes);
  }

  /** Runs the statement and returns the rowid of the row that it added. */
  insert(...values: SQLInputValue[]): number {
    return Number(this.#statement.run(...values).lastInsertRowid);
  }

  /** The first row, or undefined. */
  first(...values: SQLInputValue[]): R | undefined {
    return this.#statement.get(...values) as unknown as R | undefined; // Node's types do not have returnArrays
  }

  /** All rows. */
  all(...values: SQLInputValue[]): R[] {
    return this.#statement.all(...values) as unknown as R[]; // see above
  }
}
