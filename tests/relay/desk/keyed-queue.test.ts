import { expect, test } from 'vitest';
import { KeyedQueue } from '../../../relay/desk/keyed-queue.ts';

/** Runs everything that is ready. */
const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

const gates = () => {
  const started: string[] = [];
  const open = new Map<string, () => void>();
  const work = (name: string) => () => {
    started.push(name);
    return new Promise<void>((resolve) => open.set(name, resolve));
  };
  return { started, work, end: (name: string) => open.get(name)?.() };
};

test('Concurrent work overlaps, and exclusive work waits for it and is waited for', async () => {
  const { started, work, end } = gates();
  const queue = new KeyedQueue();
  queue.addConcurrent('a', work('one'));
  queue.addConcurrent('a', work('two'));
  queue.addExclusive('a', work('three'));
  queue.addConcurrent('a', work('four'));
  expect(started).toEqual(['one', 'two']);
  end('two');
  await settle();
  expect(started).toEqual(['one', 'two']);
  end('one');
  await settle();
  expect(started).toEqual(['one', 'two', 'three']);
  end('three');
  await settle();
  expect(started).toEqual(['one', 'two', 'three', 'four']);
  expect(queue.idle).toBe(false);
  end('four');
  await settle();
  expect(queue.idle).toBe(true);
});

test('Work of one key does not wait for another key, and failed work does not stop what follows', async () => {
  const { started, work, end } = gates();
  const queue = new KeyedQueue();
  queue.addExclusive('a', () => Promise.reject(new Error('no')));
  queue.addExclusive('a', work('after'));
  queue.addConcurrent('b', work('other'));
  expect(started).toEqual(['other']);
  await settle();
  expect(started).toEqual(['other', 'after']);
  end('other');
  end('after');
  await settle();
  expect(queue.idle).toBe(true);
});
