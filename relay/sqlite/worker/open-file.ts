import { closeSync, mkdirSync, openSync, readSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../../desk/ports.ts';
import { failure, isBusy } from '../errors.ts';
import type { WorkerOptions } from '../requests.ts';
import { APPLICATION_ID, migrate, SCHEMA_VERSION } from './schema.ts';

/** How long a write waits for another process that is writing. */
export const BUSY_MS = 5_000;

/** What the file's first 100 bytes say (sqlite.org/fileformat2.html, 1.3); undefined: the file is empty. */
interface Header {
  application: number;
  version: number;
}

const refuse = (why: string): never => {
  throw new StoreError('broken', why);
};

const readHeader = (file: string): Header | undefined => {
  // Conversations are nobody's business on this machine: only its owner reads the file (and its journal, which takes its mode).
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

/** Read from the file itself where that tells enough, since SQLite would write into the journal beside it before it does. */
const check = (file: string): void => {
  const header = readHeader(file);
  if (header === undefined) return;
  // 0: perhaps ours all the same, with its first pages still in the journal.
  if (header.application !== APPLICATION_ID && header.application !== 0) refuseOther(file);
  if (header.application === APPLICATION_ID) refuseNewer(file, header.version);
};

/** The same of file and journal together. */
const checkWhole = (file: string, db: DatabaseSync): void => {
  // In one statement, which sees one moment: another process may just be making the file.
  const row = db
    .prepare(
      `SELECT (SELECT count(*) FROM sqlite_schema) AS tables, application_id, user_version
       FROM pragma_application_id, pragma_user_version`,
    )
    .get();
  if (Number(row?.tables) > 0 && row?.application_id !== APPLICATION_ID) refuseOther(file);
  refuseNewer(file, Number(row?.user_version));
};

const BETWEEN_TRIES_MS = 20;

/**
 * A new file is made a WAL one under an exclusive lock. Where two programs begin at one moment, SQLite refuses one of
 * them at once, whatever its timeout, since each waits for the other to let go.
 */
const keepJournal = (db: DatabaseSync): void => {
  const until = Date.now() + BUSY_MS;
  for (;;) {
    try {
      db.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BETWEEN_TRIES_MS);
    }
  }
};

const set = (db: DatabaseSync, { maxPages }: WorkerOptions): void => {
  keepJournal(db);
  // secure_delete before anything is written. No automatic checkpoint: it would stand between a commit and its answer.
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
 * Opens the data file, made with its folder where there is none, and brings it up to date. A file that cannot be used
 * is left as it was.
 * @throws StoreError with a sentence for whoever runs the relay.
 */
export const openFile = (task: WorkerOptions): { db: DatabaseSync; from: number; to: number } => {
  const file = resolve(task.file);
  let db: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    check(file);
    db = new DatabaseSync(file, { timeout: BUSY_MS });
    checkWhole(file, db);
    set(db, task);
    const from = migrate(db);
    return { db, from, to: SCHEMA_VERSION };
  } catch (error) {
    db?.close();
    throw explain(error, file);
  }
};
