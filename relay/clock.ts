import type { Clock, Undo } from './desk/ports.ts';

/** The longest delay of one timer in Node: about 24.8 days. */
const LONGEST_MS = 2 ** 31 - 1;

/** The machine's clock. A wait may have any length and does not keep the process running. */
export const clock: Clock = {
  now: () => Date.now(),

  after(ms: number, then: () => void): Undo {
    let timer: NodeJS.Timeout;
    const wait = (left: number): void => {
      // With more than LONGEST_MS, setTimeout fires at once: a longer wait is split into steps.
      const step = Math.min(left, LONGEST_MS);
      timer = setTimeout(() => (left > step ? wait(left - step) : then()), step);
      timer.unref();
    };
    wait(ms);
    return () => clearTimeout(timer);
  },
};
