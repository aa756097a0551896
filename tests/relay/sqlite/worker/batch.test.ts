// covers: relay/sqlite/worker/batch.ts, relay/sqlite/worker/request-handler.ts
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { Appended, ConversationStore, StoreError } from '../../../../relay/desk/ports.ts';
import { keeps, opening, PAT, QUINN, reasonOf, said, textsOf } from '../../../contract/lines.ts';
import { dataFile } from '../data-file.ts';

const PAGES = 120;

/** Says lines of `length` characters, some at once, until one is refused; gives the ids of those that were kept. */
const fill = async (store: ConversationStore, conversation: string, length: number): Promise<string[]> => {
  const kept: string[] = [];
  for (let n = 0; n < 10_000; ) {
    const asked = Array.from({ length: 8 }, () => {
      n += 1;
      return store.append(conversation, said(`line-${n}--`, 'x'.repeat(length)), opening);
    });
    for (const result of await Promise.allSettled<Appended>(asked)) {
      if (result.status === 'fulfilled' && result.value.outcome === 'kept') kept.push(result.value.entry.id);
      else if (result.status === 'rejected') expect((result.reason as StoreError).reason).toBe('full'); // all it rejects with
    }
    if (kept.length < n) return kept;
  }
  throw new Error('it never became full');
};

test.each([30, 300, 6_000])('A full file stores no line of %i characters by halves', async (length) => {
  await using data = await dataFile();
  const stores = await data.open({ maxPages: PAGES });
  const { conversations } = stores;
  const notified: string[] = [];
  conversations.onAppended((_, { id }) => notified.push(id));
  await keeps(conversations, QUINN, said('line-one', 'Moin'));
  const kept = await fill(conversations, PAT, length);
  expect(kept.length).toBeGreaterThan(10);
  const idsOf = async (store: ConversationStore) => (await store.since(PAT, 0)).map(({ id }) => id);
  expect(await idsOf(conversations)).toEqual(kept);
  expect(notified).toEqual(['line-one', ...kept]);
  expect(await conversations.find(PAT)).toMatchObject({ lastSeq: kept.length });
  // What was there is read, and acknowledged nevertheless.
  expect((await keeps(conversations, QUINN, said('line-one', 'Moin'))).again).toBe(true);
  await stores.close();

  const db = new DatabaseSync(data.file);
  expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  expect(
    db.prepare('SELECT (SELECT count(*) FROM log) - (SELECT sum(last_seq) FROM conversations) AS lost').get(),
  ).toEqual({
    lost: 0,
  });
  db.close();

  const roomier = (await data.open({ maxPages: 2 * PAGES })).conversations;
  expect(await idsOf(roomier)).toEqual(kept);
  const next = await keeps(roomier, PAT, said('line-next', 'x'.repeat(length)));
  expect(next.seq).toBe(kept.length + 1);
});

test('A line that does not fit does not make a shorter one fail', async () => {
  await using data = await dataFile();
  const { conversations } = await data.open({ maxPages: 60 });
  await keeps(conversations, QUINN, said('line-one', 'Moin'));
  const [short, long, after] = await Promise.all([
    keeps(conversations, QUINN, said('line-two', 'a')),
    reasonOf(conversations.append(PAT, said('line-long', 'x'.repeat(400_000)), opening)),
    keeps(conversations, QUINN, said('line-three', 'b')),
  ]);
  expect([short.seq, long, after.seq]).toEqual([2, 'full', 3]);
  expect(await conversations.find(PAT)).toBeUndefined();
});

test('A deletion makes room in a full file', async () => {
  await using data = await dataFile();
  const { conversations } = await data.open({ maxPages: PAGES });
  await keeps(conversations, QUINN, said('line-one', 'Moin'));
  const kept = await fill(conversations, PAT, 300);
  await conversations.forget(PAT);
  expect(data.bytes().includes('xxxxxxxx')).toBe(false);
  const again = await fill(conversations, 'robin', 300);
  expect(again.length).toBeGreaterThan(kept.length * 0.9);
  expect(textsOf(await conversations.since(QUINN, 0))).toEqual(['Moin']);
});

test('Room of deletions before the file was full is used when it is full', async () => {
  await using data = await dataFile();
  const { conversations } = await data.open({ maxPages: PAGES });
  for (let n = 0; n < 40; n += 1) await keeps(conversations, QUINN, said(`line-${n}--`, 'y'.repeat(3_000)));
  await conversations.forget(QUINN);
  const before = await fill(conversations, PAT, 3_000);
  const after = await fill(conversations, 'robin', 3_000);
  expect(after.length).toBeGreaterThan(30);
  expect((await conversations.since(PAT, 0)).length).toBe(before.length);
});
