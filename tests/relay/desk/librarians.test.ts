// covers: relay/desk/conversation/fold.ts, relay/desk/team-updates.ts, relay/desk/access.ts
import { describe, expect, test } from 'vitest';
import { EMPTY, type Fold, fold } from '../../../relay/desk/conversation/fold.ts';
import type { Author, What } from '../../../relay/desk/entry.ts';
import { StagePage, startDesk } from '../../stage/desk-stage.ts';
import { keyOf } from '../../stage/key-of.ts';

const read = (...lines: [Author, What][]): { now: Fold; steps: { shown: boolean; aside?: true }[] } => {
  let now = EMPTY;
  const steps = lines.map(([author, what], index) => {
    const { after, ...step } = fold(now, { seq: index + 1, id: `entry-${index}`, at: index, author, what });
    now = after;
    return step;
  });
  return { now, steps };
};

const said = (text = 'x'): What => ({ kind: 'said', text });
const ANN = 'librarian:ann';
const BEN = 'librarian:ben';

describe('A conversation that is moved to another desk', () => {
  test('A conversation that its holder moves waits for anyone at the other desk', () => {
    const { now } = read(['patron', said()], [ANN, said()], [ANN, { kind: 'moved', to: 'archives' }]);
    expect(now).toMatchObject({ desk: 'archives', joined: [], consulted: [] });
    expect(now.holder).toBeUndefined();
  });

  test('Only its holder moves a held conversation; the relay moves one that nobody holds', () => {
    const { now, steps } = read(
      ['patron', said()],
      ['relay', { kind: 'moved', to: 'archives' }],
      [BEN, said()],
      ['relay', { kind: 'moved', to: 'night' }],
      [ANN, { kind: 'moved', to: 'night' }],
    );
    expect(steps.map(({ shown }) => shown)).toEqual([true, true, true, false, false]);
    expect(now).toMatchObject({ desk: 'archives', holder: 'ben' });
  });

  test('A closed conversation is not moved, and is at the same desk when it opens again', () => {
    const { now, steps } = read(
      ['patron', said()],
      ['relay', { kind: 'moved', to: 'archives' }],
      ['patron', { kind: 'closed', by: 'patron' }],
      ['relay', { kind: 'moved', to: 'night' }],
      ['patron', said()],
    );
    expect(steps.map(({ shown }) => shown)).toEqual([true, true, true, false, true]);
    expect(now).toMatchObject({ desk: 'archives', closed: false });
  });
});

describe('A colleague who is asked for help', () => {
  test('A colleague asked for help answers aside once, and is then treated like anybody else', () => {
    const { steps } = read(
      ['patron', said()],
      [ANN, said()],
      [ANN, { kind: 'asked', whom: 'ben', text: 'Do you know?' }],
      [BEN, said('In the basement')],
      [BEN, said('And upstairs')],
    );
    expect(steps.slice(3)).toEqual([{ shown: false, aside: true }, { shown: false }]);
  });

  test('A colleague asked for help who joins answers the patron', () => {
    const { steps } = read(
      ['patron', said()],
      [ANN, said()],
      [ANN, { kind: 'asked', whom: 'ben', text: 'Do you know?' }],
      [BEN, { kind: 'joined' }],
      [BEN, said()],
    );
    expect(steps.at(-1)).toEqual({ shown: true });
  });

  test('Only a librarian who takes part may ask for help, and not one who takes part already', () => {
    const { steps } = read(
      ['patron', said()],
      [BEN, { kind: 'asked', whom: 'ann', text: 'x' }],
      [ANN, said()],
      [ANN, { kind: 'asked', whom: 'ann', text: 'x' }],
      [ANN, { kind: 'asked', whom: 'ben', text: 'x' }],
    );
    expect(steps.map(({ shown }) => shown)).toEqual([true, false, true, false, true]);
  });

  test.each<[string, What, Author]>([
    ['handed on', { kind: 'passed' }, ANN],
    ['handed on to the same colleague', { kind: 'passed', to: 'ben' }, ANN],
    ['at another desk', { kind: 'moved', to: 'archives' }, ANN],
    ['ended', { kind: 'closed', by: 'librarian' }, ANN],
    ['taken from Ann', { kind: 'lapsed', librarian: 'ann' }, 'relay'],
  ])(
    'When a conversation is %s, what a consulted colleague was writing is not for the patron, and the next line is',
    (_, what, author) => {
      const { now, steps } = read(
        ['patron', said()],
        [ANN, said()],
        [ANN, { kind: 'asked', whom: 'ben', text: 'Is this patron always so rude?' }],
        [author, what],
        [BEN, said('Always')],
        [BEN, said('Good morning')],
      );
      expect(steps.slice(-2)).toEqual([{ shown: false, aside: true }, { shown: true }]);
      expect(now).toMatchObject({ holder: 'ben', consulted: [] });
    },
  );

  test('A consulted colleague who claims the conversation answers the patron from the first line on', () => {
    const { steps } = read(
      ['patron', said()],
      [ANN, said()],
      [ANN, { kind: 'asked', whom: 'ben', text: 'x' }],
      [ANN, { kind: 'passed', to: 'ben' }],
      [BEN, { kind: 'claimed' }],
      [BEN, said()],
    );
    expect(steps.at(-1)).toEqual({ shown: true });
  });
});

