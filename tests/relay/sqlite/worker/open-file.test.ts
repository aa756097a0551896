// covers: relay/sqlite/worker/open-file.ts, relay/sqlite/errors.ts, relay/sqlite/canonical-json.ts
import { closeSync, copyFileSync, openSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { StoreError } from '../../../../relay/desk/ports.ts';
import { openStores } from '../../../../relay/sqlite/stores.ts';
import { openFile } from '../../../../relay/sqlite/worker/open-file.ts';
import { SCHEMA_VERSION } from '../../../../relay/sqlite/worker/schema.ts';
import { keeps, NOON, PAT, said, textsOf } from '../../../contract/lines.ts';
import { silent } from '../../../contract/shelf.ts';
import { type DataFile, dataFile } from '../data-file.ts';

/** The sentence with which a file is refused. */
const refusal = async (file: string): Promise<string> => {
  const error: unknown = await openStores({ file, log: silent }).then(
    () => 'it was opened',
    (error: unknown) => error,
  );
  if (!(error instanceof StoreError)) throw error;
  expect(error.reason).toBe('broken');
  return error.message;
};

/** A file some relay has written and closed, changed by the test. */
const spoiled = async (data: DataFile, spoil: (bytes: Buffer) => Buffer): Promise<Buffer> => {
  const stores = await data.open();
  for (let n = 0; n < 200; n += 1) void keeps(stores.conversations, PAT, said(`line-${n}--`, 'Hello '.repeat(50)));
  await stores.close();
  const bytes = spoil(readFileSync(data.file));
  writeFileSync(data.file, bytes);
  return bytes;
};

const changed = (data: DataFile, sql: string): Buffer => {
  const db = new DatabaseSync(data.file);
  db.exec(sql);
  db.close();
  return readFileSync(data.file);
};

describe('The data file', () => {
  test('The data file is created with its folder, readable by its owner only', async () => {
    await using data = await dataFile();
    const file = join(data.folder, 'var', 'lib', 'desk.db');
    const stores = await data.open({ file });
    await keeps(stores.conversations, PAT, said('line-one', 'Hello'));
    const names = readdirSync(join(data.folder, 'var', 'lib'));
    expect(names).toContain('desk.db');
    for (const name of names) expect(statSync(join(data.folder, 'var', 'lib', name)).mode & 0o077).toBe(0);
    expect(statSync(join(data.folder, 'var')).mode & 0o077).toBe(0);
    await stores.close();
  });

  test('Creating the data file is logged, and opening it again is not', async () => {
    await using data = await dataFile();
    const logged: unknown[] = [];
    const log = { ...silent, info: (...what: unknown[]) => void logged.push(what) };
    await (await data.open({ log })).close();
    await (await data.open({ log })).close();
    expect(logged).toEqual([['created a data file', { file: data.file, from: 0, to: SCHEMA_VERSION }]]);
  });

  test('An empty file becomes a data file', async () => {
    await using data = await dataFile();
    closeSync(openSync(data.file, 'w'));
    const { conversations } = await data.open();
    expect((await keeps(conversations, PAT, said('line-one', 'Hello'))).seq).toBe(1);
  });

  test('The data file is complete after a relay was killed while creating it, with everything still in the journal', async () => {
    await using data = await dataFile();
    const making = join(data.folder, 'making.db');
    const { db } = openFile({ file: making, now: 0 });
    for (const end of ['', '-wal']) copyFileSync(`${making}${end}`, `${data.file}${end}`);
    db.close();
    const { conversations } = await data.open();
    expect((await keeps(conversations, PAT, said('line-one', 'Hello'))).seq).toBe(1);
  });

  test('The data file has what was stored before the relay was killed', async () => {
    await using data = await dataFile();
    const { conversations } = await data.open();
    await Promise.all([1, 2, 3].map((n) => keeps(conversations, PAT, said(`line-${n}--`, `${n}`))));
    const copy = join(data.folder, 'copy.db');
    for (const end of ['', '-wal']) copyFileSync(`${data.file}${end}`, `${copy}${end}`);
    const after = await data.open({ file: copy });
    expect(textsOf(await after.conversations.since(PAT, 0))).toEqual(['1', '2', '3']);
  });

  test('Opening the data file deletes the sign-ins that have expired', async () => {
    await using data = await dataFile();
    const before = await data.open();
    await before.signIns.invite('code-of-ann', 'ann', NOON);
    await before.signIns.invite('code-of-ben', 'ben', NOON + 1);
    await before.signIns.spend('code-of-ben', 'hash-of-ben', NOON - 1, NOON);
    await before.signIns.invite('code-of-ben', 'ben', NOON + 1);
    await before.close();
    await (await data.open({ now: NOON })).close();
    const bytes = data.bytes();
    expect(['code-of-ann', 'hash-of-ben', 'code-of-ben'].filter((hash) => bytes.includes(hash))).toEqual([
      'code-of-ben',
    ]);
  });
});

describe('Refused with a sentence and left unchanged:', () => {
  test('A file of a newer version is refused and left unchanged', async () => {
    await using data = await dataFile();
    await (await data.open()).close();
    const bytes = changed(data, `PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    expect(await refusal(data.file)).toBe(
      `${data.file} was written by a newer ask-librarian (version ${SCHEMA_VERSION + 1} of the file; this one knows ${SCHEMA_VERSION}). Run that one, or name another file.`,
    );
    expect(readFileSync(data.file)).toEqual(bytes);
  });

  test('A file whose newer version is only in its journal is refused and left unchanged', async () => {
    await using data = await dataFile();
    await (await data.open()).close();
    const newer = new DatabaseSync(data.file);
    newer.exec(`PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    const bytes = data.bytes();
    expect(await refusal(data.file)).toContain('newer ask-librarian');
    expect(data.bytes()).toEqual(bytes);
    newer.close();
  });

  test.each(['PRAGMA application_id = 7', 'PRAGMA application_id = 0'])(
    'A file of another program (%s) is refused and left unchanged',
    async (marked) => {
      await using data = await dataFile();
      const bytes = changed(data, `CREATE TABLE loans (book TEXT); ${marked}`);
      expect(await refusal(data.file)).toBe(`${data.file} is the data file of another program. Name another file.`);
      expect(readFileSync(data.file)).toEqual(bytes);
    },
  );

  test.each([
    ['a few words', 'desks:\n  - main\n'],
    ['many words', 'Is the archive open on Sunday? '.repeat(1_000)],
  ])('A file that is not a data file is refused and left unchanged: %s', async (_, text) => {
    await using data = await dataFile();
    writeFileSync(data.file, text);
    expect(await refusal(data.file)).toBe(
      `${data.file} is not a data file of ask-librarian. Move it away, or name another file.`,
    );
    expect(readFileSync(data.file, 'utf8')).toBe(text);
    expect(readdirSync(data.folder)).toEqual(['desk.db']);
  });

  const damages: [string, (bytes: Buffer) => Buffer][] = [
    ['its first page is noise', (bytes) => bytes.fill(0xa5, 100, 4_096)],
    ['everything but the first 100 bytes is noise', (bytes) => bytes.fill(0xa5, 100)],
    ['its end is missing', (bytes) => bytes.subarray(0, 3 * 4_096)],
  ];
  test.each(damages)('A damaged file is refused and left unchanged: %s', async (_, spoil) => {
    await using data = await dataFile();
    const bytes = await spoiled(data, spoil);
    expect(await refusal(data.file)).toBe(
      `${data.file} could not be opened. The data file is damaged: restore it from a backup.`,
    );
    expect(readFileSync(data.file)).toEqual(bytes);
  });

  test('A folder and a path through a file are refused', async () => {
    await using data = await dataFile();
    expect(await refusal(data.folder)).toBe(`${data.folder} is a folder: name a file in it.`);
    const through = join(data.file, 'desk.db');
    writeFileSync(data.file, '');
    expect(await refusal(through)).toBe(`${through} cannot be made, because a part of its path is a file.`);
    expect(readdirSync(data.folder)).toEqual(['desk.db']);
  });
});

test('A file that turns out to be damaged later fails with a sentence, and the rest of it can still be read', async () => {
  await using data = await dataFile();
  const noise = await spoiled(data, (bytes) => bytes.fill(0xa5, bytes.length - 4_096));
  expect(noise.length).toBeGreaterThan(20 * 4_096);
  const { conversations } = await data.open();
  expect(await conversations.find(PAT)).toMatchObject({ lastSeq: 200 });
  const error: unknown = await conversations.since(PAT, 0).catch((error: unknown) => error);
  expect(error).toMatchObject({ reason: 'broken', message: 'The data file is damaged: restore it from a backup.' });
  expect((await conversations.since(PAT, 200)).length).toBe(0);
});

test('Stored content that cannot be parsed fails with a sentence that has no word of it', async () => {
  await using data = await dataFile();
  const { conversations, whereabouts } = await data.open();
  await keeps(conversations, PAT, said('line-one', 'a'));
  await whereabouts.keep('ann', { duty: {}, recent: [] });
  const spoiler = new DatabaseSync(data.file);
  spoiler.exec("UPDATE log SET line = 'My secret'; UPDATE standings SET standing = 'My secret'");
  spoiler.close();
  const error = { reason: 'broken', message: 'The data file is damaged: restore it from a backup.' };
  await expect(conversations.since(PAT, 0)).rejects.toMatchObject(error);
  await expect(whereabouts.all()).rejects.toMatchObject(error);
});
