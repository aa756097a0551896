import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RequestBatcher } from '../../../relay/sqlite/request-batcher.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setImmediate', 'setTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const gathering = () => {
  const batches: number[][] = [];
  const of = new RequestBatcher<number>((batch) => batches.push([...batch]));
  return {
    batches,
    of,
    add: (...requests: number[]) => {
      for (const request of requests) of.add(request);
    },
  };
};

/** The end of this turn of the event loop. */
const turn = () => vi.advanceTimersByTime(0);

const crowd = [1, 2, 3, 4, 5, 6, 7, 8];

test('The requests of one turn are posted together, and no more until they are answered', () => {
  const { batches, add, of } = gathering();
  add(1, 2);
  expect(batches).toEqual([]);
  turn();
  add(3);
  turn();
  add(4);
  of.answered(1);
  turn();
  expect(batches).toEqual([[1, 2]]);
  of.answered(1);
  expect(batches).toEqual([
    [1, 2],
    [3, 4],
  ]);
  of.answered(2);
  turn();
  expect(batches.length).toBe(2);
});

test('After a large batch the next one waits as long as the last one took', () => {
  const { batches, add, of } = gathering();
  add(...crowd);
  turn();
  vi.advanceTimersByTime(3);
  add(9);
  of.answered(8);
  vi.advanceTimersByTime(2);
  add(10);
  expect(batches).toEqual([crowd]);
  vi.advanceTimersByTime(1);
  expect(batches).toEqual([crowd, [9, 10]]);
});

test('The next batch never waits long, however slow the disk is', () => {
  const { batches, add, of } = gathering();
  add(...crowd);
  turn();
  vi.advanceTimersByTime(10_000);
  of.answered(8);
  add(9);
  vi.advanceTimersByTime(5);
  expect(batches).toEqual([crowd, [9]]);
});
