/**
 * Handles the frames of one socket in order: a frame waits until the frame before it in the same queue is finished. A frame that needs
 * no waiting is handled at once and leaves nothing in memory.
 */
export abstract class FrameQueue<Frame> {
  /** By the name of the queue, the frames that wait behind the one in progress; undefined while none is in progress. */
  #queues: Map<string, Frame[]> | undefined;
  #count = 0;
  #resolveIdle: (() => void) | undefined;

  get busy(): boolean {
    return this.#queues !== undefined;
  }

  /** Resolves when no frame is in progress or waits. */
  whenIdle(): Promise<void> {
    return new Promise((resolve) => {
      if (this.busy) this.#resolveIdle = resolve;
      else resolve();
    });
  }

  /** The name of the frame's queue. Frames of one queue are handled in order, frames of two queues concurrently. */
  protected abstract queueOf(frame: Frame): string;
  /** Handles one frame. Returns a promise if that takes time. */
  protected abstract handle(frame: Frame): Promise<unknown> | undefined;
  /** Called when the number of frames that are in progress or wait has changed. */
  protected abstract pendingChanged(count: number): void;
  /** Called when handling a frame failed. The frames that waited are dropped. */
  protected abstract onFailed(frame: Frame, error: unknown): void;
  /** Called when no frame is in progress or waits any more. */
  protected abstract onIdle(): void;

  protected enqueue(frame: Frame): void {
    const queue = this.queueOf(frame);
    const waiting = this.#queues?.get(queue);
    if (waiting) {
      waiting.push(frame);
      this.#changePending(1);
      return;
    }
    const work = this.#start(frame);
    if (work) void this.#finish(queue, frame, work);
    else if (!this.busy) this.onIdle();
  }

  #start(frame: Frame): Promise<unknown> | undefined {
    try {
      return this.handle(frame);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  async #finish(queue: string, first: Frame, begun: Promise<unknown>): Promise<void> {
    const waiting: Frame[] = [];
    this.#queues ??= new Map();
    this.#queues.set(queue, waiting);
    this.#changePending(1);
    let work: Promise<unknown> | undefined = begun;
    for (let frame: Frame | undefined = first; frame !== undefined; frame = waiting.shift()) {
      work ??= this.#start(frame);
      try {
        if (work) await work;
      } catch (error) {
        this.#dropWaiting();
        this.onFailed(frame, error);
      }
      work = undefined;
      this.#changePending(-1);
    }
    this.#queues.delete(queue);
    if (this.#queues.size > 0) return;
    this.#queues = undefined;
    this.#resolveIdle?.();
    this.onIdle();
  }

  #dropWaiting(): void {
    for (const waiting of this.#queues?.values() ?? []) {
      this.#changePending(-waiting.length);
      waiting.length = 0;
    }
  }

  #changePending(more: number): void {
    this.#count += more;
    this.pendingChanged(this.#count);
  }
}
