import type { DeskEntry, LibrarianEntry, Roster } from '../../relay/desk/roster.ts';
import { RULES, StagePage, startDesk } from './desk-stage.ts';
import { FakeClock } from './fake-clock.ts';
import { keyOf } from './key-of.ts';

export const ZONE = 'America/New_York';
const NAMES = ['ann', 'ben', 'cy'];

/** Reference desk: Ann, Ben, Cy. Night desk: Dee. */
export const staff = (main: Partial<DeskEntry> = {}, ann: Partial<LibrarianEntry> = {}): Roster => ({
  desks: new Map([
    ['main', { name: 'main', title: 'Reference desk', zone: ZONE, librarians: NAMES, ...main }],
    ['night', { name: 'night', title: 'Night desk', zone: ZONE, librarians: ['dee'] }],
  ]),
  librarians: new Map(
    [...NAMES, 'dee'].map((name) => [
      name,
      {
        name,
        displayName: name.replace(/^./, (first) => first.toUpperCase()),
        publish: true,
        ...(name === 'ann' && ann),
      },
    ]),
  ),
  rules: { ...RULES, linesPerMinute: 1_000 },
});

/** A started desk at which the librarians of `here` are connected, and what patrons and librarians do there. */
export const opened = async (roster: Roster, here: readonly string[], clock = new FakeClock()) => {
  const stage = await startDesk({ roster, clock });
  for (const name of here) stage.comes(name);
  const { desk, link } = stage;
  const first = (who: string) => desk.conversationsFor(who)[0]?.id ?? '';

  const asks = async (name = 'pat', text = 'Where are the maps?') => {
    const page = new StagePage();
    await desk.patronArrives(page, { desk: 'main', key: keyOf(name), after: 0 });
    await desk.patronSays(page, `line-of-${name}`, text);
    return page;
  };
  /** A patron asks and leaves, so long ago that the question rings no more. */
  const leaves = async (name: string) => {
    desk.patronLeaves(await asks(name, `Question of ${name}`));
    await clock.advance(100_000);
  };
  const answer = (who: string, text = 'Downstairs') =>
    desk.librarianSays(who, first(who), `answer-${text}-${first(who)}`, text);

  /** The librarians to whom the question was delivered, in this order. */
  const rung = (text = 'Where are the maps?') => [
    ...new Set(
      link.handed.flatMap(({ to, entry }) => (entry.what.kind === 'said' && entry.what.text === text ? [to] : [])),
    ),
  ];
  const waits = (page: StagePage) => page.all('wait').map(({ kind: _, ...wait }) => wait);
  /** The notifications about left questions that a librarian was sent. */
  const leftNotices = (who: string) =>
    link.news.flatMap((news) => (news.to === who && news.kind === 'left' ? [news] : []));
  return { ...stage, asks, leaves, answer, rung, waits, leftNotices, first };
};
