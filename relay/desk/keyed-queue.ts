/**
 * What comes in one window, in its order. Lines go ahead together, since the store keeps their order; a command waits for
 * the lines before it, and what comes after waits for the command.
 */
export class KeyedQueue {
  /** By window. */
  readonly #windows = new Map<string, Turn>();

  /** Nothing waits, nothing is under way. */
  get idle(): boolean {
    return this.#windows.size === 0;
  }

  line(of: string, work: () => Promise<unknown>): void {
    const turn = this.#of(of);
    const line = turn.command ? turn.command.then(work) : work();
    turn.lines.push(line);
    this.#track(of, turn, line);
  }

  command(of: string, work: () => Promise<unknown>): void {
    const turn = this.#of(of);
    // Each waits for the one before and for the lines since, which is all: a thousand of them must not wait for each other.
    const before = Promise.allSettled([turn.command, ...turn.lines]);
    const command = before.then(work);
    turn.command = command.catch(() => undefined);
    turn.lines = [];
    this.#track(of, turn, command);
  }

  #of(window: string): Turn {
    const turn = this.#windows.get(window) ?? { command: undefined, lines: [], open: 0 };
    this.#windows.set(window, turn);
    return turn;
  }

  #track(window: string, turn: Turn, work: Promise<unknown>): void {
    turn.open += 1;
    const done = () => {
      turn.open -= 1;
      if (turn.open === 0) this.#windows.delete(window);
    };
    work.then(done, done);
  }
}

interface Turn {
  /** The last one. */
  command: Promise<unknown> | undefined;
  /** Begun since then. */
  lines: Promise<unknown>[];
  /** How much is under way, or waits. */
  open: number;
}
