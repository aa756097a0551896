// needs: prosody, finch
import { expect, test } from 'vitest';
import { messengerRows } from '../bench/messenger.ts';

/** The bench is run by hand, so a defect in it would go unnoticed: here it runs a few rounds, whatever they measure. */
test('The bench measures a conversation through a messenger.', async () => {
  const rows = await messengerRows({ rounds: 3, conversations: 2 });
  expect(rows).toHaveLength(4);
  for (const { ours } of rows) expect(ours).not.toContain('NaN');
});
