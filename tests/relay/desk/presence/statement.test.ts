import { describe, expect, test } from 'vitest';
import type { Connection, Statement } from '../../../../relay/desk/ports.ts';
import {
  cleanStatement,
  endByClock,
  isSpent,
  MAX_UNTIL_MS,
  nextRecent,
  OVERDUE_MS,
  phaseOf,
  statementChanges,
} from '../../../../relay/desk/presence/statement.ts';
import type { DeskEntry } from '../../../../relay/desk/roster.ts';
import type { ConsoleStatement } from '../../../../relay/protocol/frames.ts';
import { MAX_WORDS } from '../../../../relay/protocol/limits.ts';

/** Tuesday, 13 January 2026 in New York. */
const at = (time: string): number => Date.parse(`2026-01-13T${time}:00-05:00`);

const day: [string, string][] = [['09:00', '17:00']];
const always: DeskEntry = { name: 'main', title: 'Reference desk', zone: 'America/New_York', librarians: ['ann'] };
const office: DeskEntry = { ...always, name: 'office', hours: [day, day, day, day, day, [], []] };

const away: Statement = { availability: 'away', words: 'At the Panera', source: 'console', at: at('14:00') };
const signal = (resource: string, state: Connection['state'] = 'up', since = at('09:00')): Connection => ({
  resource,
  state,
  availability: 'available',
  at: since,
});

describe('A statement as it is stored', () => {
  const now = at('14:10');
  const clean = (said: ConsoleStatement, desk: DeskEntry | undefined = office) => cleanStatement(said, { now, desk });

  test('The words of a statement are one clean line', () => {
    expect(clean({ availability: 'available', words: ' 2nd\n floor,\u202e  at the\u0007 map room ' })).toEqual({
      availability: 'available',
      words: '2nd floor, at the map room',
    });
    expect(clean({ availability: 'busy', words: ' \n ' })).toEqual({ availability: 'busy' });
    expect(clean({ availability: 'busy', words: 'x'.repeat(MAX_WORDS) })).toHaveProperty('words');
    expect(clean({ availability: 'busy', words: 'x'.repeat(MAX_WORDS + 1) })).toBe('too-long');
    expect(clean({ availability: 'busy', words: `${'x'.repeat(MAX_WORDS)}   ` })).toHaveProperty('words');
  });

  test('A return time is read from the words of a librarian who is away or busy', () => {
    const words = 'At the Panera in Newport News, back at 3';
    expect(clean({ availability: 'away', words })).toEqual({ availability: 'away', words, until: at('15:00') });
    expect(clean({ availability: 'busy', words: 'until 15:30' })).toMatchObject({ until: at('15:30') });
    expect(clean({ availability: 'available', words })).toEqual({ availability: 'available', words });
    expect(clean({ availability: 'away', words: 'back at 5' })).not.toHaveProperty('until');
    expect(clean({ availability: 'away', words: 'back at 5' }, always)).toMatchObject({ until: at('17:00') });
    expect(cleanStatement({ availability: 'away', words: 'back at 5' }, { now, desk: undefined })).toEqual({
      availability: 'away',
      words: 'back at 5',
    });
  });

  test('An explicit return time takes precedence over the one in the words', () => {
    const said: ConsoleStatement = { availability: 'away', words: 'back at 3', until: at('16:00') };
    expect(clean(said)).toEqual(said);
  });

  test.each([
    ['has passed', now - 1],
    ['is now', now],
    ['is too far off', now + MAX_UNTIL_MS + 1],
    ['is none', Number.NaN],
    ['is never', Number.POSITIVE_INFINITY],
  ])('A return time that %s is dropped, and none is read from the words instead', (_, until) => {
    expect(clean({ availability: 'away', words: 'back at 3', until })).toEqual({
      availability: 'away',
      words: 'back at 3',
    });
  });

  test('A statement keeps the furthest allowed return time, and none with available', () => {
    const until = now + MAX_UNTIL_MS;
    expect(clean({ availability: 'busy', until })).toEqual({ availability: 'busy', until });
    expect(clean({ availability: 'available', until })).toEqual({ availability: 'available' });
  });
});

