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
    test('A sign-in code works once, for the first who uses it', async () => {
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

    test('A sign-in code that is unknown or expired does not work', async () => {
      await one.invite('code', 'ann', soon);
      expect(await two.spend('another', 'hash', NOON, tonight)).toBeUndefined();
      expect(await two.spend('code', 'hash', soon, tonight)).toBeUndefined();
      expect(await two.spend('code', 'hash', NOON, tonight)).toBeUndefined();
      expect(await one.find('hash', NOON)).toBeUndefined();
    });

    test('A sign-in code works until the millisecond at which it expires, also after a restart', async () => {
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

    test('A sign-in identifies the librarian until it expires', async () => {
      expect(await who(['ann-desk', 'ann-home', 'ben-desk', 'another'])).toEqual(['ann', 'ann', 'ben', undefined]);
      expect(await who(['ann-desk', 'ben-desk'], tonight - 1)).toEqual(['ann', 'ben']);
      expect(await who(['ann-desk', 'ben-desk'], tonight)).toEqual([undefined, undefined]);
    });

    test('A sign-in is ended without ending others', async () => {
      await one.revoke('ann-desk');
      await one.revoke('another');
      expect(await who(['ann-desk', 'ann-home', 'ben-desk'])).toEqual([undefined, 'ann', 'ben']);
    });

    test('Revoking a librarian ends all their sign-ins and unused codes', async () => {
      await one.invite('code-new', 'ann', soon);
      await one.revokeAll('ann');
      expect(await who(['ann-desk', 'ann-home', 'ben-desk'])).toEqual([undefined, undefined, 'ben']);
      expect(await two.spend('code-new', 'hash', NOON, tonight)).toBeUndefined();
    });
  });
};
