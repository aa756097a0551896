import { closeSync, mkdirSync, openSync, readSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../../desk/ports.ts';
import { failure, isBusy } from '../errors.ts';
import type { WorkerOptions } from '../requests.ts';
import { APPLICATION_ID, migrate, SCHEMA_VERSION } from './schema.ts';

/** How long a write waits for the lock of another process that is writing, in milliseconds. */
export const BUSY_MS = 5_000;

/** What the relay needs of the first 100 bytes of a SQLite file (sqlite.org/fileformat2.html section 1.3). */
interface Header {
  application: number;
  version: number;
}

const refuse = (why: string): never => {
  throw new StoreError('broken', why);
};

/** The header of the file; undefined if the file is empty. Creates the file if it does not exist. */
const readHeader = (file: string): Header | undefined => {
  // Only the owner may read the file, because conversations are private. SQLite gives the journal the same mode.
  const descriptor = openSync(file, 'a+', 0o600);
  try {
    const bytes = Buffer.alloc(100);
    const length = readSync(descriptor, bytes, 0, 100, 0);
    if (length === 0) return undefined;
    if (length < 100 || bytes.toString('latin1', 0, 16) !== 'SQLite format 3\0') {
      refuse(`${file} is not a data file of ask-librarian. Move it away, or name another file.`);
    }
    return { version: bytes.readUInt32BE(60), application: bytes.readUInt32BE(68) };
  } finally {
    closeSync(descriptor);
  }
};

const refuseOther = (file: string): never => refuse(`${file} is the data file of another program. Name another file.`);

const refuseNewer = (file: string, version: number): void => {
  if (version > SCHEMA_VERSION) {
    refuse(
      `${file} was written by a newer ask-librarian (version ${version} of the file; this one knows ${SCHEMA_VERSION}). Run that one, or name another file.`,
    );
  }
};

/** Refuses a foreign or a newer file by its header alone where that suffices, since opening it with SQLite would write to its journal. */
const checkHeader = (file: string): void => {
  const header = readHeader(file);
  if (header === undefined) return;
  // With 0 it may still be a file of the relay whose first pages are in the journal.
  if (header.application !== APPLICATION_ID && header.application !== 0) refuseOther(file);
  if (header.application === APPLICATION_ID) refuseNewer(file, header.version);
};

/** The same check of the file together with its journal. */
const checkDatabase = (file: string, db: DatabaseSync): void => {
  // One statement, so that it sees one state of the file: another process may be creating it at this moment.
  const row = db
    .prepare(
      `SELECT (SELECT count(*) FROM sqlite_schema) AS tables, application_id, user_version
       FROM pragma_application_id, pragma_user_version`,
    )
    .get();
  if (Number(row?.tables) > 0 && row?.application_id !== APPLICATION_ID) refuseOther(file);
  refuseNewer(file, Number(row?.user_version));
};

const RETRY_MS = 20;

/**
 * Switches a new file to WAL mode, which needs an exclusive lock. If two processes do it at the same moment SQLite refuses one of them at
 * once, whatever its timeout, because each waits for the other's lock. So this retries.
 */
const enableWal = (db: DatabaseSync): void => {
  const until = Date.now() + BUSY_MS;
  for (;;) {
    try {
      db.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
};

const configure = (db: DatabaseSync, { maxPages }: WorkerOptions): void => {
  enableWal(db);
  // secure_delete must be on before anything is written. An automatic checkpoint would delay the answer to a commit, so there is none.
  db.exec(`
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA wal_autocheckpoint = 0;
  `);
  if (maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${Math.floor(maxPages)}`);
};

const REASONS: Record<string, string> = {
  EACCES: 'may not be read and written by this program',
  EPERM: 'may not be read and written by this program',
  EROFS: 'is on a disk that cannot be written',
  EISDIR: 'is a folder: name a file in it',
  ENOTDIR: 'cannot be made, because a part of its path is a file',
  EEXIST: 'cannot be made, because a part of its path is a file',
  ENOSPC: 'cannot be made, because the disk is full',
};

const explain = (error: unknown, file: string): StoreError => {
  if (error instanceof StoreError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = REASONS[code];
  if (reason) return new StoreError(code === 'ENOSPC' ? 'full' : 'broken', `${file} ${reason}.`);
  const { failed, why } = failure(error);
  return new StoreError(failed, `${file} could not be opened. ${why}`);
};

/**
 * Opens the data file and migrates it to the current version. The file and its folder are created if they do not exist. A file that
 * cannot be used is left unchanged.
 * @throws StoreError with a sentence for the operator.
 */
export const openFile = (options: WorkerOptions): { db: DatabaseSync; from: number; to: number } => {
  const file = resolve(options.file);
  let db: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    checkHeader(file);
    db = new DatabaseSync(file, { timeout: BUSY_MS });
    checkDatabase(file, db);
    configure(db, options);
    const from = migrate(db);
    return { db, from, to: SCHEMA_VERSION };
  } catch (error) {
    db?.close();
    throw explain(error, file);
  }
};
