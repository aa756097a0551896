export interface StickyScroll {
  atEnd(): boolean;
  toEnd(): void;
  /** To be called after every change of what is in it. */
  settle(): void;
  stop(): void;
}

/**
 * Keeps a log at its end while it grows, shrinks or is squeezed by a keyboard, unless she has scrolled up to read.
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
  // Scroll events come late: what was squeezed since the scrolling they tell of is not her scrolling up.
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
