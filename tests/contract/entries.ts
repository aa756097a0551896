import { describe, expect, test } from 'vitest';
import type { What } from '../../relay/desk/entry.ts';
import { HOUR, keeps, line, NOON, opening, PAT, QUINN, said, textsOf } from './lines.ts';
import type { Handles } from './shelf.ts';

/** Entries: kept whole, once, in one order. */
export const entriesContract = (name: string, at: Handles): void => {
  describe(`${name}: an entry`, () => {
    test('An entry is stored with the next seq of its conversation', async () => {
      expect(await at.one.append(PAT, said('line-one', 'Is the archive open?'), opening)).toEqual({
        outcome: 'kept',
        entry: { ...said('line-one', 'Is the archive open?'), seq: 1 },
        again: false,
      });
      await keeps(at.two, PAT, said('line-two', 'Until five.', 'librarian:ben'));
      await keeps(at.one, QUINN, said('line-one', 'Hello'));
      expect(await at.one.since(PAT, 0)).toEqual([
        { ...said('line-one', 'Is the archive open?'), seq: 1 },
        { ...said('line-two', 'Until five.', 'librarian:ben'), seq: 2 },
      ]);
      expect((await at.two.since(QUINN, 0)).map(({ seq }) => seq)).toEqual([1]);
    });

    const kinds: What[] = [
      { kind: 'said', text: 'Hello' },
      { kind: 'claimed' },
      { kind: 'passed' },
      { kind: 'joined' },
      { kind: 'lapsed', librarian: 'ben' },
      { kind: 'noted', topic: 'name', text: 'Pat' },
      { kind: 'noted', topic: 'record', record: { title: 'Middlemarch', url: 'https://library.example/9' } },
      { kind: 'noted', topic: 'record', record: { title: 'Middlemarch' } },
      { kind: 'closed', by: 'relay' },
    ];

    test('An entry of every kind comes back unchanged', async () => {
      for (const [n, what] of kinds.entries()) await keeps(at.one, PAT, line(`entry-${n}`, what));
      expect((await at.two.since(PAT, 0)).map(({ what }) => what)).toEqual(kinds);
    });

    const odd = [
      '\u{1f4da}\ufe0f e\u0301 \u0661',
      'a\u0000b\u001bc\u2028d',
      `"'\\%_;--`,
      '\ud800 alone',
      ' ',
      'שלום \u202e',
      '',
    ];

    test('An entry of unusual characters comes back unchanged', async () => {
      for (const [n, text] of odd.entries()) {
        await keeps(at.one, PAT, said(`line-${n}--`, text));
        expect((await keeps(at.two, PAT, said(`line-${n}--`, text))).again).toBe(true);
      }
      expect(textsOf(await at.two.since(PAT, 0))).toEqual(odd);
    });

    test('An entry of 4,000 Japanese characters comes back unchanged', async () => {
      const text = Array.from({ length: 4_000 }, (_, n) => String.fromCharCode(0x4e00 + n)).join('');
      await keeps(at.one, PAT, said('line-one', text));
      expect(textsOf(await at.two.since(PAT, 0))).toEqual([text]);
    });
  });

  describe(`${name}: the same id`, () => {
    test('The same id again returns the first entry, an hour later, from another handle and after a restart', async () => {
      const { again, ...entry } = await keeps(at.one, PAT, said('line-one', 'Hello'));
      expect(again).toBe(false);
      await keeps(at.one, PAT, said('line-two', 'Anybody?'));
      const later = said('line-one', 'Hello', 'patron', NOON + HOUR);
      const kept = { outcome: 'kept', entry, again: true };
      expect(await at.one.append(PAT, later, opening)).toEqual(kept);
      expect(await at.two.append(PAT, later)).toEqual(kept);
      const third = await at.reopened();
      expect(await third.append(PAT, later, opening)).toEqual(kept);
      expect(textsOf(await third.since(PAT, 0))).toEqual(['Hello', 'Anybody?']);
      expect(await third.find(PAT)).toMatchObject({ lastSeq: 2, lastAt: NOON });
    });

    test('The same id twice at once is one entry', async () => {
      const kept = await Promise.all(
        [at.one, at.two, at.one].map((store) => keeps(store, PAT, said('line-one', 'Hello'))),
      );
      expect(kept.map(({ again }) => again).sort()).toEqual([false, true, true]);
      expect((await at.one.since(PAT, 0)).length).toBe(1);
    });

    test('The same content with its keys in another order is the same entry', async () => {
      const record = { title: 'Middlemarch', url: 'https://library.example/9' };
      await keeps(at.one, PAT, line('note-one', { kind: 'noted', topic: 'record', record }));
      const turned = { record: { url: record.url, title: record.title }, topic: 'record', kind: 'noted' } as const;
      expect((await keeps(at.two, PAT, line('note-one', turned))).again).toBe(true);
    });

    test('The same id with other content stores nothing', async () => {
      await keeps(at.one, PAT, said('line-one', 'Hello'));
      for (const store of [at.one, at.two]) {
        expect(await store.append(PAT, said('line-one', 'Hallo'), opening)).toEqual({ outcome: 'other-content' });
        expect(await store.append(PAT, line('line-one', { kind: 'claimed' }))).toEqual({ outcome: 'other-content' });
      }
      expect(textsOf(await at.two.since(PAT, 0))).toEqual(['Hello']);
      expect(await at.two.find(PAT)).toMatchObject({ lastSeq: 1 });
    });

    test('The same id may be used by another author and in another conversation', async () => {
      await keeps(at.one, PAT, said('line-one', 'Hello'));
      await keeps(at.one, PAT, said('line-one', 'Good day', 'librarian:ben'));
      await keeps(at.one, PAT, said('line-one', 'Hi', 'librarian:ann'));
      await keeps(at.one, QUINN, said('line-one', 'Moin'));
      expect(textsOf(await at.two.since(PAT, 0))).toEqual(['Hello', 'Good day', 'Hi']);
      expect(textsOf(await at.two.since(QUINN, 0))).toEqual(['Moin']);
    });
  });

  describe(`${name}: the order`, () => {
    test('A hundred lines at once from two handles get one order, without repeats or losses', async () => {
      const lines = Array.from({ length: 100 }, (_, n) => said(`line-${n}`.padEnd(8, '-'), `${n}`));
      const kept = await Promise.all(lines.map((entry, n) => keeps(n % 2 ? at.one : at.two, PAT, entry)));
      expect(kept.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(lines.map((_, n) => n + 1));
      const read = await at.one.since(PAT, 0);
      expect(read).toEqual(await at.two.since(PAT, 0));
      expect(read.map(({ id, seq }) => `${seq} ${id}`)).toEqual(
        kept.toSorted((a, b) => a.seq - b.seq).map(({ id, seq }) => `${seq} ${id}`),
      );
    });

    test('The lines of one handle keep the order of the calls, and a read sees every write before it', async () => {
      const appending = ['a', 'b', 'c'].map((text) => keeps(at.one, PAT, said(`line-${text}-`, text)));
      const between = at.one.since(PAT, 0);
      appending.push(keeps(at.one, PAT, said('line-d--', 'd')));
      expect(textsOf(await between)).toEqual(['a', 'b', 'c']);
      expect((await Promise.all(appending)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    });

    test('The order continues after a restart, and `since` returns what follows', async () => {
      for (const text of ['a', 'b', 'c']) await keeps(at.one, PAT, said(`line-${text}-`, text));
      const third = await at.reopened();
      await keeps(third, PAT, said('line-d--', 'd'));
      expect(textsOf(await third.since(PAT, 2))).toEqual(['c', 'd']);
      expect(await third.since(PAT, 4)).toEqual([]);
      expect(await third.since(PAT, 9)).toEqual([]);
      expect(await third.since(QUINN, 0)).toEqual([]);
    });
  });
};
