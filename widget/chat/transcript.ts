import type { Mark, Seq } from '../../relay/protocol/entries.ts';
import type { Line, OwnLine, Tick } from './conversation-view.ts';

export type KeptLine = Line & { seq: Seq };

/** The lines the relay has kept, in its order, each once, with the patron's own ticked. */
export class Transcript {
  #lines: readonly KeptLine[] = [];
  #mark: Mark = { delivered: 0, seen: 0 };

  get lines(): readonly KeptLine[] {
    return this.#lines;
  }

  /** The relay sends in its order, so everything up to this one has been here. */
  get lastSeq(): Seq {
    return this.#lines.at(-1)?.seq ?? 0;
  }

  /** False where it was here before. */
  add(line: KeptLine): boolean {
    let place = this.#lines.length;
    while (place > 0 && (this.#lines[place - 1]?.seq ?? 0) > line.seq) place -= 1;
    if (this.#lines[place - 1]?.seq === line.seq) return false;
    this.#lines = this.#lines.toSpliced(place, 0, this.#ticked(line));
    return true;
  }

  /** How far librarians have got. */
  mark(mark: Mark): void {
    this.#mark = mark;
    this.#lines = this.#lines.map((line) => this.#ticked(line));
  }

  /** The last line that is not the patron's own; 0: none. */
  get lastTheirs(): Seq {
    return this.#lines.findLast((line) => !('tick' in line))?.seq ?? 0;
  }

  /** How many lines librarians said after `seq`. */
  answersAfter(seq: Seq): number {
    return this.#lines.filter((line) => line.kind === 'said' && line.by === 'librarian' && line.seq > seq).length;
  }

  /** A relay that was set back to an older state has lost what came later. */
  cutAfter(seq: Seq): void {
    this.#lines = this.#lines.filter((line) => line.seq <= seq);
  }

  clear(): void {
    this.#lines = [];
    this.#mark = { delivered: 0, seen: 0 };
  }

  #ticked(line: KeptLine): KeptLine {
    if (!('tick' in line)) return line;
    const tick: Tick = line.seq <= this.#mark.seen ? 'seen' : line.seq <= this.#mark.delivered ? 'delivered' : 'kept';
    return line.tick === tick ? line : { ...line, tick };
  }
}

/** A line of the patron, as an entry from the relay or as `kept` about one of ours. */
export const ownLine = ({ id, seq, at, text }: Pick<OwnLine, 'id' | 'at' | 'text'> & { seq: Seq }): KeptLine => ({
  kind: 'said',
  by: 'patron',
  id,
  seq,
  at,
  text,
  tick: 'kept',
});
