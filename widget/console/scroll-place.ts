/** Distance from the end that still counts as being there, in CSS pixels. */
const NEAR = 48;

/**
 * Where she is in the lines of a conversation. While she is at the end new lines move up for her; once she has
 * scrolled up to read, nothing moves under her eyes.
 */
export class ScrollPlace {
  /** She is at the newest line. */
  atEnd = true;
  #conversation: string | undefined;
  #lines: HTMLElement | undefined;
  /** Of the lines, as she last saw them. */
  #size = '';
  readonly #onChange: () => void;
  /** A phone's keyboard, a longer draft or a turned screen leave her at the newest line where she was there. */
  readonly #resized = new ResizeObserver(() => {
    this.#size = this.#sizeNow;
    if (this.atEnd) this.toEnd();
  });

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** After every drawing. A conversation newly opened shows where "new" begins, or its end. */
  settle(lines: HTMLElement | null, conversation: string | undefined): void {
    if (lines && lines !== this.#lines) {
      this.#resized.disconnect();
      this.#resized.observe(lines);
      lines.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    }
    this.#lines = lines ?? undefined;
    if (!lines) {
      this.#conversation = undefined;
    } else if (conversation !== this.#conversation) {
      this.#conversation = conversation;
      this.#size = this.#sizeNow;
      this.toEnd();
      const firstNew = lines.querySelector<HTMLElement>('.new-row');
      if (firstNew && firstNew.offsetTop < lines.scrollTop) lines.scrollTop = firstNew.offsetTop;
      this.#scrolled();
    } else if (this.atEnd) this.toEnd();
  }

  toEnd(): void {
    if (this.#lines) this.#lines.scrollTop = this.#lines.scrollHeight;
    this.#scrolled();
  }

  #scrolled(): void {
    if (!this.#lines) return;
    // A box of another size scrolls by itself, and says so before it says that its size is another.
    if (this.atEnd && this.#size !== this.#sizeNow) return;
    const { scrollHeight, scrollTop, clientHeight } = this.#lines;
    const atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    if (atEnd === this.atEnd) return;
    this.atEnd = atEnd;
    this.#onChange();
  }

  get #sizeNow(): string {
    return `${this.#lines?.clientWidth} ${this.#lines?.clientHeight}`;
  }
}