/** Ann answers Pat; Ben is connected too. */
const answering = async () => {
  const stage = await startDesk();
  stage.comes('ann');
  stage.comes('ben');
  const pat = new StagePage();
  const { desk, link } = stage;
  await desk.patronArrives(pat, { desk: 'main', key: keyOf('pat'), after: 0 });
  await desk.patronSays(pat, 'line-1', 'Where are the maps?');
  const id = desk.conversationsFor('ann')[0]?.id ?? '';
  await desk.librarianSays('ann', id, 'answer-1', 'One moment');
  const handed = (to: string) =>
    link.handed.filter((one) => one.to === to).map(({ entry, aside }) => `${entry.what.kind}${aside ? ' aside' : ''}`);
  return { ...stage, pat, id, handed };
};

describe('Librarians at the desk', () => {
  test('A colleague asked for help receives the whole conversation, and the answer goes only to the holder', async () => {
    const { desk, pat, id, handed, link } = await answering();
    expect(await desk.librarianAsks('ann', id, 'ben', ' Do you know? ')).toEqual({ outcome: 'done' });
    expect(handed('ben')).toEqual(['said', 'said', 'asked']);
    expect(desk.conversationsFor('ben')).toMatchObject([{ id, state: 'mine', consulted: true, holder: 'Ann' }]);
    expect(await desk.librarianSays('ben', id, 'aside-1', 'In the basement')).toMatchObject({
      shown: false,
      aside: true,
    });
    expect(handed('ann').at(-1)).toBe('said aside');
    expect(link.news.filter(({ kind }) => kind === 'quoted')).toEqual([]);
    expect(pat.said).toEqual(['librarian: One moment']);
    expect(desk.conversationsFor('ben')).toEqual([]);
  });

  test('A librarian of another desk cannot be asked for help, nor anybody with an empty text', async () => {
    const { desk, id } = await answering();
    expect(await desk.librarianAsks('ann', id, 'zoe', 'x')).toMatchObject({ code: 'not-yours' });
    expect(await desk.librarianAsks('ben', id, 'ann', 'x')).toMatchObject({ code: 'not-yours' });
    expect(await desk.librarianAsks('ann', id, 'ben', ' \u0007 ')).toMatchObject({ code: 'empty' });
    expect(await desk.librarianAsks('ann', id, 'ben', 'x'.repeat(4_001))).toMatchObject({ code: 'too-long' });
  });

  test('A conversation moved with a note is at the other desk only, and the patron reads where it went, not the note', async () => {
    const { desk, pat, id, handed, link } = await answering();
    const cards = (to: string) =>
      link.news.flatMap((news) => (news.kind === 'conversation' && news.to === to ? [news.card] : []));
    expect(await desk.librarianMoves('ann', id, 'archives', 'The patron needs the 1893 atlas')).toEqual({
      outcome: 'done',
    });
    expect(cards('ann').at(-1)).toMatchObject({ state: 'held' });
    expect(desk.conversationsFor('ann')).toEqual([]);
    expect(desk.conversationsFor('ben')).toMatchObject([{ desk: 'archives', state: 'waiting' }]);
    expect(handed('ben')).toEqual(['said', 'said', 'moved']);
    expect(pat.all('entry').at(-1)?.entry).toMatchObject({ kind: 'moved', name: 'Ann', to: 'Local history' });
    expect(JSON.stringify(pat.frames)).not.toContain('atlas');
    expect(pat.all('whereabouts').at(-1)?.whereabouts).toMatchObject({ desk: 'archives', name: 'Local history' });
    expect(await desk.librarianSays('ann', id, 'late', 'Too late')).toMatchObject({ code: 'gone' });
    expect(await desk.librarianSays('ben', id, 'answer-2', 'Here it is')).toMatchObject({ shown: true });
  });

  test('A conversation is not moved to its own desk, to an unknown desk, or by somebody else', async () => {
    const { desk, id } = await answering();
    expect(await desk.librarianMoves('ann', id, 'main')).toMatchObject({ code: 'not-yours' });
    expect(await desk.librarianMoves('ann', id, 'moon')).toMatchObject({ code: 'not-yours' });
    expect(await desk.librarianMoves('ben', id, 'archives')).toMatchObject({ code: 'not-yours' });
  });

  test('A moved conversation is at the other desk for a returning page and after a restart', async () => {
    const { desk, id, stores, clock } = await answering();
    await desk.librarianMoves('ann', id, 'archives');
    await desk.stop();
    const again = await startDesk({ stores, clock });
    again.comes('ben');
    const page = new StagePage();
    await again.desk.patronArrives(page, { desk: 'main', key: keyOf('pat'), after: 0 });
    expect(page.all('welcome')[0]?.whereabouts.desk).toBe('archives');
    expect(again.desk.conversationsFor('ben')).toMatchObject([{ desk: 'archives', state: 'waiting' }]);
    expect(again.desk.conversationsFor('ann')).toEqual([]);
  });

  test('A colleague to whom a conversation is passed reads the note, and the patron reads the name', async () => {
    const { desk, pat, id, link } = await answering();
    expect(await desk.librarianPasses('ann', id, { to: 'ben', note: 'Atlas' })).toEqual({ outcome: 'done' });
    expect(link.handed.at(-1)).toMatchObject({ to: 'ben', entry: { what: { kind: 'passed', note: 'Atlas' } } });
    expect(pat.all('entry').at(-1)?.entry).toMatchObject({ kind: 'passed', name: 'Ann', to: 'Ben' });
    expect(JSON.stringify(pat.frames)).not.toContain('Atlas');
  });

  test('A librarian who cannot be reached is not asked for help', async () => {
    const { desk, id, link } = await answering();
    link.here.delete('ben');
    expect(await desk.librarianAsks('ann', id, 'ben', 'x')).toMatchObject({ code: 'not-there', final: true });
    expect(desk.entriesFor('ann', id, 0).map(({ entry }) => entry.what.kind)).not.toContain('asked');
  });

  test('Every librarian of the desk is sent where colleagues are and what they answer, once for each change', async () => {
    const { desk, id, clock, link } = await answering();
    const teams = () => link.news.flatMap((news) => (news.kind === 'team' && news.to === 'ben' ? [news.team] : []));
    await clock.advance(1_000);
    expect(teams().at(-1)).toEqual(desk.team('ben'));
    expect(desk.team('ben')).toMatchObject({
      members: [
        { librarian: 'ann', name: 'Ann', availability: 'available', here: true, answers: [{ conversation: id }] },
        {
          librarian: 'ben',
          duty: [
            { desk: 'main', on: true },
            { desk: 'archives', on: true },
          ],
          answers: [],
        },
      ],
      desks: [
        { desk: 'main', name: 'Reference desk' },
        { desk: 'archives', name: 'Local history' },
      ],
    });
    const before = teams().length;
    await desk.librarianSays('ann', id, 'answer-2', 'Still looking');
    await clock.advance(1_000);
    expect(teams()).toHaveLength(before);
    await desk.librarianPasses('ann', id);
    await clock.advance(1_000);
    expect(teams()).toHaveLength(before + 1);
    expect(teams().at(-1)?.members[0]?.answers).toEqual([]);
    // About a desk that they do not serve librarians read neither who is on duty nor what is answered.
    await desk.librarianSays('ann', id, 'answer-3', 'Here');
    await desk.librarianMoves('ann', id, 'archives');
    await desk.librarianSays('ben', id, 'answer-4', 'Here');
    expect(desk.team('ann').members[1]).toMatchObject({ librarian: 'ben', duty: [{ desk: 'main' }], answers: [] });
  });
});
