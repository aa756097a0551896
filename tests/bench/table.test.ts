import { expect, test } from 'vitest';
import { table } from './table.ts';

test('A ratio up to its budget is within, a larger one is over, and a ratio without a budget has no verdict.', () => {
  const row = { what: 'start', ours: '1', theirs: '2' };
  expect(
    table([{ ...row, ratio: 0.5, budget: 0.5 }, { ...row, ratio: 0.51, budget: 0.5 }, { ...row, ratio: 7 }, row]).split(
      '\n',
    ),
  ).toEqual([
    '| ratio | budget | | what | here | compared to |',
    '|--:|--:|---|---|--:|--:|',
    '| 0.50 | 0.5 | within | start | 1 | 2 |',
    '| 0.51 | 0.5 | over | start | 1 | 2 |',
    '| 7.00 |  |  | start | 1 | 2 |',
    '|  |  |  | start | 1 | 2 |',
  ]);
});
