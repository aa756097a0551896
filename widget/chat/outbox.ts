import type { SorryCode } from '../../relay/protocol/frames.ts';
import type { OwnLine } from './conversation-view.ts';

/** Lines of the patron the relay has not kept, in the order she said them. */
export class Outbox {
  #lines: readonly OwnLine[] = [];

  get lines(): readonly OwnLine[] {
    return this.#lines;
  }

  /** The one to send. One at a time, so that a line which is refused for the moment is not overtaken by the next. */
  get first(): OwnLine | undefined {
    return this.#lines.find((line) => line.tick === 'sending');
  }

  add(id: string, text: string, at: number): void {
    this.#lines = [...this.#lines, { kind: 'said', by: 'patron', id, at, text, tick: 'sending' }];
  }

  /** Takes it out; undefined where it is not here. */
  take(id: string): OwnLine | undefined {
    const line = this.#lines.find((each) => each.id === id);
    if (line) this.#lines = this.#lines.filter((each) => each !== line);
    return line;
  }

  /** Only a line that has failed is in nobody else's hands. */
  takeFailed(id: string): OwnLine | undefined {
    return this.#lines.some((line) => line.id === id && line.tick === 'failed') ? this.take(id) : undefined;
  }

  /** All that are not failed yet, where no id is given. */
  fail(failure: SorryCode, id?: string): void {
    this.#lines = this.#lines.map((line) =>
      line.tick === 'sending' && (id ?? line.id) === line.id ? { ...line, tick: 'failed', failure } : line,
    );
  }

  clear(): void {
    this.#lines = [];
  }
}
