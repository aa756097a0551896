// covers: relay/sqlite/conversations.ts, relay/sqlite/mark-buffer.ts, relay/sqlite/worker/conversation-tables.ts
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { keeps, NOON, opening, PAT, QUINN, reasonOf, said, textsOf } from '../../contract/lines.ts';
import { dataFile } from './data-file.ts';

test('No line is acknowledged before others can read it in the file', async () => {
  await using data = await dataFile();
  const { conversations } = await data.open();
  const reader = new DatabaseSync(data.file, { readOnly: true });
  const inFile = reader.prepare('SELECT count(*) AS n FROM log WHERE line ->> 1 = ?');
  const missing: string[] = [];
  const look = (id: string) => inFile.get(id)?.n === 1 || missing.push(id);
  conversations.onAppended((_, { id }) => look(id));
  await Promise.all(
    Array.from({ length: 50 }, async (_, page) => {
      for (let n = 0; n < 20; n += 1) {
        const { id } = await keeps(conversations, `patron-${page}`, said(`line-${page}-${n}`, 'Hello'));
        look(id);
      }
    }),
  );
  expect(missing).toEqual([]);
  reader.close();
});

test('A line that the file refuses does not make another one fail', async () => {
  await using data = await dataFile();
  const stores = await data.open();
  const { conversations } = stores;
  const notified: string[] = [];
  conversations.onAppended((_, { id }) => notified.push(id));
  const asked = [
    keeps(conversations, PAT, said('line-one', 'a')),
    reasonOf(conversations.append(PAT, said('line-bad', 'b', 'patron', 0.5), opening)),
    keeps(conversations, PAT, said('line-two', 'c')),
    reasonOf(conversations.append(QUINN, said('line-bad', 'd', 'patron', 0.5), opening)),
    conversations.find(QUINN),
    stores.whereabouts.keep('ben', { duty: {}, recent: [] }).then(() => 'kept'),
    conversations.since(PAT, 0).then(textsOf),
  ];
  expect(await Promise.all(asked)).toEqual([
    { ...said('line-one', 'a'), seq: 1, again: false },
    'broken',
    { ...said('line-two', 'c'), seq: 2, again: false },
    'broken',
    undefined,
    'kept',
    ['a', 'c'],
  ]);
  expect(notified).toEqual(['line-one', 'line-two']);
  expect((await keeps(conversations, PAT, said('line-bad', 'b'))).seq).toBe(3);
});

test('While another process writes, lines wait for it', async () => {
  await using data = await dataFile();
  const { conversations } = await data.open();
  await keeps(conversations, PAT, said('line-one', 'a'));
  const second = (await data.open()).conversations;
  const other = new DatabaseSync(data.file);
  other.exec("BEGIN IMMEDIATE; INSERT INTO forgotten VALUES ('somebody')");
  let kept = false;
  const asked = keeps(conversations, PAT, said('line-two', 'b')).then(() => {
    kept = true;
  });
  expect(textsOf(await second.since(PAT, 0))).toEqual(['a']);
  expect(kept).toBe(false);
  other.exec('COMMIT');
  await asked;
  other.close();
  expect(textsOf(await conversations.since(PAT, 0))).toEqual(['a', 'b']);
});

test('Marks are in the file within a second without a request', async () => {
  await using data = await dataFile();
  const { conversations } = await data.open();
  await keeps(conversations, PAT, said('line-one', 'a'));
  const reader = new DatabaseSync(data.file, { readOnly: true });
  const marks = reader.prepare('SELECT party, delivered, seen FROM marks');
  conversations.mark(PAT, 'patron', { delivered: 1, seen: 0 });
  conversations.mark(PAT, 'patron', { delivered: 1, seen: 1 });
  conversations.setLeftAt(PAT, NOON);
  await expect.poll(() => marks.all(), { timeout: 5_000 }).toEqual([{ party: 'patron', delivered: 1, seen: 1 }]);
  expect(reader.prepare('SELECT left_at FROM conversations').all()).toEqual([{ left_at: NOON }]);
  reader.close();
});

test('A listener that throws harms neither the line nor another listener', async () => {
  await using data = await dataFile();
  const warned: unknown[] = [];
  const { conversations } = await data.open({
    log: { info: () => undefined, warn: (...what) => void warned.push(what) },
  });
  const notified: number[] = [];
  conversations.onAppended(() => {
    throw new Error('out of ink');
  });
  conversations.onAppended((_, { seq }) => notified.push(seq));
  expect((await keeps(conversations, PAT, said('line-one', 'a'))).seq).toBe(1);
  expect(notified).toEqual([1]);
  expect(warned).toEqual([['a listener of the store failed', { why: 'out of ink' }]]);
});
