import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { poll } from '../../../widget/bubble/poll.ts';

interface Answer {
  text: string;
  goodFor: number;
}

const SECOND = 1_000;

const page = { hidden: false };
/** When each question was asked, in seconds from the beginning, and how it is answered. */
let asked: number[];
let answers: ((answer?: Answer) => void)[];
let told: (string | undefined)[];
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
  told = [];
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
    (answer) => told.push(answer?.text),
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
  test('asks at once, and then every ten seconds', async () => {
    go(true);
    await pass(35 * SECOND);
    expect(asked).toEqual([0, 10, 20, 30]);
    expect(told).toEqual(Array(4).fill('available'));
  });

  test('asks at once where it is shown or focused, and goes on from there', async () => {
    go(true);
    await pass(4 * SECOND);
    go(true);
    await pass(12 * SECOND);
    expect(asked).toEqual([0, 4, 14]);
  });

  test('asks nothing on a hidden page, and at once when it is shown', async () => {
    go(true);
    await pass(5 * SECOND);
    hide(true);
    await pass(3_600 * SECOND);
    expect(asked).toEqual([0]);
    hide(false);
    await pass(1);
    expect(asked).toHaveLength(2);
    expect(told).toEqual(['available', undefined, 'available']);
  });

  test('asks nothing on a page that opened hidden', async () => {
    page.hidden = true;
    go(true);
    await pass(60 * SECOND);
    expect(asked).toEqual([]);
  });

  test('asks no more, and tells no more, when it is told to stop', async () => {
    answersWith = undefined;
    go(true);
    await pass(SECOND);
    go(false);
    answers[0]?.({ text: 'late', goodFor: 25 });
    await pass(60 * SECOND);
    expect(asked).toEqual([0]);
    expect(told).toEqual([]);
  });
});

describe('an answer is good for as long as it says', () => {
  test('from the moment it was asked for, not from its arrival', async () => {
    answersWith = undefined;
    go(true);
    await pass(4 * SECOND);
    answers[0]?.({ text: 'available', goodFor: 25 });
    await pass(20_999);
    expect(told).toEqual(['available']);
    await pass(1);
    expect(told).toEqual(['available', undefined]);
  });

  test('less what it spent in caches, which is taken off already', async () => {
    answersWith = undefined;
    go(true);
    answers[0]?.({ text: 'available', goodFor: 3 });
    await pass(3 * SECOND);
    expect(told).toEqual(['available', undefined]);
  });

  test('then it is told once that it is good no more, and asking goes on', async () => {
    go(true);
    await pass(1);
    answersWith = undefined;
    await pass(60 * SECOND);
    expect(told).toEqual(['available', undefined]);
    expect(asked).toEqual([0, 10, 20, 30, 40, 50, 60]);
    answers.at(-1)?.({ text: 'back', goodFor: 25 });
    await pass(1);
    expect(told.at(-1)).toBe('back');
  });

  test('where another source has told until now, that is good until the first answer is due', async () => {
    go(true);
    await pass(1);
    go(false);
    await pass(300 * SECOND);
    answersWith = undefined;
    go(true);
    await pass(9_999);
    expect(told).toEqual(['available']);
    await pass(1);
    expect(told).toEqual(['available', undefined]);
  });
});

describe('a poor network', () => {
  test('a failed question is asked again with the next, not sooner', async () => {
    answersWith = undefined;
    go(true);
    for (let turn = 0; turn < 3; turn += 1) {
      answers.at(-1)?.();
      await pass(10 * SECOND);
    }
    expect(asked).toEqual([0, 10, 20, 30]);
  });

  test('an answer that was overtaken by the next question is not told', async () => {
    answersWith = undefined;
    go(true);
    await pass(10 * SECOND);
    answers[1]?.({ text: 'new', goodFor: 25 });
    await pass(1);
    answers[0]?.({ text: 'old', goodFor: 25 });
    await pass(1);
    expect(told.filter(Boolean)).toEqual(['new']);
  });

  test('nor where the next was asked and is not answered yet', async () => {
    answersWith = undefined;
    go(true);
    await pass(2 * SECOND);
    go(true);
    answers[0]?.({ text: 'old', goodFor: 25 });
    await pass(1);
    expect(told).toEqual([]);
  });
});