describe('Earlier statements', () => {
  const lunch: ConsoleStatement = { availability: 'away', words: 'Lunch' };
  const stacks: ConsoleStatement = { availability: 'busy', words: 'In the stacks' };

  test('Earlier statements are remembered newest first, without repeats and return times', () => {
    expect(nextRecent([stacks, lunch], { ...lunch, until: at('15:00') })).toEqual([lunch, stacks]);
    expect(nextRecent([lunch], { availability: 'busy', words: 'Lunch' })).toHaveLength(2);
  });

  test('At most eight earlier statements are remembered', () => {
    const many = Array.from({ length: 8 }, (_, n): ConsoleStatement => ({ availability: 'away', words: `${n}` }));
    expect(nextRecent(many, lunch)).toEqual([lunch, ...many.slice(0, 7)]);
    expect(nextRecent(many, many[7] ?? lunch)).toHaveLength(8);
  });

  test('Plain "available" is not remembered, and plain "away" is', () => {
    expect(nextRecent([lunch], { availability: 'available' })).toEqual([lunch]);
    expect(nextRecent([lunch], { availability: 'away' })).toEqual([{ availability: 'away' }, lunch]);
    expect(nextRecent([], { availability: 'available', words: 'Desk 2' })).toHaveLength(1);
  });
});

describe('The end of a statement', () => {
  const here = [signal('console:1')];
  const back = { ...away, until: at('15:00') };

  test('A statement with a return time applies with and without a connection, then is overdue', () => {
    for (const signals of [here, []]) {
      expect(phaseOf(back, signals, office, at('15:00') - 1)).toBe('promised');
      expect(phaseOf(back, signals, office, at('15:00'))).toBe('overdue');
      expect(phaseOf(back, signals, office, at('17:00') - 1)).toBe('overdue');
      expect(phaseOf(back, signals, office, at('17:00'))).toBe('over');
      expect(phaseOf(back, signals, always, at('15:00') + OVERDUE_MS - 1)).toBe('overdue');
      expect(phaseOf(back, signals, always, at('15:00') + OVERDUE_MS)).toBe('over');
    }
    expect(statementChanges(back, office)).toEqual([at('15:00'), at('17:00')]);
    expect(statementChanges(back, always)).toEqual([at('15:00'), at('15:00') + OVERDUE_MS]);
  });

  test('Closing does not end a statement with a return time tomorrow', () => {
    const tomorrow = { ...away, until: at('09:30') + 86_400_000 };
    expect(phaseOf(tomorrow, [], office, at('18:00'))).toBe('promised');
    expect(endByClock(tomorrow, office)).toBe(at('17:00') + 86_400_000);
  });

  test('A statement without a return time ends with the connection, at closing at the latest', () => {
    expect(phaseOf(away, here, office, at('16:00'))).toBe('said');
    expect(phaseOf(away, here, office, at('17:00'))).toBe('over');
    expect(phaseOf(away, here, always, at('23:00'))).toBe('said');
    expect(endByClock(away, always)).toBe(Number.POSITIVE_INFINITY);
    expect(phaseOf(away, [], office, at('14:01'))).toBe('over');
    const gone = (state: 'lost' | 'left') => [signal('console:1', state, at('14:30'))];
    expect(phaseOf(away, gone('lost'), office, at('14:30') + 1_499)).toBe('said');
    expect(phaseOf(away, gone('lost'), office, at('14:30') + 1_500)).toBe('silent');
    expect(phaseOf(away, gone('lost'), office, at('14:31'))).toBe('over');
    expect(phaseOf(away, gone('left'), office, at('14:30') + 1_499)).toBe('said');
    expect(phaseOf(away, gone('left'), office, at('14:30') + 1_500)).toBe('over');
  });

  test('An "available" statement has no return time', () => {
    const available: Statement = { ...back, availability: 'available' };
    expect(phaseOf(available, here, office, at('15:30'))).toBe('said');
    expect(phaseOf(available, [], office, at('14:30'))).toBe('over');
  });

  test('An IM status ends with IM, and a command or a click ends with the last connection', () => {
    expect(phaseOf({ ...away, source: 'im' }, here, office, at('14:30'))).toBe('over');
    expect(phaseOf({ ...away, source: 'im' }, [signal('xmpp:Pidgin')], office, at('14:30'))).toBe('said');
    expect(phaseOf({ ...away, source: 'command' }, here, office, at('14:30'))).toBe('said');
  });

  test('A statement may be deleted when it is over at every desk and the librarian is offline', () => {
    const desks = [always, office];
    expect(isSpent(away, [], desks, at('14:30'))).toBe(true);
    expect(isSpent(away, here, desks, at('18:00'))).toBe(false);
    expect(isSpent(away, [signal('console:1', 'lost', at('14:30'))], desks, at('14:30') + 30_000)).toBe(false);
    expect(isSpent(away, [signal('console:1', 'lost', at('14:30'))], desks, at('14:31'))).toBe(true);
    expect(isSpent(back, [], desks, at('14:30'))).toBe(false);
    expect(isSpent(back, [], desks, at('18:00'))).toBe(false);
    expect(isSpent(back, [], [office], at('18:00'))).toBe(true);
    expect(isSpent(back, [], desks, at('15:00') + OVERDUE_MS)).toBe(true);
  });
});
