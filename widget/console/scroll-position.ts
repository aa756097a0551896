/** Distance from the end that still counts as the end, in CSS pixels. */
const NEAR = 48;

/**
 * The scroll position in the lines of a conversation. At the end, the list follows new lines; once the librarian has
 * scrolled up to read, it stays where it is.
 */
export class ScrollPosition {
  /** The newest line is in view. */
  atEnd = true;
  #conversation: string | undefined;
  #lines: HTMLElement | undefined;
  /** Width and height of the list at the last scroll or resize, to distinguish a scroll caused by resizing. */
  #size = '';
  readonly #onChange: () => void;
  /** Keeps the newest line in view when a phone's keyboard, a longer draft or a rotation resizes the list. */
  readonly #resized = new ResizeObserver(() => {
    this.#size = this.#sizeNow;
    if (this.atEnd) this.toEnd();
  });

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Called after every render. A newly opened conversation is scrolled to the "New" row, or to its end. */
  restore(lines: HTMLElement | null, conversation: string | undefined): void {
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
    // A resized list scrolls by itself, and its scroll event precedes the resize event.
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
