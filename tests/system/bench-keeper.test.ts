import { expect, test } from 'vitest';
import { conversationRows } from '../bench/conversation-cpu.ts';

/** The bench is run by hand, so a defect in it would go unnoticed: here it runs a few rounds, whatever they measure. */
test('The bench compares conversations of the relay with those of the keeper and of the forwarder.', async () => {
  const rows = await conversationRows({ rounds: 1, each: 2, seconds: 0.1 });
  expect(rows.map(({ budget }) => budget)).toEqual([0.8, 1, 2, undefined, undefined, undefined]);
  for (const { ours, theirs, ratio } of rows) {
    expect(ours + theirs).not.toContain('NaN');
    expect(ratio).toBeGreaterThan(0);
  }
});
