// covers: relay/desk/retention.ts, relay/desk/presence/presence.ts
import { describe, expect, test } from 'vitest';
import type { Roster } from '../../../relay/desk/roster.ts';
import { roster, StagePage, startDesk } from '../../stage/desk-stage.ts';
import { keyOf } from '../../stage/key-of.ts';

/** The usual desks and librarians, but with these librarians at the reference desk. */
const withMain = (librarians: string[]): Roster => {
  const { desks, ...rest } = roster();
  const main = desks.get('main');
  return { ...rest, desks: main ? new Map([...desks, ['main', { ...main, librarians }]]) : desks };
};

const withoutMain = (): Roster => {
  const { desks, ...rest } = roster();
  return { ...rest, desks: new Map([...desks].filter(([name]) => name !== 'main')) };
};

const withoutAnn = (): Roster => {
  const { librarians, ...rest } = withMain(['ben']);
  return { ...rest, librarians: new Map([...librarians].filter(([name]) => name !== 'ann')) };
};

/** Ann answers Pat; Ben is connected too. */
const answering = async () => {
  const stage = await startDesk();
  stage.comes('ann');
  stage.comes('ben');
  const pat = new StagePage();
  const says = (text: string) => stage.desk.patronSays(pat, `line-${text}`, text);
  await stage.desk.patronArrives(pat, { desk: 'main', key: keyOf('pat'), after: 0 });
  await says('question');
  const id = stage.desk.conversationsFor('ann')[0]?.id ?? '';
  await stage.desk.librarianSays('ann', id, 'answer-1', 'An answer');
  const cards = (to: string) =>
    stage.link.news.flatMap((news) => (news.kind === 'conversation' && news.to === to ? [news.card.state] : []));
  return { ...stage, pat, says, id, cards };
};

describe.each([
  ['taken off the desk', () => withMain(['ben'])],
  ['taken out of the config', withoutAnn],
])('A librarian who is %s while answering', (_, next) => {
  test('A holder removed from the desk loses the conversation, the patron reads so, and a colleague receives all of it', async () => {
    const { desk, pat, says, link, clock, id, cards } = await answering();
    desk.reconfigure(next());
    await clock.advance(1);
    expect(pat.said).toEqual(['librarian: An answer', 'lapsed']);
    expect(cards('ann').at(-1)).toBe('held');
    expect(desk.conversationsFor('ben')).toMatchObject([{ id, state: 'waiting' }]);
    await says('more');
    expect(link.linesOf('ann')).not.toContain('more');
    expect(link.linesOf('ben')).toContain('more');
    expect(await desk.librarianSays('ann', id, 'answer-2', 'Too late')).toMatchObject({ code: 'gone' });
    expect(await desk.librarianSays('ben', id, 'answer-3', 'I go on')).toMatchObject({ shown: true });
  });

  test('A holder removed while the relay was stopped loses the conversation once', async () => {
    const { desk, stores, clock, id } = await answering();
    await desk.stop();
    for (const _ of [1, 2]) {
      const again = await startDesk({ stores, clock, roster: next() });
      again.comes('ben');
      await clock.advance(1);
      expect(again.desk.entriesFor('ben', id, 0).map(({ entry }) => entry.what.kind)).toEqual([
        'said',
        'said',
        'lapsed',
      ]);
      await again.desk.stop();
    }
  });
});

test('A librarian removed from the config has no access', async () => {
  const { desk } = await answering();
  desk.reconfigure(withoutAnn());
  expect(desk.ownStatus('ann')).toBeUndefined();
});

test('The pages of a removed desk receive `unknown-desk`, nothing more is stored, and it leaves every list', async () => {
  const { desk, pat, says, clock, cards, stores, id } = await answering();
  desk.reconfigure(withoutMain());
  await clock.advance(1);
  expect(pat.frames.at(-1)).toEqual({ kind: 'sorry', code: 'unknown-desk', final: true });
  await says('more');
  expect(pat.frames.at(-1)).toEqual({ kind: 'sorry', code: 'unknown-desk', id: 'line-more', final: true });
  expect((await stores.conversations.since(id, 0)).length).toBe(2);
  expect(cards('ann').at(-1)).toBe('held');
  expect(desk.whereabouts('main')).toBeUndefined();

  desk.reconfigure(roster());
  await clock.advance(1);
  expect(desk.conversationsFor('ann')).toMatchObject([{ id, state: 'mine' }]);
  expect(cards('ann').at(-1)).toBe('mine');
  await says('again');
  expect(pat.all('kept').length).toBe(2);
});

test('A librarian who is new at a desk receives what waits there', async () => {
  const stage = await startDesk({ roster: withMain(['ann']) });
  stage.comes('ben');
  const pat = new StagePage();
  await stage.desk.patronArrives(pat, { desk: 'main', key: keyOf('pat'), after: 0 });
  await stage.desk.patronSays(pat, 'line-one', 'Anybody?');
  expect(stage.link.linesOf('ben')).toEqual([]);
  stage.desk.reconfigure(roster());
  expect(stage.link.linesOf('ben')).toEqual(['Anybody?']);
});
