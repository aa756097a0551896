import { StoreError } from '../desk/ports.ts';
import type { Failure } from './requests.ts';

/** Result codes of SQLite (sqlite.org/rescode.html); the low byte of an extended code is the primary one. */
const BUSY = 5;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

const DAMAGED = 'The data file is damaged: restore it from a backup.';

/** The error for damage that SQLite itself does not notice. */
export const damaged = (): StoreError => new StoreError('broken', DAMAGED);

const codeOf = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;

const sentence = (error: unknown): string => {
  switch (codeOf(error)) {
    case FULL:
      return 'There is no room left for the data file.';
    case BUSY:
      return 'Another program has locked the data file for too long.';
    case READONLY:
      return 'The data file is not writable.';
    case CANTOPEN:
      return 'The data file or its folder cannot be opened.';
    case IOERR:
      return 'The disk failed to read or write the data file.';
    case CORRUPT:
    case NOTADB:
      return DAMAGED;
    default:
      return `The data file failed: ${error instanceof Error ? error.message : String(error)}`;
  }
};

export const isBusy = (error: unknown): boolean => codeOf(error) === BUSY;

export const isFull = (error: unknown): boolean => codeOf(error) === FULL;

/** The failure of a request before its commit: nothing of it is stored. */
export const failure = (error: unknown): Failure => {
  if (error instanceof StoreError) return { failed: error.reason, why: error.message };
  return { failed: isFull(error) ? 'full' : 'broken', why: sentence(error) };
};

/** The failure of a commit. A full disk is noticed before anything is synced; after any other error it is unknown whether the commit is on the disk. */
export const commitFailure = (error: unknown): Failure => ({
  failed: isFull(error) ? 'full' : 'unknown',
  why: sentence(error),
});

export const storeError = ({ failed, why }: Failure): StoreError => new StoreError(failed, why);
