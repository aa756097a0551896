// covers: relay/sqlite/worker/schema.ts
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { SCHEMA_VERSION } from '../../../../relay/sqlite/worker/schema.ts';
import {
  cards,
  counts,
  desks,
  entries,
  librarianStates,
  marks,
  PAT,
  QUINN,
  ROBIN,
  signIns,
} from '../../../fixtures/stores/story.ts';
import { dataFile } from '../data-file.ts';

const FOLDER = join(import.meta.dirname, '../../../fixtures/stores');
const fixtures = readdirSync(FOLDER).filter((name) => name.endsWith('.db'));

const tablesOf = (file: string): unknown[] => {
  const db = new DatabaseSync(file, { readOnly: true });
  const tables = db.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all();
  db.close();
  return tables;
};

test('There is a fixture of every version of the data file', () => {
  const versions = Array.from({ length: SCHEMA_VERSION }, (_, n) => `v${n + 1}.db`);
  expect(fixtures.toSorted()).toEqual(versions.toSorted());
});

describe.each(fixtures)('%s', (name) => {
  test('A data file of an earlier version is read completely, written to, and is then like a new one', async () => {
    await using data = await dataFile();
    copyFileSync(join(FOLDER, name), data.file);
    const stores = await data.open();
    const { conversations } = stores;
    for (const card of cards) {
      expect(await conversations.find(card.id)).toEqual(card);
      expect(await conversations.since(card.id, 0)).toEqual(entries[card.id]);
    }
    expect(await conversations.list({ open: true })).toEqual(cards.slice(0, 1));
    expect(await conversations.list({ lastBefore: Number.MAX_SAFE_INTEGER })).toEqual(cards);
    expect(await conversations.marks(PAT)).toEqual(new Map(marks));
    expect(await conversations.marks(QUINN)).toEqual(new Map());
    expect(await conversations.find(ROBIN)).toBe('forgotten');
    expect(await stores.whereabouts.all()).toEqual(new Map(Object.entries(librarianStates)));
    const version = Number(/\d+/.exec(name));
    expect(await stores.whereabouts.desks()).toEqual(new Map(version >= 4 ? Object.entries(desks) : []));
    expect(await stores.counts.between(0, 1_000_000)).toEqual(version >= 5 ? counts : []);
    // What was closed before there were counts is not in them, and stays out.
    expect(await stores.counts.uncounted()).toEqual([]);
    expect(await stores.counts.progress(QUINN)).toEqual({ upTo: 2, unasked: version >= 5 ? 1 : 0 });
    expect(await stores.counts.progress(PAT)).toEqual({ upTo: 0, unasked: 0 });
    expect(await stores.signIns.find(signIns.hash, signIns.now)).toBe(signIns.librarian);
    expect(await stores.signIns.spend(signIns.code, 'hash-new', signIns.now, signIns.now + 1)).toBe(signIns.librarian);

    for (const { seq, ...entry } of entries[PAT] ?? []) {
      const kept = { outcome: 'kept', entry: { ...entry, seq }, again: true };
      expect(await conversations.append(PAT, { ...entry, at: 0 })).toEqual(kept);
    }
    const next = {
      id: 'pat-says-3',
      author: 'patron',
      at: signIns.now,
      what: { kind: 'said', text: 'Thanks' },
    } as const;
    expect(await conversations.append(PAT, next)).toMatchObject({ outcome: 'kept', entry: { seq: 10 } });
    await conversations.forget(PAT);
    await stores.close();

    await using fresh = await dataFile();
    await (await fresh.open()).close();
    expect(tablesOf(data.file)).toEqual(tablesOf(fresh.file));
  });
});

test('The note of a desk from when it had only one becomes one of its notes', async () => {
  await using data = await dataFile();
  copyFileSync(join(FOLDER, 'v5.db'), data.file);
  const note = { by: 'ann', at: 1_000, text: 'No paper', read: ['ben'] };
  const db = new DatabaseSync(data.file);
  db.prepare('INSERT INTO desk_standings VALUES (?, ?)').run(
    'annex',
    JSON.stringify({ note, pause: { from: 1, by: 'ann' } }),
  );
  db.close();
  const stores = await data.open();
  expect((await stores.whereabouts.desks()).get('annex')).toEqual({ notes: [note], pause: { from: 1, by: 'ann' } });
});
