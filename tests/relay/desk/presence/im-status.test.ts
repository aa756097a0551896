import { describe, expect, test } from 'vitest';
import type { LibrarianState, Statement } from '../../../../relay/desk/ports.ts';
import { cleanStatus, withStatus } from '../../../../relay/desk/presence/im-status.ts';
import { StagePage, startDesk } from '../../../stage/desk-stage.ts';
import { keyOf } from '../../../stage/key-of.ts';

const NOTHING: LibrarianState = { duty: {}, recent: [] };
const PANERA = { availability: 'away', words: 'At the Panera in Newport News, back at 3' } as const;
const at = { at: 1_000, desk: undefined };
const said = (statement: Partial<Statement>): LibrarianState => ({
  ...NOTHING,
  statement: { availability: 'away', source: 'im', at: 1, ...statement },
});

describe('The status of an IM client', () => {
  test('An IM status is a statement the first time it is seen, and whenever it changes', () => {
    const first = withStatus(NOTHING, PANERA, at);
    expect(first.statement).toEqual({ ...PANERA, source: 'im', at: 1_000 });
    const next = withStatus(first, { availability: 'busy' }, { ...at, at: 2_000 });
    expect(next.statement).toEqual({ availability: 'busy', source: 'im', at: 2_000 });
  });

  test('A repeated IM status is not a statement, even after the first one has ended', () => {
    const { statement: _, ...ended } = withStatus(NOTHING, PANERA, at);
    expect(withStatus(ended, PANERA, { ...at, at: 9_000 })).toBe(ended);
  });

  test('Available without words is not a statement, and ends only what an IM status said', () => {
    expect(withStatus(NOTHING, { availability: 'available' }, at).statement).toBeUndefined();
    expect(withStatus(said({ source: 'im' }), { availability: 'available' }, at).statement).toBeUndefined();
    for (const source of ['command', 'console'] as const) {
      const before = said({ source });
      expect(withStatus(before, { availability: 'available' }, at).statement).toEqual(before.statement);
    }
  });

  test('An IM status set before a newer statement is not a statement', () => {
    const before = said({ words: 'At the bindery', at: 2_000 });
    for (const status of [PANERA, { availability: 'available' } as const]) {
      expect(withStatus(before, status, at)).toEqual({ ...before, im: status });
      expect(withStatus(before, status, { ...at, at: 2_000 }).statement).not.toEqual(before.statement);
    }
  });

  test('Available with words is a statement', () => {
    const words = 'Reference desk, 2nd floor';
    expect(withStatus(NOTHING, { availability: 'available', words }, at).statement).toMatchObject({ words });
  });

  test('A long IM status is cut to what patrons are shown, on one line, without control characters', () => {
    const cut = cleanStatus({ availability: 'away', words: `a\nb\u202e${'x'.repeat(200)}` });
    expect(cut.words).toHaveLength(140);
    expect(cut.words).toMatch(/^a bx+…$/);
    const pairs = cleanStatus({ availability: 'away', words: '\u{1f4da}'.repeat(100) });
    expect(pairs.words?.isWellFormed()).toBe(true);
    expect(cleanStatus({ availability: 'away', words: ' \u0007 ' })).toEqual({ availability: 'away' });
  });
});

test('Patrons read an IM status with its return time, until the librarian sets available', async () => {
  const { desk, clock, signals } = await startDesk();
  const shows = (availability: 'available' | 'away') =>
    signals.set('ann', { resource: 'xmpp:Pidgin', state: 'up', availability, at: clock.now() });
  shows('away');
  const pat = new StagePage();
  await desk.patronArrives(pat, { desk: 'main', key: keyOf('pat'), after: 0 });
  await desk.librarianShowsStatus('ann', PANERA, clock.now());
  expect(desk.whereabouts('main')?.librarians).toMatchObject([{ ...PANERA, until: Date.UTC(2024, 0, 8, 20) }]);
  expect(pat.all('whereabouts').at(-1)?.whereabouts).toBe(desk.whereabouts('main'));
  shows('available');
  await desk.librarianShowsStatus('ann', { availability: 'available' }, clock.now());
  expect(desk.whereabouts('main')?.librarians).toEqual([
    { name: 'Ann', availability: 'available', since: clock.now() },
  ]);
});
