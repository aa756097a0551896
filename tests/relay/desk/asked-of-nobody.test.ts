import { describe, expect, test } from 'vitest';
import type { DeskEntry, Roster } from '../../../relay/desk/roster.ts';
import { RULES, StagePage, startDesk } from '../../stage/desk-stage.ts';
import { FakeClock } from '../../stage/fake-clock.ts';
import { keyOf } from '../../stage/key-of.ts';

/** Cases in which a question waited while somebody could have been asked, or told of it. */

const zone = 'America/New_York';
const NAMES = ['ann', 'ben', 'cy'];

/** Reference desk: Ann, Ben, Cy. Night desk: Dee. */
const staff = (main: Partial<DeskEntry> = {}): Roster => ({
  desks: new Map([
    ['main', { name: 'main', title: 'Reference desk', zone, librarians: NAMES, ...main }],
    ['night', { name: 'night', title: 'Night desk', zone, librarians: ['dee'] }],
  ]),
  librarians: new Map([...NAMES, 'dee'].map((name) => [name, { name, displayName: name, publish: true }])),
  rules: RULES,
});

const opened = async (roster: Roster, here: string[], clock = new FakeClock()) => {
  const stage = await startDesk({ roster, clock });
  for (const name of here) stage.comes(name);
  const { desk, link } = stage;
  const asks = async (name = 'pat', text = 'Where are the maps?') => {
    const page = new StagePage();
    await desk.patronArrives(page, { desk: 'main', key: keyOf(name), after: 0 });
    await desk.patronSays(page, `line-of-${name}`, text);
    return page;
  };
  const rung = (text = 'Where are the maps?') => [
    ...new Set(
      link.handed.flatMap(({ to, entry }) => (entry.what.kind === 'said' && entry.what.text === text ? [to] : [])),
    ),
  ];
  const first = (who: string) => desk.view(who)[0]?.id ?? '';
  return { ...stage, asks, rung, first };
};

describe('a question whose patron is not there any more', () => {
  test('rings at the desk that it goes on to', async () => {
    const handOn = { to: 'night', afterSeconds: 120 };
    const { desk, asks, rung, clock } = await opened(staff({ handOn }), ['ann', 'dee']);
    desk.patronLeaves(await asks());
    await clock.advance(120_000);
    expect(rung()).toEqual(['ann', 'dee']);
  });

  test('rings for the others when its holder gives it back', async () => {
    const { desk, asks, rung, first, comes, clock } = await opened(staff(), ['ann']);
    desk.patronLeaves(await asks());
    await desk.librarianTakes('ann', first('ann'));
    comes('ben');
    await clock.advance(120_000);
    await desk.librarianPasses('ann', first('ann'));
    expect(rung()).toEqual(['ann', 'ben']);
  });
});
