/** Bytes of one stanza, gathered from the chunks it came in, up to a limit; past it, what was gathered before stays. */
export class PendingBytes {
  readonly #most: number;
  #bytes = new Uint8Array(0);
  #size = 0;
  #chunk = new Uint8Array(0);
  /** Where in the chunk what is not gathered yet begins; undefined: nothing is to be held. */
  #mark: number | undefined;
  #over = false;

  constructor(most: number) {
    this.#most = most;
  }

  /** The chunk that positions are in from now on. It is not kept: what is to stay is gathered before the next. */
  from(chunk: Uint8Array): void {
    this.#chunk = chunk as Uint8Array<ArrayBuffer>; // read only
    if (this.#mark !== undefined) this.#mark = 0;
  }

  begin(at: number): void {
    this.clear();
    this.#mark = at;
  }

  /** Gathers up to `end`; gives how much is held in all, 0 where it went over the limit. */
  keep(end: number): number {
    if (this.#mark === undefined) return 0;
    const more = this.#chunk.subarray(this.#mark, end);
    this.#mark = end;
    if (this.#size + more.length > this.#most) this.overflow();
    if (this.#over) return 0;
    this.#grow(this.#size + more.length);
    this.#bytes.set(more, this.#size);
    this.#size += more.length;
    return this.#size;
  }

  /** Nothing more is gathered. */
  overflow(): void {
    this.#over = true;
  }

  /** The first `size` bytes; the rest is forgotten. */
  take(size: number): Uint8Array {
    const taken = this.#bytes.slice(0, size);
    this.clear();
    return taken;
  }

  clear(): void {
    this.#mark = undefined;
    this.#over = false;
    this.#size = 0;
    this.#bytes = new Uint8Array(0);
  }

  #grow(size: number): void {
    if (size <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.min(this.#most, Math.max(size, 2 * this.#bytes.length)));
    grown.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = grown;
  }
}
