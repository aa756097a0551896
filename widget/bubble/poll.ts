import { WHEREABOUTS_ASK_SECONDS } from '../../relay/protocol/limits.ts';

const ASK_MS = WHEREABOUTS_ASK_SECONDS * 1_000;

/**
 * Asks again and again while the page is visible, and never takes an answer for better than it is. `ask` rejects where
 * there is no answer; `goodFor`: seconds from the asking. `tell` is called with every fresher answer; and with nothing,
 * when the last one is good no more.
 */
export const poll = <Told extends { goodFor: number }>(ask: () => Promise<Told>, tell: (told?: Told) => void) => {
  let on = false;
  let askDue = 0;
  let goodUntil = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const work = (): void => {
    clearTimeout(timer);
    if (!on || document.hidden) return;
    const now = performance.now();
    if (now >= goodUntil) {
      goodUntil = Number.POSITIVE_INFINITY;
      tell();
    }
    // Where there is no answer, the next time is not far.
    if (now >= askDue) askNow(now).catch(() => {});
    timer = setTimeout(work, Math.min(askDue, goodUntil) - now);
  };

  const askNow = async (at: number): Promise<void> => {
    const due = at + ASK_MS;
    askDue = due;
    const told = await ask();
    // Overtaken: the next is asked already, or the page has another source by now.
    if (askDue !== due) return;
    goodUntil = at + told.goodFor * 1_000;
    tell(told);
    work();
  };

  /** True: begins, or asks at once where it had begun. False: nothing is asked, told or judged any more. */
  return (go: boolean): void => {
    askDue = performance.now();
    // What another source has told until now is good until the first answer is due.
    if (!on) goodUntil = askDue + ASK_MS;
    on = go;
    work();
  };
};
