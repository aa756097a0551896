import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Entry, What } from '../../relay/desk/entry.ts';
import type { ConversationStore } from '../../relay/desk/ports.ts';
import type { Stores } from '../../relay/sqlite/stores.ts';
import { HOUR, keeps, line, NOON, opening, PAT, QUINN, reasonOf, said, textsOf } from './lines.ts';
import type { MakeShelf, Shelf } from './shelf.ts';

/** What every ConversationStore promises, with two handles open on one store. */
export const conversationStoreContract = (name: string, makeShelf: MakeShelf): void => {
  let shelf: Shelf;
  let first: Stores;
  let one: ConversationStore;
  let two: ConversationStore;

  beforeEach(async () => {
    shelf = await makeShelf();
    const [left, right] = await Promise.all([shelf.open(), shelf.open()]);
    first = left;
    one = left.conversations;
    two = right.conversations;
  });

  afterEach(() => shelf[Symbol.asyncDispose]());

  const reopened = async (): Promise<ConversationStore> => {
    await Promise.all([one.close(), two.close()]);
    return (await shelf.open()).conversations;
  };

  describe(`${name}: an entry`, () => {
    test('is kept with the next seq of its conversation', async () => {
      expect(await one.append(PAT, said('line-one', 'Is the archive open?'), opening)).toEqual({
        outcome: 'kept',
        entry: { ...said('line-one', 'Is the archive open?'), seq: 1 },
        again: false,
      });
      await keeps(two, PAT, said('line-two', 'Until five.', 'librarian:ben'));
      await keeps(one, QUINN, said('line-one', 'Hello'));
      expect(await one.since(PAT, 0)).toEqual([
        { ...said('line-one', 'Is the archive open?'), seq: 1 },
        { ...said('line-two', 'Until five.', 'librarian:ben'), seq: 2 },
      ]);
      expect((await two.since(QUINN, 0)).map(({ seq }) => seq)).toEqual([1]);
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

    test('of every kind comes back as it was', async () => {
      for (const [n, what] of kinds.entries()) await keeps(one, PAT, line(`entry-${n}`, what));
      expect((await two.since(PAT, 0)).map(({ what }) => what)).toEqual(kinds);
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

    test('of odd characters comes back as it was', async () => {
      for (const [n, text] of odd.entries()) {
        await keeps(one, PAT, said(`line-${n}--`, text));
        expect((await keeps(two, PAT, said(`line-${n}--`, text))).again).toBe(true);
      }
      expect(textsOf(await two.since(PAT, 0))).toEqual(odd);
    });

    test('of 4,000 Japanese characters comes back as it was', async () => {
      const text = Array.from({ length: 4_000 }, (_, n) => String.fromCharCode(0x4e00 + n)).join('');
      await keeps(one, PAT, said('line-one', text));
      expect(textsOf(await two.since(PAT, 0))).toEqual([text]);
    });
  });

  describe(`${name}: the same id`, () => {
    test('again gives the first entry, an hour later, from another handle, and after a restart', async () => {
      const { again, ...entry } = await keeps(one, PAT, said('line-one', 'Hello'));
      expect(again).toBe(false);
      await keeps(one, PAT, said('line-two', 'Anybody?'));
      const later = said('line-one', 'Hello', 'patron', NOON + HOUR);
      const kept = { outcome: 'kept', entry, again: true };
      expect(await one.append(PAT, later, opening)).toEqual(kept);
      expect(await two.append(PAT, later)).toEqual(kept);
      const third = await reopened();
      expect(await third.append(PAT, later, opening)).toEqual(kept);
      expect(textsOf(await third.since(PAT, 0))).toEqual(['Hello', 'Anybody?']);
      expect(await third.find(PAT)).toMatchObject({ lastSeq: 2, lastAt: NOON });
    });

    test('twice at once is one entry', async () => {
      const kept = await Promise.all([one, two, one].map((store) => keeps(store, PAT, said('line-one', 'Hello'))));
      expect(kept.map(({ again }) => again).sort()).toEqual([false, true, true]);
      expect((await one.since(PAT, 0)).length).toBe(1);
    });

    test('is the same whatever order the keys of its content have', async () => {
      const record = { title: 'Middlemarch', url: 'https://library.example/9' };
      await keeps(one, PAT, line('note-one', { kind: 'noted', topic: 'record', record }));
      const turned = { record: { url: record.url, title: record.title }, topic: 'record', kind: 'noted' } as const;
      expect((await keeps(two, PAT, line('note-one', turned))).again).toBe(true);
    });

    test('with other content keeps nothing', async () => {
      await keeps(one, PAT, said('line-one', 'Hello'));
      for (const store of [one, two]) {
        expect(await store.append(PAT, said('line-one', 'Hallo'), opening)).toEqual({ outcome: 'other-content' });
        expect(await store.append(PAT, line('line-one', { kind: 'claimed' }))).toEqual({ outcome: 'other-content' });
      }
      expect(textsOf(await two.since(PAT, 0))).toEqual(['Hello']);
      expect(await two.find(PAT)).toMatchObject({ lastSeq: 1 });
    });

    test('is free for another author and in another conversation', async () => {
      await keeps(one, PAT, said('line-one', 'Hello'));
      await keeps(one, PAT, said('line-one', 'Good day', 'librarian:ben'));
      await keeps(one, PAT, said('line-one', 'Hi', 'librarian:ann'));
      await keeps(one, QUINN, said('line-one', 'Moin'));
      expect(textsOf(await two.since(PAT, 0))).toEqual(['Hello', 'Good day', 'Hi']);
      expect(textsOf(await two.since(QUINN, 0))).toEqual(['Moin']);
    });
  });

  describe(`${name}: the order`, () => {
    test('of a hundred lines at once from two handles is one, without repeats or losses', async () => {
      const lines = Array.from({ length: 100 }, (_, n) => said(`line-${n}`.padEnd(8, '-'), `${n}`));
      const kept = await Promise.all(lines.map((entry, n) => keeps(n % 2 ? one : two, PAT, entry)));
      expect(kept.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(lines.map((_, n) => n + 1));
      const read = await one.since(PAT, 0);
      expect(read).toEqual(await two.since(PAT, 0));
      expect(read.map(({ id, seq }) => `${seq} ${id}`)).toEqual(
        kept.toSorted((a, b) => a.seq - b.seq).map(({ id, seq }) => `${seq} ${id}`),
      );
    });

    test('of one handle is the order of asking, and a read sees every write before it', async () => {
      const appending = ['a', 'b', 'c'].map((text) => keeps(one, PAT, said(`line-${text}-`, text)));
      const between = one.since(PAT, 0);
      appending.push(keeps(one, PAT, said('line-d--', 'd')));
      expect(textsOf(await between)).toEqual(['a', 'b', 'c']);
      expect((await Promise.all(appending)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    });

    test('goes on after a restart, and `since` gives what comes after', async () => {
      for (const text of ['a', 'b', 'c']) await keeps(one, PAT, said(`line-${text}-`, text));
      const third = await reopened();
      await keeps(third, PAT, said('line-d--', 'd'));
      expect(textsOf(await third.since(PAT, 2))).toEqual(['c', 'd']);
      expect(await third.since(PAT, 4)).toEqual([]);
      expect(await third.since(PAT, 9)).toEqual([]);
      expect(await third.since(QUINN, 0)).toEqual([]);
    });
  });

  describe(`${name}: a card`, () => {
    const card = { id: PAT, ...opening, begunAt: NOON, lastAt: NOON, lastSeq: 1, closed: false };

    test('is begun by the first entry; a later opening is ignored', async () => {
      expect(await one.find(PAT)).toBeUndefined();
      await keeps(one, PAT, said('line-one', 'Hello'));
      expect(await two.find(PAT)).toEqual(card);
      await two.append(PAT, said('line-two', 'Hi', 'patron', NOON + HOUR), { desk: 'maps', word: 'elm-00000000' });
      expect(await one.find(PAT)).toEqual({ ...card, lastAt: NOON + HOUR, lastSeq: 2 });
    });

    test('is not begun without an opening', async () => {
      expect(await one.append(PAT, said('line-one', 'Hello'))).toEqual({ outcome: 'gone' });
      expect(await two.find(PAT)).toBeUndefined();
      expect(await two.since(PAT, 0)).toEqual([]);
    });

    test('is closed by `closed`, opened by what is said, and left as it is by anything else', async () => {
      const closedAfter = async (id: string, what: What): Promise<boolean> => {
        await keeps(one, PAT, line(id, what));
        const found = await two.find(PAT);
        return typeof found === 'object' && found.closed;
      };
      expect(await closedAfter('entry-01', { kind: 'said', text: 'Hello' })).toBe(false);
      expect(await closedAfter('entry-02', { kind: 'closed', by: 'patron' })).toBe(true);
      expect(await closedAfter('entry-03', { kind: 'noted', topic: 'name', text: 'Pat' })).toBe(true);
      expect(await closedAfter('entry-04', { kind: 'joined' })).toBe(true);
      expect(await closedAfter('entry-05', { kind: 'said', text: 'One more thing' })).toBe(false);
      expect(await closedAfter('entry-06', { kind: 'claimed' })).toBe(false);
      // The same line again says nothing new.
      await keeps(one, PAT, line('entry-07', { kind: 'closed', by: 'relay' }));
      expect(await closedAfter('entry-05', { kind: 'said', text: 'One more thing' })).toBe(true);
    });

    test('tells when the last page left', async () => {
      await keeps(one, PAT, said('line-one', 'Hello'));
      one.left(PAT, NOON + HOUR);
      expect(await one.find(PAT)).toEqual({ ...card, leftAt: NOON + HOUR });
      one.left(PAT, NOON + 2 * HOUR);
      const third = await reopened();
      expect(await third.find(PAT)).toEqual({ ...card, leftAt: NOON + 2 * HOUR });
      third.left(PAT, undefined);
      expect(await third.find(PAT)).toEqual(card);
    });

    test('is listed while open, oldest first, or by the time of its last entry', async () => {
      const ids = async (which: { open: true } | { lastBefore: number }) => (await two.list(which)).map(({ id }) => id);
      expect(await ids({ open: true })).toEqual([]);
      await keeps(one, QUINN, said('line-one', 'Moin', 'patron', NOON + HOUR));
      await keeps(one, PAT, said('line-one', 'Hello', 'patron', NOON + 2 * HOUR));
      await keeps(one, QUINN, said('line-two', 'Moin', 'patron', NOON + 3 * HOUR));
      expect(await ids({ open: true })).toEqual([QUINN, PAT]);
      expect(await ids({ lastBefore: NOON + 4 * HOUR })).toEqual([QUINN, PAT]);
      expect(await ids({ lastBefore: NOON + 3 * HOUR })).toEqual([PAT]);
      expect(await ids({ lastBefore: NOON + 2 * HOUR })).toEqual([]);
      await keeps(one, QUINN, line('entry-09', { kind: 'closed', by: 'relay' }, 'relay', NOON + 3 * HOUR));
      expect(await ids({ open: true })).toEqual([PAT]);
      expect(await ids({ lastBefore: NOON + 4 * HOUR })).toEqual([QUINN, PAT]);
      expect(await two.list({ open: true })).toEqual([await two.find(PAT)]);
    });
  });

  describe(`${name}: marks`, () => {
    test('go up, each for itself, and never back, also over handles and a restart', async () => {
      await keeps(one, PAT, said('line-one', 'Hello'));
      await keeps(one, QUINN, said('line-one', 'Moin'));
      expect(await one.marks(PAT)).toEqual(new Map());
      one.mark(PAT, 'patron', { delivered: 3, seen: 2 });
      one.mark(PAT, 'patron', { delivered: 2, seen: 1 });
      one.mark(PAT, 'librarian:ben', { delivered: 1, seen: 0 });
      const marks = { patron: { delivered: 3, seen: 2 }, 'librarian:ben': { delivered: 1, seen: 0 } };
      expect(await one.marks(PAT)).toEqual(new Map(Object.entries(marks)));
      expect(await one.marks(QUINN)).toEqual(new Map());
      await one.close();
      two.mark(PAT, 'patron', { delivered: 1, seen: 1 });
      expect((await two.marks(PAT)).get('patron')).toEqual({ delivered: 3, seen: 2 });
      two.mark(PAT, 'patron', { delivered: 4, seen: 0 });
      expect((await two.marks(PAT)).get('patron')).toEqual({ delivered: 4, seen: 2 });
      expect((await (await reopened()).marks(PAT)).get('patron')).toEqual({ delivered: 4, seen: 2 });
    });

    test('of a conversation nobody knows are none', async () => {
      one.mark(QUINN, 'patron', { delivered: 1, seen: 1 });
      one.left(QUINN, NOON);
      expect(await one.marks(QUINN)).toEqual(new Map());
      expect(await one.find(QUINN)).toBeUndefined();
    });
  });

  describe(`${name}: what listeners are told`, () => {
    test('is every new entry, once, in order, before its append resolves', async () => {
      const told: [conversation: string, entry: Entry, previous: number][] = [];
      const undo = one.onAppended((...happened) => told.push(happened));
      const before = (seq: number) => told.filter(([, entry]) => entry.seq === seq).length;
      const lines = Array.from({ length: 30 }, (_, n) => said(`line-${n}--`, `${n}`));
      await Promise.all(
        lines.map(async (entry) => {
          const { seq } = await keeps(one, PAT, entry);
          expect(before(seq)).toBe(1);
        }),
      );
      await keeps(one, PAT, said('line-0--', '0'));
      await one.append(PAT, said('line-0--', 'other'));
      await one.append(QUINN, said('line-0--', 'without an opening'));
      expect(told.map(([, entry]) => entry)).toEqual(await one.since(PAT, 0));
      expect(told.map(([id, { seq }, previous]) => [id, seq - previous])).toEqual(lines.map(() => [PAT, 1]));
      undo();
      undo();
      await keeps(one, PAT, said('line-end', 'the end'));
      expect(told).toHaveLength(30);
    });

    test('shows by `previous` that another handle kept something between', async () => {
      const told: number[][] = [];
      one.onAppended((_, { seq }, previous) => told.push([previous, seq]));
      await keeps(one, PAT, said('line-one', 'a'));
      await keeps(two, PAT, said('line-two', 'b'));
      await keeps(one, PAT, said('line-three', 'c'));
      // A store that tells of other handles' entries has told [1, 2] in its place.
      expect(told.filter(([, seq]) => seq !== 2)).toEqual([
        [0, 1],
        [2, 3],
      ]);
    });

    test('does not hang on another listener or on one that is gone', async () => {
      const told: string[] = [];
      const undo = one.onAppended(() => told.push('a'));
      one.onAppended(() => told.push('b'));
      await keeps(one, PAT, said('line-one', 'Hello'));
      undo();
      await keeps(one, PAT, said('line-two', 'Hello'));
      expect(told).toEqual(['a', 'b', 'b']);
    });
  });

  describe(`${name}: a forgotten conversation`, () => {
    test('is gone, and refused for ever', async () => {
      await keeps(one, PAT, said('line-one', 'Hello'));
      await keeps(one, QUINN, said('line-one', 'Moin'));
      one.mark(PAT, 'patron', { delivered: 1, seen: 1 });
      await one.forget(PAT);
      const isGone = async (store: ConversationStore) => {
        expect(await store.append(PAT, said('line-two', 'Hello?'), opening)).toEqual({ outcome: 'gone' });
        expect(await store.append(PAT, said('line-one', 'Hello'))).toEqual({ outcome: 'gone' });
        expect(await store.find(PAT)).toBe('forgotten');
        expect(await store.since(PAT, 0)).toEqual([]);
        expect(await store.marks(PAT)).toEqual(new Map());
        expect((await store.list({ open: true })).map(({ id }) => id)).toEqual([QUINN]);
        expect((await store.list({ lastBefore: NOON + HOUR })).map(({ id }) => id)).toEqual([QUINN]);
        expect(textsOf(await store.since(QUINN, 0))).toEqual(['Moin']);
      };
      await isGone(one);
      await isGone(two);
      await one.forget(PAT);
      await isGone(await reopened());
    });

    test('may be one that was never begun: its key is refused from then on', async () => {
      await one.forget(PAT);
      expect(await two.find(PAT)).toBe('forgotten');
      expect(await two.append(PAT, said('line-one', 'Hello'), opening)).toEqual({ outcome: 'gone' });
    });

    test('takes only what was asked before it', async () => {
      const before = one.append(PAT, said('line-one', 'Hello'), opening);
      const forgetting = one.forget(PAT);
      const after = one.append(PAT, said('line-two', 'Hello'), opening);
      expect((await before).outcome).toBe('kept');
      await forgetting;
      expect((await after).outcome).toBe('gone');
    });
  });

  describe(`${name}: closing`, () => {
    test('writes what was asked before, and refuses the rest as `closed`', async () => {
      const asked = keeps(one, PAT, said('line-one', 'Hello'));
      const closing = one.close();
      const late = reasonOf(one.append(PAT, said('line-two', 'Hello'), opening));
      expect((await asked).seq).toBe(1);
      expect(await late).toBe('closed');
      await closing;
      await one.close();
      one.mark(PAT, 'patron', { delivered: 1, seen: 1 });
      one.left(PAT, NOON);
      for (const refused of [
        one.append(PAT, said('line-two', 'Hello'), opening),
        one.since(PAT, 0),
        one.find(PAT),
        one.list({ open: true }),
        one.marks(PAT),
        one.forget(PAT),
        first.whereabouts.all(),
        first.whereabouts.keep('ben', { duty: {}, recent: [] }),
        first.signIns.find('hash', NOON),
      ]) {
        expect(await reasonOf(refused)).toBe('closed');
      }
      expect(textsOf(await two.since(PAT, 0))).toEqual(['Hello']);
      expect(await two.find(PAT)).not.toHaveProperty('leftAt');
    });
  });
};
