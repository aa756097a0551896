/** The bytes of one stanza, collected from chunks, up to a limit. Past the limit, what was collected before stays. */
export class PendingBytes {
  readonly #most: number;
  #bytes = new Uint8Array(0);
  #size = 0;
  #chunk = new Uint8Array(0);
  /** Where in the chunk the bytes begin that are not collected yet; undefined: nothing is being collected. */
  #mark: number | undefined;
  #over = false;

  constructor(most: number) {
    this.#most = most;
  }

  /** Sets the chunk that positions refer to. The chunk is not kept: call keep() before the next one. */
  from(chunk: Uint8Array): void {
    this.#chunk = chunk as Uint8Array<ArrayBuffer>; // read only
    if (this.#mark !== undefined) this.#mark = 0;
  }

  begin(at: number): void {
    this.clear();
    this.#mark = at;
  }

  /** Collects up to `end`; returns how many bytes are held in all, 0 if they went over the limit. */
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

  /** Stops collecting. */
  overflow(): void {
    this.#over = true;
  }

  /** Returns the first `size` bytes and drops the rest. */
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
