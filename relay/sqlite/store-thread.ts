import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { StoreError } from '../desk/ports.ts';
import { storeError } from './errors.ts';
import { RequestBatcher } from './request-batcher.ts';
import {
  type Answer,
  type ControlRequest,
  type ControlRequests,
  type Failure,
  isFailure,
  type Ready,
  type Request,
  type Requests,
  type WorkerOptions,
} from './requests.ts';

type Asks = Requests & ControlRequests;

/** How a request ends: one of them is called, once. */
interface Waiting {
  done(answer: Answer): void;
  failed(error: StoreError): void;
}

/** `.ts` from the sources, `.js` in the package. */
const WORKER = new URL(`./worker/worker${extname(import.meta.url)}`, import.meta.url);

/**
 * The main thread's side of the worker. Answers come back in the order of asking.
 */
export class StoreThread {
  readonly #worker: Worker;
  readonly #exited: Promise<void>;
  readonly #gathering: RequestBatcher<Request | ControlRequest>;
  #waiting: Waiting[] = [];
  /** Why nothing more can be asked. */
  #over: StoreError | undefined;
  #closing: Promise<void> | undefined;

  /** `died`: the thread ended without being closed; everything fails from then on. */
  private constructor(worker: Worker, died: (why: string) => void) {
    this.#worker = worker;
    this.#gathering = new RequestBatcher((batch) => this.#worker.postMessage(batch));
    worker.on('message', (answers: Answer[]) => this.#answered(answers));
    let why = 'it ended';
    worker.on('error', (error) => {
      why = error instanceof Error ? error.message : String(error);
    });
    this.#exited = new Promise((resolve) => {
      worker.on('exit', () => {
        if (this.#abandon('The thread of the data file ended.')) died(why);
        resolve();
      });
    });
  }

  /** Rejects with a StoreError that says what is wrong with the file. */
  static async start(
    task: WorkerOptions,
    died: (why: string) => void,
  ): Promise<{ thread: StoreThread; from: number; to: number }> {
    const worker = new Worker(WORKER, { workerData: task, name: 'store' });
    const ready = await new Promise<Ready>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    }).catch((error: unknown): Ready => ({ failed: 'broken', why: `The store did not start: ${String(error)}` }));
    if (!isFailure(ready)) return { thread: new StoreThread(worker, died), ...ready };
    await worker.terminate();
    throw storeError(ready);
  }

  /** Calls back in a later turn; `failed` gets a StoreError. */
  send<N extends keyof Asks>(
    request: [name: N, ...Parameters<Asks[N]>],
    done: (answer: Exclude<ReturnType<Asks[N]>, Failure>) => void,
    failed: (error: StoreError) => void,
  ): void {
    if (this.#over) {
      const over = this.#over;
      queueMicrotask(() => failed(over));
      return;
    }
    this.#gathering.add(request as unknown as Request | ControlRequest); // N picks one of them
    this.#waiting.push({ done: done as Waiting['done'], failed }); // the worker answers N with N's answer
  }

  ask<N extends keyof Asks>(name: N, ...args: Parameters<Asks[N]>): Promise<Exclude<ReturnType<Asks[N]>, Failure>> {
    return new Promise((resolve, reject) => this.send([name, ...args], resolve, reject));
  }

  /** Does what was asked before, and closes the file. */
  close(): Promise<void> {
    this.#closing ??= this.ask('close').then(
      () => this.#exited,
      (error: unknown) => {
        // The thread is gone already: nothing is open any more.
        if (!(error instanceof StoreError) || error.reason !== 'unknown') throw error;
      },
    );
    this.#over ??= new StoreError('closed', 'The data file is closed.');
    return this.#closing;
  }

  #answered(answers: Answer[]): void {
    const waiting = this.#waiting.splice(0, answers.length);
    this.#gathering.answered(answers.length);
    for (const [index, { done, failed }] of waiting.entries()) {
      const answer = answers[index] ?? null;
      if (isFailure(answer)) failed(storeError(answer));
      else done(answer);
    }
  }

  /** True: it was not meant to end. */
  #abandon(why: string): boolean {
    const meant = this.#closing !== undefined;
    this.#over ??= new StoreError('broken', why);
    for (const { failed } of this.#waiting.splice(0)) failed(new StoreError('unknown', why));
    this.#gathering.drop();
    return !meant;
  }
}
