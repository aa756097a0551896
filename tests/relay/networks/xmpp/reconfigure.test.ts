// covers: relay/messenger/accounts.ts, relay/messenger/messenger-link.ts, relay/networks/xmpp/roster-contact.ts
import { expect, test } from 'vitest';
import type { Roster } from '../../../../relay/desk/roster.ts';
import { childOf, el, textOf } from '../../../../relay/networks/xmpp/stream/xml.ts';
import { asked } from './asked.ts';
import { accountOf, DOMAIN, parsed, withAccounts } from './im-stage.ts';

/** The roster with another account of Ann's, or none. */
const withAnnAt = (xmpp: string | undefined): Roster => {
  const before = withAccounts();
  const librarians = new Map(before.librarians);
  const { xmpp: _, ...ann } = librarians.get('ann') ?? { name: 'ann', displayName: 'Ann' };
  librarians.set('ann', { ...ann, ...(xmpp === undefined ? {} : { xmpp }) });
  return { ...before, librarians };
};

const changing = async () => {
  const world = await asked();
  const { stage } = world;
  const reconfigure = async (roster: Roster) => {
    stage.link.reconfigure(roster);
    stage.world.desk.reconfigure(roster);
    await stage.settled(2_000);
  };
  const bodiesTo = (account: string) =>
    stage.sent
      .filter(({ attrs }) => attrs.to?.startsWith(account))
      .map((one) => textOf(childOf(one, 'body')))
      .filter((text) => text !== '');
  return { ...world, reconfigure, bodiesTo };
};

test('After a librarian’s account changed, nothing goes to the old account and everything to the new one', async () => {
  const { stage, ann, pat, reconfigure, bodiesTo, word } = await changing();
  ann.says(word, 'One moment.');
  await stage.settled();
  await reconfigure(withAnnAt('ann@new.example'));
  const before = bodiesTo(accountOf('ann')).length;
  expect(stage.link.messenger.reaches('ann')).toBe(false);
  expect(stage.world.desk.whereabouts('main')?.availability).toBe('offline');
  await pat.says('On the second floor?');
  await stage.settled();
  const from = 'ann@new.example/Pidgin';
  stage.link.stanza(parsed(el('presence', { from, to: `main@${DOMAIN}` })));
  await stage.settled(2_000);
  expect(bodiesTo('ann@new.example')).toEqual(['On the second floor?']);
  expect(bodiesTo(accountOf('ann'))).toHaveLength(before);
});

test('A librarian whose account was removed is offline, and what the old client sends is ignored', async () => {
  const { stage, ann, pat, reconfigure, bodiesTo, word } = await changing();
  await reconfigure(withAnnAt(undefined));
  expect(stage.world.desk.whereabouts('main')?.availability).toBe('offline');
  const before = bodiesTo(accountOf('ann')).length;
  await pat.says('Hello?');
  ann.says(word, 'In the basement.');
  ann.goes();
  await stage.settled();
  expect(pat.said).toEqual([]);
  expect(bodiesTo(accountOf('ann'))).toHaveLength(before);
  await reconfigure(withAccounts());
  expect(stage.link.messenger.reaches('ann')).toBe(false);
  expect(stage.world.desk.whereabouts('main')?.availability).toBe('offline');
});

test('A desk where a librarian no longer serves shows itself as offline to them', async () => {
  const { stage, reconfigure } = await changing();
  const before = withAccounts();
  const main = before.desks.get('main');
  if (!main) throw new Error('no main desk');
  await reconfigure({ ...before, desks: new Map(before.desks).set('main', { ...main, librarians: ['ben'] }) });
  const farewells = stage.sent.filter(({ attrs }) => attrs.type === 'unavailable').map(({ attrs }) => attrs.to);
  expect(farewells).toEqual([accountOf('ann')]);
});
