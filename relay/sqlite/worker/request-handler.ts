import type { DatabaseSync } from 'node:sqlite';
import { failure } from '../errors.ts';
import type { Answer, ControlRequest, Request } from '../requests.ts';
import type { Batch } from './batch.ts';
import type { Scrub } from './scrub.ts';

/** So many requests between two copies of the journal into the file. */
const CHECKPOINT_EVERY = 1_000;

const isChore = (asked: Request | ControlRequest): asked is ControlRequest =>
  asked[0] === 'clean' || asked[0] === 'close';

/** Does what is asked of the file, in the order of asking, and keeps the file in order between the batches. */
export class RequestHandler {
  readonly #db: DatabaseSync;
  readonly #batch: Batch;
  readonly #scrub: Scrub;
  readonly #answer: (answers: Answer[]) => void;
  #sinceCheckpoint = 0;
  /** There was no room for something, and none was made since. */
  #pressed = false;

  constructor(db: DatabaseSync, batch: Batch, scrub: Scrub, answer: (answers: Answer[]) => void) {
    this.#db = db;
    this.#batch = batch;
    this.#scrub = scrub;
    this.#answer = answer;
  }

  handle(waiting: readonly (Request | ControlRequest)[]): 'open' | 'closed' {
    let requests: Request[] = [];
    for (const asked of waiting) {
      if (!isChore(asked)) {
        requests.push(asked);
        continue;
      }
      this.#run(requests);
      requests = [];
      this.#answer([asked[0] === 'clean' ? this.clean() : this.#close()]);
      if (asked[0] === 'close') return 'closed';
    }
    this.#run(requests);
    return 'open';
  }

  /** True: no byte of a forgotten text is left in the journal. */
  clean(): boolean | Answer {
    try {
      if (this.#scrub.reclaim(this.#pressed)) this.#pressed = false;
      this.#sinceCheckpoint = 0;
      return this.#scrub.empty();
    } catch (error) {
      return failure(error);
    }
  }

  #run(requests: readonly Request[]): void {
    if (requests.length === 0) return;
    this.#answer(this.#batch.run(requests));
    // After the answer, which nobody should wait for longer than the sync takes.
    this.#sinceCheckpoint += requests.length;
    try {
      if (this.#batch.full || this.#sinceCheckpoint >= CHECKPOINT_EVERY) {
        this.#sinceCheckpoint = 0;
        this.#scrub.checkpoint();
      }
      if (this.#batch.full && !this.#pressed) this.#pressed = !this.#scrub.reclaim(true);
    } catch {
      // Nothing is lost: the journal stays as it is, and a file that fails says so at the next commit.
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
