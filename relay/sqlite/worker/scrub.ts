import type { DatabaseSync } from 'node:sqlite';
import { BUSY_MS } from './open-file.ts';
import { PreparedStatement } from './prepared-statement.ts';

/** How many bytes of zeros stay in the file before their room is reclaimed. */
const RECLAIM_BYTES = 4 * 2 ** 20;

/** Removes what deleted conversations leave behind: their texts in the journal, and later the room of their texts in the file. */
export class Scrub {
  readonly #db: DatabaseSync;
  readonly #blanks: PreparedStatement<[bytes: number]>;
  readonly #size: PreparedStatement<[bytes: number]>;
  readonly #truncate: PreparedStatement<[busy: number]>;
  readonly #checkpoint: PreparedStatement;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#blanks = new PreparedStatement(db, 'SELECT bytes FROM blanks');
    this.#size = new PreparedStatement(db, 'SELECT page_count * page_size FROM pragma_page_count, pragma_page_size');
    this.#truncate = new PreparedStatement(db, 'PRAGMA wal_checkpoint(TRUNCATE)');
    this.#checkpoint = new PreparedStatement(db, 'PRAGMA wal_checkpoint(PASSIVE)');
  }

  /** Copies the journal into the file, as far as no reader prevents it. The journal is then written from its beginning again and stays short. */
  checkpoint(): void {
    this.#checkpoint.run();
  }

  /**
   * Copies the whole journal into the file and empties it: what was overwritten with zeros is then gone from both. False if another
   * handle reads in it. Never waits.
   */
  empty(): boolean {
    this.#db.exec('PRAGMA busy_timeout = 0');
    try {
      return this.#truncate.first()?.[0] === 0;
    } finally {
      this.#db.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
    }
  }

  /** Reclaims the room of deleted texts if there is enough of it; with `anyRoom`, if there is any. True if it did. */
  reclaim(anyRoom: boolean): boolean {
    const blanks = this.#blanks.first()?.[0] ?? 0;
    const size = this.#size.first()?.[0] ?? 0;
    if (anyRoom ? blanks === 0 : blanks < Math.max(RECLAIM_BYTES, size / 2)) return false;
    // Delete all rows and insert the remaining ones in order: any other way would move rows and leave old bytes in gaps (see schema.ts).
    // The rows are deleted first, so that it also works in a full file.
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      this.#db.exec(`
        CREATE TEMP TABLE remaining AS SELECT n, before, line FROM log WHERE typeof(line) = 'text' ORDER BY n;
        DELETE FROM log;
        INSERT INTO log (n, before, line) SELECT n, before, line FROM remaining ORDER BY rowid;
        DROP TABLE remaining;
        UPDATE blanks SET bytes = 0;
        COMMIT;
      `);
      return true;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }
}
