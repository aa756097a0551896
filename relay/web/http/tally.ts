/** What happened at the edge since the start, in numbers only; for `/metrics`. */
export class Tally {
  framesIn = 0;
  framesOut = 0;
  bytesIn = 0;
  /** By code; 1006 is a connection that went without a word. */
  readonly closes = new Map<number, number>();

  closed(code: number): void {
    this.closes.set(code, (this.closes.get(code) ?? 0) + 1);
  }
}
