import { describe, expect, test } from 'vitest';
import type { Entry, What } from '../../relay/desk/entry.ts';
import type { ConversationStore } from '../../relay/desk/ports.ts';
import { HOUR, keeps, line, NOON, opening, PAT, QUINN, reasonOf, said, textsOf } from './lines.ts';
import type { Handles } from './shelf.ts';

/** What a store knows of a conversation in addition to its entries, and how it is deleted. */
export const cardsContract = (name: string, at: Handles): void => {
  describe(`${name}: a card`, () => {
    const card = { id: PAT, ...opening, begunAt: NOON, lastAt: NOON, lastSeq: 1, closed: false };

    test('A card is created by the first entry, and a later opening is ignored', async () => {
      expect(await at.one.find(PAT)).toBeUndefined();
      await keeps(at.one, PAT, said('line-one', 'Hello'));
      expect(await at.two.find(PAT)).toEqual(card);
      await at.two.append(PAT, said('line-two', 'Hi', 'patron', NOON + HOUR), { desk: 'maps', word: 'elm-00000000' });
      expect(await at.one.find(PAT)).toEqual({ ...card, lastAt: NOON + HOUR, lastSeq: 2 });
    });

    test('A card is not created without an opening', async () => {
      expect(await at.one.append(PAT, said('line-one', 'Hello'))).toEqual({ outcome: 'gone' });
      expect(await at.two.find(PAT)).toBeUndefined();
      expect(await at.two.since(PAT, 0)).toEqual([]);
    });

    test('A card is closed by `closed`, opened by `said`, and unchanged by anything else', async () => {
      const closedAfter = async (id: string, what: What): Promise<boolean> => {
        await keeps(at.one, PAT, line(id, what));
        const found = await at.two.find(PAT);
        return typeof found === 'object' && found.closed;
      };
      expect(await closedAfter('entry-01', { kind: 'said', text: 'Hello' })).toBe(false);
      expect(await closedAfter('entry-02', { kind: 'closed', by: 'patron' })).toBe(true);
      expect(await closedAfter('entry-03', { kind: 'noted', topic: 'name', text: 'Pat' })).toBe(true);
      expect(await closedAfter('entry-04', { kind: 'joined' })).toBe(true);
      expect(await closedAfter('entry-05', { kind: 'said', text: 'One more thing' })).toBe(false);
      expect(await closedAfter('entry-06', { kind: 'claimed' })).toBe(false);
      // The same line again says nothing new.
      await keeps(at.one, PAT, line('entry-07', { kind: 'closed', by: 'relay' }));
      expect(await closedAfter('entry-05', { kind: 'said', text: 'One more thing' })).toBe(true);
    });

    test('A card has the time when the last page left', async () => {
      await keeps(at.one, PAT, said('line-one', 'Hello'));
      at.one.setLeftAt(PAT, NOON + HOUR);
      expect(await at.one.find(PAT)).toEqual({ ...card, leftAt: NOON + HOUR });
      at.one.setLeftAt(PAT, NOON + 2 * HOUR);
      const third = await at.reopened();
      expect(await third.find(PAT)).toEqual({ ...card, leftAt: NOON + 2 * HOUR });
      third.setLeftAt(PAT, undefined);
      expect(await third.find(PAT)).toEqual(card);
    });

    test('A card is listed while it is open, oldest first, or by the time of its last entry', async () => {
      const ids = async (which: { open: true } | { lastBefore: number }) =>
        (await at.two.list(which)).map(({ id }) => id);
      expect(await ids({ open: true })).toEqual([]);
      await keeps(at.one, QUINN, said('line-one', 'Moin', 'patron', NOON + HOUR));
      await keeps(at.one, PAT, said('line-one', 'Hello', 'patron', NOON + 2 * HOUR));
      await keeps(at.one, QUINN, said('line-two', 'Moin', 'patron', NOON + 3 * HOUR));
      expect(await ids({ open: true })).toEqual([QUINN, PAT]);
      expect(await ids({ lastBefore: NOON + 4 * HOUR })).toEqual([QUINN, PAT]);
      expect(await ids({ lastBefore: NOON + 3 * HOUR })).toEqual([PAT]);
      expect(await ids({ lastBefore: NOON + 2 * HOUR })).toEqual([]);
      await keeps(at.one, QUINN, line('entry-09', { kind: 'closed', by: 'relay' }, 'relay', NOON + 3 * HOUR));
      expect(await ids({ open: true })).toEqual([PAT]);
      expect(await ids({ lastBefore: NOON + 4 * HOUR })).toEqual([QUINN, PAT]);
      expect(await at.two.list({ open: true })).toEqual([await at.two.find(PAT)]);
    });
  });

  describe(`${name}: marks`, () => {
    test('Marks increase, each for itself, and never decrease, also over handles and a restart', async () => {
      await keeps(at.one, PAT, said('line-one', 'Hello'));
      await keeps(at.one, QUINN, said('line-one', 'Moin'));
      expect(await at.one.marks(PAT)).toEqual(new Map());
      at.one.mark(PAT, 'patron', { delivered: 3, seen: 2 });
      at.one.mark(PAT, 'patron', { delivered: 2, seen: 1 });
      at.one.mark(PAT, 'librarian:ben', { delivered: 1, seen: 0 });
      const marks = { patron: { delivered: 3, seen: 2 }, 'librarian:ben': { delivered: 1, seen: 0 } };
      expect(await at.one.marks(PAT)).toEqual(new Map(Object.entries(marks)));
      expect(await at.one.marks(QUINN)).toEqual(new Map());
      await at.one.close();
      at.two.mark(PAT, 'patron', { delivered: 1, seen: 1 });
      expect((await at.two.marks(PAT)).get('patron')).toEqual({ delivered: 3, seen: 2 });
      at.two.mark(PAT, 'patron', { delivered: 4, seen: 0 });
      expect((await at.two.marks(PAT)).get('patron')).toEqual({ delivered: 4, seen: 2 });
      expect((await (await at.reopened()).marks(PAT)).get('patron')).toEqual({ delivered: 4, seen: 2 });
    });

    test('An unknown conversation has no marks', async () => {
      at.one.mark(QUINN, 'patron', { delivered: 1, seen: 1 });
      at.one.setLeftAt(QUINN, NOON);
      expect(await at.one.marks(QUINN)).toEqual(new Map());
      expect(await at.one.find(QUINN)).toBeUndefined();
    });
  });

  describe(`${name}: listeners`, () => {
    test('Listeners receive every new entry, once, in order, before its append resolves', async () => {
      const notified: [conversation: string, entry: Entry, previous: number][] = [];
      const undo = at.one.onAppended((...happened) => notified.push(happened));
      const before = (seq: number) => notified.filter(([, entry]) => entry.seq === seq).length;
      const lines = Array.from({ length: 30 }, (_, n) => said(`line-${n}--`, `${n}`));
      await Promise.all(
        lines.map(async (entry) => {
          const { seq } = await keeps(at.one, PAT, entry);
          expect(before(seq)).toBe(1);
        }),
      );
      await keeps(at.one, PAT, said('line-0--', '0'));
      await at.one.append(PAT, said('line-0--', 'other'));
      await at.one.append(QUINN, said('line-0--', 'without an opening'));
      expect(notified.map(([, entry]) => entry)).toEqual(await at.one.since(PAT, 0));
      expect(notified.map(([id, { seq }, previous]) => [id, seq - previous])).toEqual(lines.map(() => [PAT, 1]));
      undo();
      undo();
      await keeps(at.one, PAT, said('line-end', 'the end'));
      expect(notified).toHaveLength(30);
    });

    test('The listener sees by `previous` that another handle stored something in between', async () => {
      const notified: number[][] = [];
      at.one.onAppended((_, { seq }, previous) => notified.push([previous, seq]));
      await keeps(at.one, PAT, said('line-one', 'a'));
      await keeps(at.two, PAT, said('line-two', 'b'));
      await keeps(at.one, PAT, said('line-three', 'c'));
      // A store that notifies listeners of the entries of other handles has sent [1, 2] in between.
      expect(notified.filter(([, seq]) => seq !== 2)).toEqual([
        [0, 1],
        [2, 3],
      ]);
    });

    test('A listener does not depend on another listener or on one that was removed', async () => {
      const notified: string[] = [];
      const undo = at.one.onAppended(() => notified.push('a'));
      at.one.onAppended(() => notified.push('b'));
      await keeps(at.one, PAT, said('line-one', 'Hello'));
      undo();
      await keeps(at.one, PAT, said('line-two', 'Hello'));
      expect(notified).toEqual(['a', 'b', 'b']);
    });
  });

  describe(`${name}: a deleted conversation`, () => {
    test('A deleted conversation is gone and refused for ever', async () => {
      await keeps(at.one, PAT, said('line-one', 'Hello'));
      await keeps(at.one, QUINN, said('line-one', 'Moin'));
      at.one.mark(PAT, 'patron', { delivered: 1, seen: 1 });
      await at.one.forget(PAT);
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
      await isGone(at.one);
      await isGone(at.two);
      await at.one.forget(PAT);
      await isGone(await at.reopened());
    });

    test('A conversation that never began can be deleted: its key is refused from then on', async () => {
      await at.one.forget(PAT);
      expect(await at.two.find(PAT)).toBe('forgotten');
      expect(await at.two.append(PAT, said('line-one', 'Hello'), opening)).toEqual({ outcome: 'gone' });
    });

    test('A deletion affects only what was requested before it', async () => {
      const before = at.one.append(PAT, said('line-one', 'Hello'), opening);
      const forgetting = at.one.forget(PAT);
      const after = at.one.append(PAT, said('line-two', 'Hello'), opening);
      expect((await before).outcome).toBe('kept');
      await forgetting;
      expect((await after).outcome).toBe('gone');
    });
  });

  describe(`${name}: closing`, () => {
    test('Closing writes what was requested before, and refuses the rest as `closed`', async () => {
      const asked = keeps(at.one, PAT, said('line-one', 'Hello'));
      const closing = at.one.close();
      const late = reasonOf(at.one.append(PAT, said('line-two', 'Hello'), opening));
      expect((await asked).seq).toBe(1);
      expect(await late).toBe('closed');
      await closing;
      await at.one.close();
      at.one.mark(PAT, 'patron', { delivered: 1, seen: 1 });
      at.one.setLeftAt(PAT, NOON);
      for (const refused of [
        at.one.append(PAT, said('line-two', 'Hello'), opening),
        at.one.since(PAT, 0),
        at.one.find(PAT),
        at.one.list({ open: true }),
        at.one.marks(PAT),
        at.one.forget(PAT),
        at.first.whereabouts.all(),
        at.first.whereabouts.keep('ben', { duty: {}, recent: [] }),
        at.first.signIns.find('hash', NOON),
      ]) {
        expect(await reasonOf(refused)).toBe('closed');
      }
      expect(textsOf(await at.two.since(PAT, 0))).toEqual(['Hello']);
      expect(await at.two.find(PAT)).not.toHaveProperty('leftAt');
    });
  });
};
