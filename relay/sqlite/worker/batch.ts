import type { DatabaseSync } from 'node:sqlite';
import { commitFailure, failure, isFull } from '../errors.ts';
import { type Answer, type Failure, isFailure, type Request, type Requests } from '../requests.ts';
import { PreparedStatement } from './prepared-statement.ts';

type Kind = 'reads' | 'writes' | 'unsynced';

const KINDS: Record<keyof Requests, Kind> = {
  append: 'writes',
  since: 'reads',
  find: 'reads',
  list: 'reads',
  marks: 'reads',
  progress: 'unsynced',
  forget: 'writes',
  heard: 'reads',
  keepHeard: 'unsynced',
  standings: 'reads',
  keepStanding: 'writes',
  deskStandings: 'reads',
  keepDeskStanding: 'writes',
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

/** What all of them together need. */
const kindOf = (requests: readonly Request[]): Kind => {
  let kind: Kind = 'reads';
  for (const [name] of requests) {
    if (KINDS[name] === 'writes') return 'writes';
    if (KINDS[name] === 'unsynced') kind = 'unsynced';
  }
  return kind;
};

/** What the tables remember from one transaction to the next. */
export interface TransactionListener {
  /** Another handle may have written since. */
  onBegin(): void;
  /** What was just written is not there. */
  onRollback(): void;
}

/** Runs requests as one transaction with one sync; where that fails, each alone, so that none takes the others with it. */
export class Batch {
  /** In the last run there was no room for something. */
  full = false;
  readonly #db: DatabaseSync;
  readonly #tables: Requests;
  readonly #memory: TransactionListener;
  readonly #begin: Record<Kind, PreparedStatement>;
  readonly #commit: PreparedStatement;

  constructor(db: DatabaseSync, tables: Requests, memory: TransactionListener) {
    this.#db = db;
    this.#tables = tables;
    this.#memory = memory;
    // A transaction that reads first and wants to write later is refused when another process wrote in between; one that
    // says so at once waits for its turn.
    const immediate = new PreparedStatement(db, 'BEGIN IMMEDIATE');
    this.#begin = { reads: new PreparedStatement(db, 'BEGIN'), writes: immediate, unsynced: immediate };
    this.#commit = new PreparedStatement(db, 'COMMIT');
  }

  /** Answers in the order of the requests, only after the commit. */
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
    // Progress that a crash takes back does no harm: it is written without a sync, and the next one takes it along.
    if (kind === 'unsynced') this.#db.exec('PRAGMA synchronous = NORMAL');
    try {
      this.#begin[kind].run();
      stage = 'runs';
      if (kind === 'writes') this.#memory.onBegin();
      const answers = requests.map((request) => this.#answer(request));
      stage = 'commits';
      this.#commit.run();
      return answers;
    } catch (error) {
      if (isFull(error)) this.full = true;
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      this.#memory.onRollback();
      // Another process would not let go. Alone each would only wait for it once more.
      if (stage === 'begins') return requests.map(() => failure(error));
      return stage === 'commits' ? commitFailure(error) : failure(error);
    } finally {
      if (kind === 'unsynced') this.#db.exec('PRAGMA synchronous = FULL');
    }
  }

  #answer([name, ...args]: Request): Answer {
    const request = this.#tables[name] as (...args: unknown[]) => Answer; // the tuple pairs each name with its own arguments
    return request(...args);
  }
}
