import type { DatabaseSync } from 'node:sqlite';
import { commitFailure, failure, isFull } from '../errors.ts';
import { type Answer, type Failure, isFailure, type Request, type Requests } from '../requests.ts';
import { PreparedStatement } from './prepared-statement.ts';

/** What a request does to the file. `unsynced`: it writes, but the write need not survive a crash of the machine. */
type Kind = 'reads' | 'writes' | 'unsynced';

const KINDS: Record<keyof Requests, Kind> = {
  append: 'writes',
  since: 'reads',
  find: 'reads',
  list: 'reads',
  marks: 'reads',
  progress: 'unsynced',
  forget: 'writes',
  inboxWatermark: 'reads',
  keepInboxWatermark: 'unsynced',
  librarianStates: 'reads',
  keepLibrarianState: 'writes',
  deskStates: 'reads',
  keepDeskState: 'writes',
  countedOf: 'reads',
  count: 'writes',
  uncounted: 'reads',
  keepUnasked: 'unsynced',
  addCounts: 'unsynced',
  counts: 'reads',
  invite: 'writes',
  spend: 'writes',
  signedIn: 'reads',
  revoke: 'writes',
  revokeAll: 'writes',
};

/** The kind of transaction that these requests need together. */
const kindOf = (requests: readonly Request[]): Kind => {
  let kind: Kind = 'reads';
  for (const [name] of requests) {
    if (KINDS[name] === 'writes') return 'writes';
    if (KINDS[name] === 'unsynced') kind = 'unsynced';
  }
  return kind;
};

/** A cache that is kept from one transaction to the next, and must be notified when the file may differ from it. */
export interface TransactionListener {
  /** A transaction that writes began. Another handle may have written since the last one. */
  onBegin(): void;
  /** The transaction was rolled back: what was written in it is not in the file. */
  onRollback(): void;
}

/**
 * Runs requests in one transaction with one sync. If that fails, it runs each request in a transaction of its own, so that
 * no request makes the others fail.
 */
export class Batch {
  /** In the last run the file or the disk was full. */
  full = false;
  readonly #db: DatabaseSync;
  readonly #tables: Requests;
  readonly #cache: TransactionListener;
  readonly #begin: Record<Kind, PreparedStatement>;
  readonly #commit: PreparedStatement;

  constructor(db: DatabaseSync, tables: Requests, cache: TransactionListener) {
    this.#db = db;
    this.#tables = tables;
    this.#cache = cache;
    // SQLite refuses a transaction that reads first and writes later if another process wrote in between. One that starts
    // with BEGIN IMMEDIATE waits for the other process instead.
    const immediate = new PreparedStatement(db, 'BEGIN IMMEDIATE');
    this.#begin = { reads: new PreparedStatement(db, 'BEGIN'), writes: immediate, unsynced: immediate };
    this.#commit = new PreparedStatement(db, 'COMMIT');
  }

  /** Returns the answers in the order of the requests, after the commit. The answer to a request that failed is a Failure. */
  run(requests: readonly Request[]): Answer[] {
    this.full = false;
    const together = this.#transact(requests);
    if (!isFailure(together)) return together;
    if (requests.length === 1) return [together];
    return requests.map((request) => {
      const alone = this.#transact([request]);
      return isFailure(alone) ? alone : (alone[0] ?? null);
    });
  }

  #transact(requests: readonly Request[]): Answer[] | Failure {
    const kind = kindOf(requests);
    let stage: 'begins' | 'runs' | 'commits' = 'begins';
    // Losing these writes in a crash does no harm, so they are written without a sync. The sync of a later transaction
    // covers them.
    if (kind === 'unsynced') this.#db.exec('PRAGMA synchronous = NORMAL');
    try {
      this.#begin[kind].run();
      stage = 'runs';
      if (kind === 'writes') this.#cache.onBegin();
      const answers = requests.map((request) => this.#answer(request));
      stage = 'commits';
      this.#commit.run();
      return answers;
    } catch (error) {
      if (isFull(error)) this.full = true;
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      this.#cache.onRollback();
      // Another process did not release its lock. Running each request alone would only wait for it again.
      if (stage === 'begins') return requests.map(() => failure(error));
      return stage === 'commits' ? commitFailure(error) : failure(error);
    } finally {
      if (kind === 'unsynced') this.#db.exec('PRAGMA synchronous = FULL');
    }
  }

  #answer([name, ...args]: Request): Answer {
    const request = this.#tables[name] as (...args: unknown[]) => Answer; // the tuple has the arguments that belong to its name
    return request(...args);
  }
}
