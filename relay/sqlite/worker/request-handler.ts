import type { DatabaseSync } from 'node:sqlite';
import { failure } from '../errors.ts';
import type { Answer, ControlRequest, Request } from '../requests.ts';
import type { Batch } from './batch.ts';
import type { Scrub } from './scrub.ts';

/** After how many requests the journal is copied into the file. */
const CHECKPOINT_EVERY = 1_000;

const isControlRequest = (request: Request | ControlRequest): request is ControlRequest =>
  request[0] === 'clean' || request[0] === 'close';

/** Handles the requests of the main thread in their order, and copies the journal and reclaims room between the batches. */
export class RequestHandler {
  readonly #db: DatabaseSync;
  readonly #batch: Batch;
  readonly #scrub: Scrub;
  readonly #answer: (answers: Answer[]) => void;
  #sinceCheckpoint = 0;
  /** A request found the file full, and no room was reclaimed since. */
  #needsRoom = false;

  constructor(db: DatabaseSync, batch: Batch, scrub: Scrub, answer: (answers: Answer[]) => void) {
    this.#db = db;
    this.#batch = batch;
    this.#scrub = scrub;
    this.#answer = answer;
  }

  handle(waiting: readonly (Request | ControlRequest)[]): 'open' | 'closed' {
    let requests: Request[] = [];
    for (const request of waiting) {
      if (!isControlRequest(request)) {
        requests.push(request);
        continue;
      }
      this.#run(requests);
      requests = [];
      this.#answer([request[0] === 'clean' ? this.clean() : this.#close()]);
      if (request[0] === 'close') return 'closed';
    }
    this.#run(requests);
    return 'open';
  }

  /** Empties the journal. True if no byte of a deleted text is left in it. */
  clean(): boolean | Answer {
    try {
      if (this.#scrub.reclaim(this.#needsRoom)) this.#needsRoom = false;
      this.#sinceCheckpoint = 0;
      return this.#scrub.empty();
    } catch (error) {
      return failure(error);
    }
  }

  #run(requests: readonly Request[]): void {
    if (requests.length === 0) return;
    this.#answer(this.#batch.run(requests));
    // After the answer, so that nobody waits for it longer than the sync takes.
    this.#sinceCheckpoint += requests.length;
    try {
      if (this.#batch.full || this.#sinceCheckpoint >= CHECKPOINT_EVERY) {
        this.#sinceCheckpoint = 0;
        this.#scrub.checkpoint();
      }
      if (this.#batch.full && !this.#needsRoom) this.#needsRoom = !this.#scrub.reclaim(true);
    } catch {
      // Nothing is lost: the journal stays as it is, and if the file has failed the next commit reports it.
    }
  }

  #close(): Answer {
    try {
      this.#db.close();
      return null;
    } catch (error) {
      return failure(error);
    }
  }
}
