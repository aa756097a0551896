import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SignIns } from '../../relay/desk/ports.ts';
import { HOUR, NOON } from './lines.ts';
import type { MakeShelf, Shelf } from './shelf.ts';

/** What every SignIns promises, with two handles open on one store. */
export const signInsContract = (name: string, makeShelf: MakeShelf): void => {
  let shelf: Shelf;
  let one: SignIns;
  let two: SignIns;

  beforeEach(async () => {
    shelf = await makeShelf();
    one = (await shelf.open()).signIns;
    two = (await shelf.open()).signIns;
  });

  afterEach(() => shelf[Symbol.asyncDispose]());

  const soon = NOON + HOUR;
  const tonight = NOON + 12 * HOUR;

  describe(`${name}: a sign-in code`, () => {
    test('is spent once, by whoever comes first', async () => {
      await one.invite('code', 'ann', soon);
      const attempts = Array.from({ length: 10 }, (_, n) =>
        (n % 2 ? one : two).spend('code', `hash-${n}`, NOON, tonight),
      );
      const spent = await Promise.all(attempts);
      expect(spent.filter((librarian) => librarian === 'ann')).toHaveLength(1);
      expect(spent.filter((librarian) => librarian === undefined)).toHaveLength(9);
      const found = await Promise.all(spent.map((_, n) => two.find(`hash-${n}`, NOON)));
      expect(found).toEqual(spent);
    });

    test('is nothing when it is unknown or over', async () => {
      await one.invite('code', 'ann', soon);
      expect(await two.spend('another', 'hash', NOON, tonight)).toBeUndefined();
      expect(await two.spend('code', 'hash', soon, tonight)).toBeUndefined();
      expect(await two.spend('code', 'hash', NOON, tonight)).toBeUndefined();
      expect(await one.find('hash', NOON)).toBeUndefined();
    });

    test('is good until the millisecond it ends, also after a restart', async () => {
      await one.invite('code', 'ann', soon);
      const third = (await shelf.open()).signIns;
      expect(await third.spend('code', 'hash', soon - 1, tonight)).toBe('ann');
    });
  });

  describe(`${name}: a sign-in`, () => {
    beforeEach(async () => {
      for (const [hash, librarian] of [
        ['ann-desk', 'ann'],
        ['ann-home', 'ann'],
        ['ben-desk', 'ben'],
      ] as const) {
        await one.invite(`code-${hash}`, librarian, soon);
        await one.spend(`code-${hash}`, hash, NOON, tonight);
      }
    });

    const who = (hashes: string[], now = NOON) => Promise.all(hashes.map((hash) => two.find(hash, now)));

    test('tells who it is until it is over', async () => {
      expect(await who(['ann-desk', 'ann-home', 'ben-desk', 'another'])).toEqual(['ann', 'ann', 'ben', undefined]);
      expect(await who(['ann-desk', 'ben-desk'], tonight - 1)).toEqual(['ann', 'ben']);
      expect(await who(['ann-desk', 'ben-desk'], tonight)).toEqual([undefined, undefined]);
    });

    test('is ended alone', async () => {
      await one.revoke('ann-desk');
      await one.revoke('another');
      expect(await who(['ann-desk', 'ann-home', 'ben-desk'])).toEqual([undefined, 'ann', 'ben']);
    });

    test('is ended with all of hers, and with the codes she has not spent', async () => {
      await one.invite('code-new', 'ann', soon);
      await one.revokeAll('ann');
      expect(await who(['ann-desk', 'ann-home', 'ben-desk'])).toEqual([undefined, undefined, 'ben']);
      expect(await two.spend('code-new', 'hash', NOON, tonight)).toBeUndefined();
    });
  });
};
