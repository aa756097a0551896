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

type AllRequests = Requests & ControlRequests;

/** A request that was not answered yet. One of the two is called, once. */
interface PendingRequest {
  done(answer: Answer): void;
  failed(error: StoreError): void;
}

/** `.ts` in the repository, `.js` in the package. */
const WORKER = new URL(`./worker/worker${extname(import.meta.url)}`, import.meta.url);

/**
 * The main thread's side of the worker thread. The classes in sqlite/ run in the main thread and implement the desk's ports; everything
 * in sqlite/worker/ runs in the worker, which is the only thread that has the file open. So a slow disk never blocks the event loop.
 * Answers come back in the order of the requests.
 */
export class StoreThread {
  readonly #worker: Worker;
  readonly #exited: Promise<void>;
  readonly #batcher: RequestBatcher<Request | ControlRequest>;
  #pending: PendingRequest[] = [];
  /** Why no more requests are accepted; undefined while they are. */
  #closed: StoreError | undefined;
  #closing: Promise<void> | undefined;

  /** `died` is called if the thread ends without being closed; every request fails from then on. */
  private constructor(worker: Worker, died: (why: string) => void) {
    this.#worker = worker;
    this.#batcher = new RequestBatcher((batch) => this.#worker.postMessage(batch));
    worker.on('message', (answers: Answer[]) => this.#answered(answers));
    let why = 'it ended';
    worker.on('error', (error) => {
      why = error instanceof Error ? error.message : String(error);
    });
    this.#exited = new Promise((resolve) => {
      worker.on('exit', () => {
        if (this.#failAll('The thread of the data file ended.')) died(why);
        resolve();
      });
    });
  }

  /** Starts the thread and opens the file. Rejects with a StoreError that says what is wrong with the file. */
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

  /** Sends a request. One of the two callbacks is called later, never before `send` returns. */
  send<N extends keyof AllRequests>(
    request: [name: N, ...Parameters<AllRequests[N]>],
    done: (answer: Exclude<ReturnType<AllRequests[N]>, Failure>) => void,
    failed: (error: StoreError) => void,
  ): void {
    if (this.#closed) {
      const why = this.#closed;
      queueMicrotask(() => failed(why));
      return;
    }
    this.#batcher.add(request as unknown as Request | ControlRequest); // the types of N and its arguments belong together
    this.#pending.push({ done: done as PendingRequest['done'], failed }); // the worker answers a request with the type of its answer
  }

  /** Sends a request and resolves with its answer, or rejects with a StoreError. */
  ask<N extends keyof AllRequests>(
    name: N,
    ...args: Parameters<AllRequests[N]>
  ): Promise<Exclude<ReturnType<AllRequests[N]>, Failure>> {
    return new Promise((resolve, reject) => this.send([name, ...args], resolve, reject));
  }

  /** Waits for the requests sent before, and closes the file. */
  close(): Promise<void> {
    this.#closing ??= this.ask('close').then(
      () => this.#exited,
      (error: unknown) => {
        // `unknown`: the thread has ended already, so nothing is open any more.
        if (!(error instanceof StoreError) || error.reason !== 'unknown') throw error;
      },
    );
    this.#closed ??= new StoreError('closed', 'The data file is closed.');
    return this.#closing;
  }

  #answered(answers: Answer[]): void {
    const waiting = this.#pending.splice(0, answers.length);
    this.#batcher.answered(answers.length);
    for (const [index, { done, failed }] of waiting.entries()) {
      const answer = answers[index] ?? null;
      if (isFailure(answer)) failed(storeError(answer));
      else done(answer);
    }
  }

  /** Fails every request: the thread has ended. Returns true if it was not asked to. */
  #failAll(why: string): boolean {
    const wasClosing = this.#closing !== undefined;
    this.#closed ??= new StoreError('broken', why);
    for (const { failed } of this.#pending.splice(0)) failed(new StoreError('unknown', why));
    this.#batcher.drop();
    return !wasClosing;
  }
}
