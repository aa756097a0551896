import { expect, test } from 'vitest';
import { alternate, median, percentile, ratio } from './alternate.ts';

test('Measurements are taken in turns, and each has its results in the order of the rounds.', async () => {
  const order: string[] = [];
  const measurement = (name: string) => async () => `${name}${order.push(name)}`;
  expect(await alternate({ ours: measurement('o'), theirs: measurement('t') }, 2)).toEqual({
    ours: ['o1', 'o3'],
    theirs: ['t2', 't4'],
  });
});

test('The median of an odd number of values is the middle one, however large the others are.', () => {
  expect(median([5, 1_000, 4])).toBe(5);
  expect(median([])).toBeNaN();
});

test('The 99th percentile of a hundred values is the largest of them.', () => {
  expect(percentile([...Array(100).keys()], 0.99)).toBe(99);
  expect(percentile([...Array(100).keys()], 0.5)).toBe(50);
});

test('The ratio is the median of the ratios of each round, not the ratio of the medians.', () => {
  expect(ratio([10, 30, 90], [10, 10, 100])).toBe(1);
});
