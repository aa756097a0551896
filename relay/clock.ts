import type { Clock, Undo } from './desk/ports.ts';

/** The longest wait one timer of the platform can hold: about 24.8 days. */
const LONGEST_MS = 2 ** 31 - 1;

/** The machine's clock. A wait of any length works; none keeps the process running. */
export const clock: Clock = {
  now: () => Date.now(),

  after(ms: number, then: () => void): Undo {
    let timer: NodeJS.Timeout;
    const wait = (left: number): void => {
      // Past LONGEST_MS, setTimeout would fire at once: such a wait is walked in steps.
      const step = Math.min(left, LONGEST_MS);
      timer = setTimeout(() => (left > step ? wait(left - step) : then()), step);
      timer.unref();
    };
    wait(ms);
    return () => clearTimeout(timer);
  },
};
