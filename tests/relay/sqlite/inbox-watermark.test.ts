// covers: relay/sqlite/inbox-watermark.ts, relay/sqlite/worker/inbox-watermark-table.ts
import { expect, test } from 'vitest';
import { dataFile } from './data-file.ts';

test('The inbox watermark is undefined in a new file, and what it was advanced to after a restart', async () => {
  await using data = await dataFile();
  const stores = await data.open();
  expect(await stores.inboxWatermark.last()).toBeUndefined();
  stores.inboxWatermark.advanceTo(1_700_000_000_000);
  expect(await stores.inboxWatermark.last()).toBe(1_700_000_000_000);
  await stores.close();
  const reopened = await data.open();
  expect(await reopened.inboxWatermark.last()).toBe(1_700_000_000_000);
});
