import type { DatabaseSync } from 'node:sqlite';
import { BUSY_MS } from './open-file.ts';
import { PreparedStatement } from './prepared-statement.ts';

/** Zeros that stay in the file until they are worth the work of taking them back, in bytes. */
const WORTHWHILE = 4 * 2 ** 20;

/** What the file owes those who were forgotten: an empty journal, and later the room of their texts. */
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

  /** Copies the journal into the file as far as nobody is in the way; the journal then begins anew, and stays short. */
  checkpoint(): void {
    this.#checkpoint.run();
  }

  /**
   * Copies the whole journal into the file and empties it: what was zeroed is now gone from both. False: another handle
   * reads in it. Never waits.
   */
  empty(): boolean {
    this.#db.exec('PRAGMA busy_timeout = 0');
    try {
      return this.#truncate.first()?.[0] === 0;
    } finally {
      this.#db.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
    }
  }

  /** Takes the room of forgotten texts back, where there is enough of it; `pressed`: where there is any. True: it did. */
  reclaim(pressed: boolean): boolean {
    const blanks = this.#blanks.first()?.[0] ?? 0;
    const size = this.#size.first()?.[0] ?? 0;
    if (pressed ? blanks === 0 : blanks < Math.max(WORTHWHILE, size / 2)) return false;
    // Emptied whole and filled again in order, because only that moves no row and leaves nothing in a gap (see schema.ts).
    // Freed before it is filled, so that it also works in a full file.
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
