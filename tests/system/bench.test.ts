// needs: prosody, finch
import { expect, test } from 'vitest';
import { messengerRows } from '../bench/messenger.ts';

/** What is run by hand alone breaks unseen: a few rounds of it, whatever they measure. */
test('the bench talks with a messenger from the first question of a window to its last answer', async () => {
  const rows = await messengerRows({ rounds: 3, talks: 2 });
  expect(rows).toHaveLength(4);
  for (const { ours } of rows) expect(ours).not.toContain('NaN');
});
