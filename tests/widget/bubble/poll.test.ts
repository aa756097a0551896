import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { poll } from '../../../widget/bubble/poll.ts';

interface Answer {
  text: string;
  goodFor: number;
}

const SECOND = 1_000;

const page = { hidden: false };
/** When each request was sent, in seconds from the start of the test, and how to answer it. */
let asked: number[];
let answers: ((answer?: Answer) => void)[];
let reported: (string | undefined)[];
let go: (on: boolean) => void;

/** A relay that answers at once. */
let answersWith: (() => Answer) | undefined;

const seconds = (): number => Math.round(performance.now()) / SECOND;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.stubGlobal('document', page);
  page.hidden = false;
  asked = [];
  answers = [];
  reported = [];
  answersWith = () => ({ text: 'available', goodFor: 25 });
  const begunAt = seconds();
  go = poll<Answer>(
    () =>
      new Promise((resolve, reject) => {
        asked.push(seconds() - begunAt);
        const answer = (text?: Answer): void => (text ? resolve(text) : reject(new Error('no answer')));
        if (answersWith) answer(answersWith());
        else answers.push(answer);
      }),
    (answer) => reported.push(answer?.text),
  );
});

afterEach(() => {
  go(false);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

const hide = (hidden: boolean): void => {
  page.hidden = hidden;
  go(true);
};

describe('a closed bubble', () => {
  test('A closed bubble asks at once, and then every ten seconds', async () => {
    go(true);
    await pass(35 * SECOND);
    expect(asked).toEqual([0, 10, 20, 30]);
    expect(reported).toEqual(Array(4).fill('available'));
  });

  test('A closed bubble asks at once when its page is shown or focused, and every ten seconds after that', async () => {
    go(true);
    await pass(4 * SECOND);
    go(true);
    await pass(12 * SECOND);
    expect(asked).toEqual([0, 4, 14]);
  });

  test('A closed bubble asks nothing on a hidden page, and asks at once when the page is shown', async () => {
    go(true);
    await pass(5 * SECOND);
    hide(true);
    await pass(3_600 * SECOND);
    expect(asked).toEqual([0]);
    hide(false);
    await pass(1);
    expect(asked).toHaveLength(2);
    expect(reported).toEqual(['available', undefined, 'available']);
  });

  test('A closed bubble asks nothing on a page that was opened hidden', async () => {
    page.hidden = true;
    go(true);
    await pass(60 * SECOND);
    expect(asked).toEqual([]);
  });

  test('After a stop the bubble asks nothing, and a late answer is not reported', async () => {
    answersWith = undefined;
    go(true);
    await pass(SECOND);
    go(false);
    answers[0]?.({ text: 'late', goodFor: 25 });
    await pass(60 * SECOND);
    expect(asked).toEqual([0]);
    expect(reported).toEqual([]);
  });
});

describe('the lifetime of an answer', () => {
  test('The lifetime of an answer is counted from the request, not from its arrival', async () => {
    answersWith = undefined;
    go(true);
    await pass(4 * SECOND);
    answers[0]?.({ text: 'available', goodFor: 25 });
    await pass(20_999);
    expect(reported).toEqual(['available']);
    await pass(1);
    expect(reported).toEqual(['available', undefined]);
  });

  test('An answer that is good for three seconds expires after three seconds', async () => {
    answersWith = undefined;
    go(true);
    answers[0]?.({ text: 'available', goodFor: 3 });
    await pass(3 * SECOND);
    expect(reported).toEqual(['available', undefined]);
  });

  test('The end of an answer is reported once, and polling continues', async () => {
    go(true);
    await pass(1);
    answersWith = undefined;
    await pass(60 * SECOND);
    expect(reported).toEqual(['available', undefined]);
    expect(asked).toEqual([0, 10, 20, 30, 40, 50, 60]);
    answers.at(-1)?.({ text: 'back', goodFor: 25 });
    await pass(1);
    expect(reported.at(-1)).toBe('back');
  });

  test('What another source has reported until now is good until the first answer is due', async () => {
    go(true);
    await pass(1);
    go(false);
    await pass(300 * SECOND);
    answersWith = undefined;
    go(true);
    await pass(9_999);
    expect(reported).toEqual(['available']);
    await pass(1);
    expect(reported).toEqual(['available', undefined]);
  });
});

describe('a poor network', () => {
  test('A failed request is not repeated before the next one is due', async () => {
    answersWith = undefined;
    go(true);
    for (let turn = 0; turn < 3; turn += 1) {
      answers.at(-1)?.();
      await pass(10 * SECOND);
    }
    expect(asked).toEqual([0, 10, 20, 30]);
  });

  test('An answer that comes after a newer answer is not reported', async () => {
    answersWith = undefined;
    go(true);
    await pass(10 * SECOND);
    answers[1]?.({ text: 'new', goodFor: 25 });
    await pass(1);
    answers[0]?.({ text: 'old', goodFor: 25 });
    await pass(1);
    expect(reported.filter(Boolean)).toEqual(['new']);
  });

  test('An answer that comes after the next request was sent is not reported', async () => {
    answersWith = undefined;
    go(true);
    await pass(2 * SECOND);
    go(true);
    answers[0]?.({ text: 'old', goodFor: 25 });
    await pass(1);
    expect(reported).toEqual([]);
  });
});
