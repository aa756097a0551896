// covers: relay/sqlite/worker/scrub.ts, relay/sqlite/worker/log-table.ts, relay/sqlite/worker/request-handler.ts
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { Stores } from '../../../../relay/sqlite/stores.ts';
import { keeps, line, PAT, QUINN, reasonOf, said, textsOf } from '../../../contract/lines.ts';
import { dataFile } from '../data-file.ts';

/** A text of `length` characters in which every 24 name their author. */
const textBy = (who: string, length: number): string => `<${who}>`.padEnd(24, '.').repeat(Math.ceil(length / 24));

const holds = (bytes: Buffer, who: string): boolean => bytes.includes(`<${who}>`);

/** The same sequence every time. */
const dice = (seed: number) => (sides: number) => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
  return (seed >>> 8) % sides;
};

/** `count` conversations of some `lines` lines each, in turn, as at a busy desk. */
const chatter = async (
  { conversations }: Stores,
  { count, lines, roll }: { count: number; lines: number; roll: (sides: number) => number },
): Promise<string[]> => {
  const names = Array.from({ length: count }, (_, n) => `patron-${n}`);
  const length = () => (roll(20) ? 20 + roll(1_300) : 3_000 + roll(9_000));
  const stored = names.map((who) => keeps(conversations, who, said('line-first', textBy(who, 60))));
  for (let n = 0; n < count * lines; n += 1) {
    const who = names[roll(count)] ?? '';
    stored.push(keeps(conversations, who, said(`line-${n}--`, textBy(who, length()))));
  }
  await Promise.all(stored);
  return names;
};

test.each([10, 500, 4_000, 20_000])('After a deletion no byte is left of lines of %i characters', async (length) => {
  await using data = await dataFile();
  const stores = await data.open();
  const { conversations } = stores;
  for (let n = 0; n < 6; n += 1) {
    await keeps(conversations, PAT, said(`line-${n}--`, textBy('pat', length)));
    await keeps(conversations, QUINN, said(`line-${n}--`, textBy('quinn', length)));
  }
  await keeps(conversations, PAT, line('name-pat', { kind: 'noted', topic: 'name', text: textBy('pat', 48) }));
  expect(holds(data.bytes(), 'pat')).toBe(true);
  await conversations.forget(PAT);
  expect(holds(data.bytes(), 'pat')).toBe(false);
  expect(textsOf(await conversations.since(QUINN, 0))).toEqual(Array(6).fill(textBy('quinn', length)));
  await conversations.forget(QUINN);
  expect(holds(data.bytes(), 'quinn')).toBe(false);
  await stores.close();
  expect(holds(data.bytes(), 'pat') || holds(data.bytes(), 'quinn')).toBe(false);
});

// With these seeds SQLite's own deleting would leave bytes: it moves rows of other conversations, which are then deleted where they are.
test.each([1, 3, 5])(
  'No byte is left of many conversations that are deleted in turn while others continue (seed %i)',
  async (seed) => {
    await using data = await dataFile();
    const stores = await data.open();
    const { conversations } = stores;
    const roll = dice(seed);
    const staying = await chatter(stores, { count: 60, lines: 40, roll });
    const gone: string[] = [];
    while (staying.length > 10) {
      const going = Array.from({ length: 10 }, () => staying.splice(roll(staying.length), 1)[0] ?? '');
      const who = staying[0] ?? '';
      await Promise.all([
        ...going.map((name) => conversations.forget(name)),
        keeps(conversations, who, said(`late-${staying.length}--`, textBy(who, roll(3_000)))),
      ]);
      gone.push(...going);
    }
    const bytes = data.bytes();
    expect(gone.filter((who) => holds(bytes, who))).toEqual([]);
    for (const who of staying) {
      const texts = textsOf(await conversations.since(who, 0));
      expect(texts.length).toBeGreaterThan(10);
      expect(texts.filter((text) => !text.startsWith(`<${who}>`))).toEqual([]);
    }
  },
);

test('The room of deleted lines is used again, and what was moved for it leaves no byte either', async () => {
  await using data = await dataFile();
  const stores = await data.open();
  const { conversations } = stores;
  const roll = dice(11);
  const staying = await chatter(stores, { count: 10, lines: 12, roll });
  const sizes: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    const going = Array.from({ length: 50 }, (_, n) => `going-${round}-${n}`);
    await Promise.all(
      going.flatMap((who) => [0, 1, 2].map((n) => keeps(conversations, who, said(`line-${n}--`, textBy(who, 12_000))))),
    );
    await Promise.all(going.map((who) => conversations.forget(who)));
    const bytes = data.bytes();
    sizes.push(bytes.length);
    expect(going.filter((who) => holds(bytes, who))).toEqual([]);
  }
  // 8 rounds are some 15 MB.
  expect(Math.max(...sizes)).toBeLessThan(9 * 2 ** 20);
  for (const who of staying.splice(0, 9)) {
    await conversations.forget(who);
    expect(holds(data.bytes(), who)).toBe(false);
  }
  expect(
    textsOf(await conversations.since(staying[0] ?? '', 0)).every((text) => text.startsWith(`<${staying[0]}>`)),
  ).toBe(true);
});

test('A deletion waits for other readers of the journal, and other requests do not wait meanwhile', async () => {
  await using data = await dataFile();
  const { conversations } = await data.open();
  await keeps(conversations, PAT, said('line-one', textBy('pat', 500)));
  const reader = new DatabaseSync(data.file, { readOnly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM log').get();
  let done = false;
  const forgetting = conversations.forget(PAT).then(() => {
    done = true;
  });
  for (let n = 0; n < 20; n += 1) await keeps(conversations, QUINN, said(`line-${n}--`, 'Moin'));
  expect(await conversations.find(PAT)).toBe('forgotten');
  expect(done).toBe(false);
  expect(holds(data.bytes(), 'pat')).toBe(true);
  reader.close();
  await forgetting;
  expect(holds(data.bytes(), 'pat')).toBe(false);
});

test('Closing does not wait for ever for a reader, rejects the deletion, and the next opening empties the journal', async () => {
  await using data = await dataFile();
  const stores = await data.open();
  await keeps(stores.conversations, PAT, said('line-one', textBy('pat', 500)));
  const reader = new DatabaseSync(data.file, { readOnly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM log').get();
  const forgetting = reasonOf(stores.conversations.forget(PAT));
  expect(await stores.conversations.find(PAT)).toBe('forgotten');
  await stores.close();
  expect(await forgetting).toBe('closed');
  expect(holds(data.bytes(), 'pat')).toBe(true);
  reader.close();
  const { conversations } = await data.open();
  expect(holds(data.bytes(), 'pat')).toBe(false);
  expect(await conversations.find(PAT)).toBe('forgotten');
});
