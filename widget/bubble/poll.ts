/** Polling for the whereabouts of a desk. */

import { WHEREABOUTS_ASK_SECONDS } from '../../relay/protocol/limits.ts';

const ASK_MS = WHEREABOUTS_ASK_SECONDS * 1_000;

/**
 * Polls every WHEREABOUTS_ASK_SECONDS while the page is visible, and never treats an answer as valid for longer than it
 * is. `ask` sends the request and rejects if there is no answer; `goodFor` is the number of seconds for which the answer
 * is valid, counted from the request. `onAnswer` is called with every newer answer, and without an argument when the last
 * answer has expired. Returns a function that starts and stops the polling.
 */
export const poll = <Answer extends { goodFor: number }>(
  ask: () => Promise<Answer>,
  onAnswer: (answer?: Answer) => void,
) => {
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
      onAnswer();
    }
    // After a failed request nothing is done: the next request follows soon.
    if (now >= askDue) askNow(now).catch(() => {});
    timer = setTimeout(work, Math.min(askDue, goodUntil) - now);
  };

  const askNow = async (at: number): Promise<void> => {
    const due = at + ASK_MS;
    askDue = due;
    const answer = await ask();
    // The answer is too late: the next request has been sent, or the page now has another source.
    if (askDue !== due) return;
    goodUntil = at + answer.goodFor * 1_000;
    onAnswer(answer);
    work();
  };

  /** True: starts to poll, or asks at once if polling has started. False: stops, and `onAnswer` is not called any more. */
  return (go: boolean): void => {
    askDue = performance.now();
    // What another source has reported until now is valid for one more interval.
    if (!on) goodUntil = askDue + ASK_MS;
    on = go;
    work();
  };
};
