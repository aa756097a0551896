import { expect, test } from 'vitest';
import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';
import { Stage } from '../stage/stage.ts';

const PANERA = 'At the Panera in Newport News';

/** What everybody may know of each librarian, without times. */
const shownBy = ({ availability, librarians }: Whereabouts) => ({
  availability,
  librarians: librarians.map(({ name, words, overdue }) => ({ name, words, overdue })),
});

/** As a bubble asks. */
const bubbleOf = async (stage: Stage): Promise<Whereabouts> =>
  (await (await fetch(`${stage.relay.address}/desks/main/whereabouts`)).json()) as Whereabouts; // as: our own relay's

test('The open chat and every bubble show the status that Ann sets', async () => {
  await using stage = await Stage.open();
  const ann = await stage.librarian('Ann');
  const pat = await stage.patron('Pat');
  expect(shownBy(await pat.finds('Ann', ({ availability }) => availability === 'available'))).toEqual({
    availability: 'available',
    librarians: [{ name: 'Ann' }],
  });
  await ann.states({ availability: 'away', words: PANERA });
  const away = { availability: 'away', librarians: [{ name: 'Ann', words: PANERA }] };
  expect(shownBy(await pat.finds('Ann away', ({ availability }) => availability === 'away'))).toEqual(away);
  expect(shownBy(await bubbleOf(stage))).toEqual(away);
  await ann.states({ availability: 'busy', words: 'With a class' });
  expect(shownBy(await pat.finds('Ann busy', ({ availability }) => availability === 'busy'))).toEqual({
    availability: 'busy',
    librarians: [{ name: 'Ann', words: 'With a class' }],
  });
  ann.leaves();
  expect(shownBy(await pat.finds('nobody', ({ availability }) => availability === 'offline'))).toEqual({
    availability: 'offline',
    librarians: [],
  });
});

test('A return time is shown while the librarian is away, is overdue after it passes, and ends when the librarian is back', async () => {
  await using stage = await Stage.open();
  const ann = await stage.librarian('Ann');
  const pat = await stage.patron('Pat');
  const until = Date.now() + 2_000;
  await ann.states({ availability: 'away', words: PANERA, until });
  ann.leaves();
  const promised = { name: 'Ann', availability: 'away', words: PANERA, until };
  const away = await pat.finds('Ann away', ({ availability }) => availability === 'away');
  expect(away.librarians).toEqual([{ ...promised, since: away.librarians[0]?.since }]);

  const overdue = await pat.finds('Ann overdue', ({ librarians }) => librarians[0]?.overdue === true);
  expect(Date.now()).toBeGreaterThanOrEqual(until);
  // Nobody knows where Ann is: the relay never shows more than what the clients of Ann report.
  expect(overdue.availability).toBe('offline');

  const back = await stage.librarian('Ann');
  const late = await pat.finds('Ann connected', ({ availability }) => availability === 'away');
  expect(shownBy(late)).toEqual({ availability: 'away', librarians: [{ name: 'Ann', words: PANERA, overdue: true }] });
  await back.isAskedBack();
  await pat.says('Are you back?');
  await back.answers('Are you back?', 'Just now.');
  expect(shownBy(await pat.finds('Ann back', ({ availability }) => availability === 'available'))).toEqual({
    availability: 'available',
    librarians: [{ name: 'Ann' }],
  });
});

test('A librarian who is late is asked at each of their consoles until they answer at one, and not again', async () => {
  await using stage = await Stage.open();
  const ann = await stage.librarian('Ann');
  const elsewhere = await stage.librarian('Ann');
  await ann.states({ availability: 'away', words: PANERA, until: Date.now() + 1_000 });
  await ann.isAskedBack();
  await elsewhere.isAskedBack();
  const third = await stage.librarian('Ann');
  await third.isAskedBack();
  ann.isNotBackYet();
  await elsewhere.isNotAskedBack();
  await third.isNotAskedBack();
  ann.leaves();
  const again = await stage.librarian('Ann');
  expect(again.self).toMatchObject({ shown: { availability: 'away', words: PANERA, overdue: true } });
  await again.isNotAskedBack();
});

test('Patrons see only availability until a librarian agrees to be shown; hiding removes name and words at once', async () => {
  const librarians = { ann: { displayName: 'Ann' } };
  const desks = { main: { title: 'Reference desk', zone: 'America/New_York', librarians: ['ann'] } };
  await using stage = await Stage.open({ config: { desks, librarians } });
  const ann = await stage.librarian('Ann');
  const pat = await stage.patron('Pat');
  await ann.states({ availability: 'away', words: PANERA });
  const bare = { availability: 'away', librarians: [] };
  expect(shownBy(await pat.finds('away', ({ availability }) => availability === 'away'))).toEqual(bare);
  expect(JSON.stringify(await bubbleOf(stage))).not.toContain('Panera');

  await ann.shows();
  const shown = { availability: 'away', librarians: [{ name: 'Ann', words: PANERA }] };
  expect(shownBy(await pat.finds('Ann', ({ librarians }) => librarians.length === 1))).toEqual(shown);
  await pat.says('Is the archive open?');
  await ann.answers('Is the archive open?', 'Until five today.');
  await pat.reads('You: Is the archive open? (Seen)', 'Ann: Until five today.');

  await ann.hides();
  expect(shownBy(await pat.finds('nobody named', ({ librarians }) => librarians.length === 0))).toEqual(bare);
  expect(shownBy(await bubbleOf(stage))).toEqual(bare);
  await ann.answers('Is the archive open?', 'And tomorrow until one.');
  const loaded = pat.reloads();
  await loaded.reads(
    'You: Is the archive open? (Seen)',
    'Librarian: Until five today.',
    'Librarian: And tomorrow until one.',
  );
});
