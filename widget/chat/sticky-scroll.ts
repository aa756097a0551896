/**
 * Keeps a log at its end while it grows, shrinks or is squeezed by a keyboard, unless she has scrolled up to read.
 * `onEnd` is called whenever the end comes into view or leaves it, and after every change of size there.
 */
export class StickyScroll {
  readonly #log: HTMLElement;
  readonly #onEnd: () => void;
  readonly #sizes: ResizeObserver;
  #atEnd = true;

  constructor(log: HTMLElement, onEnd: () => void) {
    this.#log = log;
    this.#onEnd = onEnd;
    log.addEventListener('scroll', this.#scrolled);
    this.#sizes = new ResizeObserver(() => (this.#atEnd ? this.toEnd() : undefined));
    this.#sizes.observe(log);
    for (const child of log.children) this.#sizes.observe(child);
  }

  get atEnd(): boolean {
    return this.#atEnd;
  }

  toEnd(): void {
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#atEnd = true;
    this.#onEnd();
  }

  stop(): void {
    this.#sizes.disconnect();
    this.#log.removeEventListener('scroll', this.#scrolled);
  }

  #scrolled = (): void => {
    const { scrollHeight, scrollTop, clientHeight } = this.#log;
    const atEnd = scrollHeight - scrollTop - clientHeight < 32;
    if (atEnd === this.#atEnd) return;
    this.#atEnd = atEnd;
    this.#onEnd();
  };
}
