import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Count } from '../../relay/desk/statistics/hourly-counts.ts';
import type { Stores } from '../../relay/sqlite/stores.ts';
import type { MakeShelf, Shelf } from './shelf.ts';

/** What every CountStore promises, with two handles open on one store. */
export const countStoreContract = (name: string, makeShelf: MakeShelf): void => {
  let shelf: Shelf;
  let one: Stores;
  let two: Stores;

  beforeEach(async () => {
    shelf = await makeShelf();
    one = await shelf.open();
    two = await shelf.open();
  });

  afterEach(() => shelf[Symbol.asyncDispose]());

  const answered: Count = { desk: 'main', hour: 490_000, what: 'answered', value: 0, n: 1 };
  const waited: Count = { desk: 'main', hour: 490_000, what: 'wait', value: 37, n: 1 };
  const duty: Count = { desk: 'main', hour: 490_001, what: 'duty', value: 0, n: 60_000 };
  const all = (stores: Stores = one) => stores.counts.between(0, 1_000_000);

  const said = async (id: string, stores = one): Promise<void> => {
    const entry = { id: `${id}-says`, author: 'patron', at: 1, what: { kind: 'said', text: 'Hello?' } } as const;
    await stores.conversations.append(id, entry, { desk: 'main', word: `${id}-word` });
  };
  const closed = async (id: string, stores = one): Promise<void> => {
    const entry = { id: `closed-${id}`, author: 'relay', at: 2, what: { kind: 'closed', by: 'relay' } } as const;
    await stores.conversations.append(id, entry);
  };

  describe(`${name}: counts`, () => {
    test('Counts of the same hour, desk, kind and value add up, from any handle and over a restart', async () => {
      await one.counts.add([duty, { ...duty, n: 5 }]);
      await two.counts.add([duty, { ...duty, desk: 'maps', n: 7 }, { ...duty, hour: 490_002 }]);
      const sum = [
        { ...duty, n: 120_005 },
        { ...duty, hour: 490_002 },
        { ...duty, desk: 'maps', n: 7 },
      ];
      expect(await all()).toEqual(sum);
      await Promise.all([one.close(), two.close()]);
      expect(await all(await shelf.open())).toEqual(sum);
    });

    test('Counts are read from one hour up to another, which is not included', async () => {
      await one.counts.add([answered, duty]);
      expect(await two.counts.between(490_000, 490_001)).toEqual([answered]);
      expect(await two.counts.between(490_001, 490_002)).toEqual([duty]);
      expect(await two.counts.between(490_002, 490_003)).toEqual([]);
    });

    test('Counts remain when their conversation is deleted', async () => {
      await said('pat');
      expect(await one.counts.count('pat', 0, 1, [answered, waited])).toBe(true);
      await one.conversations.forget('pat');
      expect(await all(two)).toEqual([answered, waited]);
    });
  });

  describe(`${name}: a conversation`, () => {
    test('A conversation is counted once from where it was counted to, through either handle and over a restart', async () => {
      await said('pat');
      expect(await two.counts.progress('pat')).toEqual({ upTo: 0, unasked: 0 });
      expect(await Promise.all([1, 2].map(() => one.counts.count('pat', 0, 1, [answered])))).toEqual([true, false]);
      expect(await two.counts.count('pat', 0, 1, [answered])).toBe(false);
      expect(await two.counts.progress('pat')).toEqual({ upTo: 1, unasked: 0 });
      await Promise.all([one.close(), two.close()]);
      const three = await shelf.open();
      expect(await three.counts.count('pat', 0, 2, [answered])).toBe(false);
      expect(await all(three)).toEqual([answered]);
      expect(await three.counts.count('pat', 1, 2, [answered, waited])).toBe(true);
      expect(await all(three)).toEqual([{ ...answered, n: 2 }, waited]);
    });

    test('A conversation that is unknown or deleted is not counted', async () => {
      await said('pat');
      await one.conversations.forget('pat');
      for (const id of ['pat', 'quinn']) {
        expect(await one.counts.progress(id)).toBeUndefined();
        expect(await one.counts.count(id, 0, 1, [answered])).toBe(false);
        await one.counts.keepUnasked(id, 1);
      }
      expect(await all()).toEqual([]);
    });

    test('A conversation for which nobody could be asked remembers the line', async () => {
      await said('pat');
      await said('quinn');
      await one.counts.keepUnasked('pat', 1);
      await one.counts.keepUnasked('pat', 4);
      expect(await two.counts.progress('pat')).toEqual({ upTo: 0, unasked: 4 });
      await two.counts.count('pat', 0, 1, []);
      expect(await one.counts.progress('pat')).toEqual({ upTo: 1, unasked: 4 });
      expect(await one.counts.progress('quinn')).toEqual({ upTo: 0, unasked: 0 });
    });

    test('A closed conversation is uncounted until it is counted to its end', async () => {
      await said('pat');
      await said('quinn');
      expect(await one.counts.uncounted()).toEqual([]);
      await closed('quinn');
      await closed('pat', two);
      expect(await one.counts.uncounted()).toEqual(['pat', 'quinn']);
      await one.counts.count('pat', 0, 1, []);
      expect(await two.counts.uncounted()).toEqual(['pat', 'quinn']);
      await one.counts.count('pat', 1, 2, []);
      expect(await two.counts.uncounted()).toEqual(['quinn']);
      await one.conversations.forget('quinn');
      expect(await two.counts.uncounted()).toEqual([]);
    });
  });

  test(`${name}: A count that cannot be written changes nothing`, async () => {
    await said('pat');
    await one.close();
    await expect(one.counts.count('pat', 0, 1, [answered])).rejects.toMatchObject({ reason: 'closed' });
    await expect(one.counts.add([duty])).rejects.toMatchObject({ reason: 'closed' });
    expect(await all(two)).toEqual([]);
    expect(await two.counts.progress('pat')).toEqual({ upTo: 0, unasked: 0 });
  });
};
