export interface StickyScroll {
  atEnd(): boolean;
  toEnd(): void;
  /** Must be called after every change of the log's content. */
  settle(): void;
  stop(): void;
}

/**
 * Keeps a log at its end while it grows, shrinks or is squeezed by a keyboard, unless the patron has scrolled up to read.
 * `onEnd` is called when the end comes into view or leaves it.
 */
export function stickyScroll(log: HTMLElement, onEnd: () => void): StickyScroll {
  let atEnd = true;
  let top = 0;
  const settle = () => {
    if (atEnd) log.scrollTop = log.scrollHeight;
    top = log.scrollTop;
  };
  const become = (now: boolean) => {
    const changes = now !== atEnd;
    atEnd = now;
    if (changes) onEnd();
  };
  // A scroll event arrives late. If the log was squeezed in the meantime, the patron did not scroll up.
  log.onscroll = () => {
    const { scrollHeight, scrollTop, clientHeight } = log;
    become(scrollHeight - scrollTop - clientHeight < 32 || (atEnd && scrollTop >= top));
    top = scrollTop;
  };
  const sizes = new ResizeObserver(settle);
  sizes.observe(log);
  const toEnd = () => {
    become(true);
    settle();
  };
  return { atEnd: () => atEnd, toEnd, settle, stop: () => sizes.disconnect() };
}
