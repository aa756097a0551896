import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LibrarianState } from '../../relay/desk/ports.ts';
import { NOON } from './lines.ts';
import type { MakeShelf, Shelf } from './shelf.ts';

/** What every WhereaboutsStore promises, with two handles open on one store. */
export const whereaboutsStoreContract = (name: string, makeShelf: MakeShelf): void => {
  let shelf: Shelf;

  beforeEach(async () => {
    shelf = await makeShelf();
  });

  afterEach(() => shelf[Symbol.asyncDispose]());

  const away: LibrarianState = {
    statement: {
      availability: 'away',
      words: 'At the Panera in Newport News, back at 3 "☕" \u0661',
      until: NOON,
      source: 'console',
      at: NOON - 60_000,
    },
    publish: 'shown',
    duty: { main: { on: true, at: NOON }, maps: { on: false, at: NOON } },
    recent: [{ availability: 'away', words: 'At lunch' }, { availability: 'busy' }],
    askedBack: NOON - 60_000,
  };
  const fresh: LibrarianState = { duty: {}, recent: [] };

  describe(`${name}: the state of a librarian`, () => {
    test('The state of each librarian is stored completely and over a restart', async () => {
      const one = await shelf.open();
      const two = await shelf.open();
      expect(await one.whereabouts.all()).toEqual(new Map());
      await one.whereabouts.keep('ann', away);
      await two.whereabouts.keep('ben', fresh);
      const states = new Map([
        ['ann', away],
        ['ben', fresh],
      ]);
      expect(await one.whereabouts.all()).toEqual(states);
      await Promise.all([one.close(), two.close()]);
      expect(await (await shelf.open()).whereabouts.all()).toEqual(states);
    });

    test('The state of a librarian is replaced by the next one, and the last call wins', async () => {
      const { whereabouts } = await shelf.open();
      await Promise.all([away, fresh, away, fresh].map((state) => whereabouts.keep('ann', state)));
      expect(await whereabouts.all()).toEqual(new Map([['ann', fresh]]));
    });

    test('The stored state is what it was at the call, whatever happens to the object later', async () => {
      const { whereabouts } = await shelf.open();
      const state = structuredClone(away);
      const keeping = whereabouts.keep('ann', state);
      state.recent.length = 0;
      await keeping;
      expect((await whereabouts.all()).get('ann')).toEqual(away);
    });
  });

  describe(`${name}: the state of a desk`, () => {
    test('The state of a desk is stored completely, apart from those of librarians, over a restart, and the last call wins', async () => {
      const one = await shelf.open();
      const two = await shelf.open();
      expect(await one.whereabouts.desks()).toEqual(new Map());
      await one.whereabouts.keepDesk('main', { closure: { from: NOON, by: 'ann' } });
      const closure = { from: NOON, until: NOON + 60_000, words: 'snow ❄ \u0661', by: 'ben' };
      await two.whereabouts.keepDesk('main', { closure });
      await two.whereabouts.keepDesk('maps', {});
      const desks = new Map([
        ['main', { closure }],
        ['maps', {}],
      ]);
      expect(await one.whereabouts.desks()).toEqual(desks);
      expect(await one.whereabouts.all()).toEqual(new Map());
      await Promise.all([one.close(), two.close()]);
      expect(await (await shelf.open()).whereabouts.desks()).toEqual(desks);
    });
  });
};
