import { describe, expect, test } from 'vitest';
import type { Connection, LibrarianState, Statement } from '../../../../relay/desk/ports.ts';
import { ownStatusOf } from '../../../../relay/desk/presence/own-status.ts';
import {
  deskWhereabouts,
  librarianWhereabouts,
  nextChange,
  publishOf,
} from '../../../../relay/desk/presence/whereabouts.ts';
import type { DeskEntry, LibrarianEntry } from '../../../../relay/desk/roster.ts';

/** Tuesday, 13 January 2026 in New York. */
const at = (time: string): number => Date.parse(`2026-01-13T${time}:00-05:00`);
const HOUR = 3_600_000;

const day: [string, string][] = [['09:00', '17:00']];
const contact = { phone: '757-555-0100' };
const main: DeskEntry = {
  name: 'main',
  title: 'Reference desk',
  zone: 'America/New_York',
  librarians: ['ann', 'ben'],
  contact,
};
const office: DeskEntry = { ...main, name: 'office', title: 'Office', hours: [day, day, day, day, day, [], []] };

const ann: LibrarianEntry = { name: 'ann', displayName: 'Ann', publish: true };
const ben: LibrarianEntry = { name: 'ben', displayName: 'Ben', publish: true };

const up = (availability: Connection['availability'] = 'available', since = at('09:00')): Connection => ({
  resource: 'console:1',
  state: 'up',
  availability,
  at: since,
});
const gone = (state: 'lost' | 'left', since: number): Connection => ({ ...up(), state, at: since });

const state = (more: Partial<LibrarianState> = {}): LibrarianState => ({ duty: {}, recent: [], ...more });
const says = (availability: Statement['availability'], words?: string, until?: number): LibrarianState =>
  state({
    statement: {
      availability,
      source: 'console',
      at: at('14:00'),
      ...(words === undefined ? {} : { words }),
      ...(until === undefined ? {} : { until }),
    },
  });

interface Person {
  entry: LibrarianEntry;
  state: LibrarianState;
  connections: readonly Connection[];
}
const person = (entry: LibrarianEntry, of: LibrarianState, ...connections: Connection[]): Person => ({
  entry,
  state: of,
  connections,
});

const seen = (desk: DeskEntry, now: number, ...people: Person[]) => {
  const placed = people.map((one) => ({ ...librarianWhereabouts({ ...one, desk, now }), entry: one.entry }));
  const { availability, librarians, until } = deskWhereabouts(desk, placed, now);
  return { availability, librarians, ...(until === undefined ? {} : { until }) };
};
const result = (one: Person, now: number, desk = main) => librarianWhereabouts({ ...one, desk, now });

const PANERA = 'At the Panera in Newport News, back at 3';
const panera = says('away', PANERA, at('15:00'));

describe('Ann goes to the Panera and is back at 3', () => {
  const sign = {
    name: 'Ann',
    availability: 'away',
    words: PANERA,
    until: at('15:00'),
    told: true,
    since: at('14:00'),
  };

  test('patrons read her words and her time, whether she is connected or not', () => {
    for (const connections of [[up()], [gone('left', at('14:05'))], [gone('lost', at('14:05'))], []]) {
      const one = person(ann, panera, ...connections);
      expect(seen(main, at('14:30'), one)).toEqual({ availability: 'away', librarians: [sign], until: at('15:00') });
    }
  });

  test('at 3 she was due back, and is asked once', () => {
    const late = { ...sign, overdue: true };
    expect(seen(main, at('15:00'), person(ann, panera, up()))).toEqual({ availability: 'away', librarians: [late] });
    expect(result(person(ann, panera, up()), at('15:00'))).toMatchObject({ askBack: true, reachable: true });
    expect(result(person(ann, panera, up()), at('15:00') - 1).askBack).toBe(false);
    expect(result(person(ann, panera), at('15:00')).askBack).toBe(false);
    expect(result(person(ann, { ...panera, askedBack: at('14:00') }, up()), at('15:00')).askBack).toBe(false);
    expect(result(person(ann, { ...panera, askedBack: at('13:00') }, up()), at('15:00')).askBack).toBe(true);
  });

  test('late and not connected, she is offline, and still on the sign', () => {
    expect(seen(main, at('15:20'), person(ann, panera))).toEqual({
      availability: 'offline',
      librarians: [{ ...sign, availability: 'offline', overdue: true }],
    });
    const lost = person(ann, panera, gone('lost', at('15:20') - 30_000));
    expect(seen(main, at('15:20'), lost)).toMatchObject({ availability: 'unsure', librarians: [{ overdue: true }] });
  });

  test('12 hours later, or at closing, nothing is said of her any more, and she is no better for it', () => {
    const later = at('15:00') + 12 * HOUR;
    expect(seen(main, later, person(ann, panera))).toEqual({ availability: 'offline', librarians: [] });
    expect(seen(main, later, person(ann, panera, up()))).toEqual({
      availability: 'away',
      librarians: [{ name: 'Ann', availability: 'away', since: at('09:00') }],
    });
    const onDuty = { ...panera, duty: { office: { on: true, at: at('09:00') } } };
    expect(seen(office, at('16:59'), person(ann, onDuty, up()))).toMatchObject({ librarians: [{ overdue: true }] });
    expect(seen(office, at('17:00'), person(ann, onDuty, up()))).toEqual({ availability: 'offline', librarians: [] });
  });

  test('the next morning she comes on duty, and is there', () => {
    const morning = at('09:00') + 24 * HOUR;
    const back = { ...panera, duty: { office: { on: true, at: morning } } };
    expect(seen(office, morning, person(ann, back, up()))).toMatchObject({ availability: 'available' });
    const before = { ...panera, duty: { main: { on: true, at: at('14:30') } } };
    const later = at('15:00') + 12 * HOUR;
    expect(seen(main, later, person(ann, before, up()))).toMatchObject({ availability: 'away' });
  });
});

describe('what she says and what her clients show', () => {
  test('a statement is never raised by a client', () => {
    expect(seen(main, at('14:30'), person(ann, says('away'), up('available')))).toMatchObject({ availability: 'away' });
    expect(seen(main, at('14:30'), person(ann, says('busy', 'A class'), up('away')))).toMatchObject({
      availability: 'away',
      librarians: [{ words: 'A class' }],
    });
  });

  test('"available" is shown with her words, and never better than her client', () => {
    const there = says('available', 'Map room, 2nd floor');
    expect(seen(main, at('14:30'), person(ann, there, up()))).toEqual({
      availability: 'available',
      librarians: [{ name: 'Ann', availability: 'available', words: 'Map room, 2nd floor', since: at('14:00') }],
    });
    expect(seen(main, at('14:30'), person(ann, there, up('away', at('14:20'))))).toEqual({
      availability: 'away',
      librarians: [{ name: 'Ann', availability: 'away', words: 'Map room, 2nd floor', since: at('14:20') }],
    });
  });

  test('"available" has no time', () => {
    expect(result(person(ann, says('available', 'Here', at('16:00')), up()), at('14:30'))).not.toHaveProperty('until');
  });

  test('what her words tell by the clock need not be told again; "in 20 minutes" tells it only to who read it then', () => {
    const told = (words: string, until: number) =>
      result(person(ann, says('away', words, until), up()), at('14:10')).told;
    expect(told(PANERA, at('15:00'))).toBe(true);
    expect(told('back in 20 minutes', at('14:20'))).toBeUndefined();
    expect(told('At the 2nd floor desk', at('15:00'))).toBeUndefined();
  });

  test('words without a time go with her: a reload keeps them, a loss hides them until she is sure again', () => {
    const lunch = says('away', 'Lunch');
    const words = (signal: Connection, now: number) => seen(main, now, person(ann, lunch, signal)).librarians;
    expect(words(gone('left', at('14:30')), at('14:30') + 1_499)).toMatchObject([{ words: 'Lunch' }]);
    expect(words(gone('left', at('14:30')), at('14:30') + 1_500)).toEqual([]);
    expect(words(gone('lost', at('14:30')), at('14:30') + 30_000)).toEqual([
      { name: 'Ann', availability: 'unsure', since: at('14:30') },
    ]);
    expect(words(gone('lost', at('14:30')), at('14:31'))).toEqual([]);
    expect(words(up('available', at('14:30') + 40_000), at('14:32'))).toMatchObject([{ words: 'Lunch' }]);
  });

  test('what her IM client said goes with IM, and her open console does not make her better for it', () => {
    const im = state({ statement: { availability: 'away', words: 'Lunch', source: 'im', at: at('14:00') } });
    const pidgin: Connection = { ...up('away'), resource: 'xmpp:Pidgin' };
    expect(seen(main, at('14:30'), person(ann, im, up(), pidgin)).librarians).toMatchObject([{ words: 'Lunch' }]);
    expect(seen(main, at('14:30'), person(ann, im, up())).librarians).toEqual([
      { name: 'Ann', availability: 'away', since: at('09:00') },
    ]);
  });
});

describe('a librarian is safe', () => {
  const undecided: LibrarianEntry = { name: 'ann', displayName: 'Ann' };

  test('until she agreed, and when she hides, patrons see availability only', () => {
    const hidden = { ...panera, publish: 'hidden' as const };
    for (const one of [person(undecided, panera, up()), person(ann, hidden, up())]) {
      expect(seen(main, at('14:30'), one)).toEqual({ availability: 'away', librarians: [] });
      expect(result(one, at('15:30'))).toEqual({
        availability: 'away',
        onDuty: true,
        reachable: true,
        published: false,
        askBack: true,
      });
    }
  });

  test('her own word goes before the config’s', () => {
    expect(publishOf(undecided, state())).toBe('undecided');
    expect(publishOf({ ...ann, publish: false }, state())).toBe('undecided');
    expect(publishOf(ann, state())).toBe('shown');
    expect(publishOf(ann, state({ publish: 'hidden' }))).toBe('hidden');
    expect(publishOf(undecided, state({ publish: 'shown' }))).toBe('shown');
  });
});

describe('a desk', () => {
  test('shows the best first, and when the next is back', () => {
    const busy = says('busy', undefined, at('14:45'));
    expect(seen(main, at('14:30'), person(ann, panera, up()), person(ben, busy, up()))).toMatchObject({
      availability: 'busy',
      librarians: [{ name: 'Ben' }, { name: 'Ann' }],
      until: at('14:45'),
    });
    const withBen = seen(main, at('14:30'), person(ann, panera), person(ben, state(), up()));
    expect(withBen).toMatchObject({ availability: 'available', librarians: [{ name: 'Ben' }, { name: 'Ann' }] });
    expect(withBen).not.toHaveProperty('until');
    const late = seen(main, at('15:10'), person(ann, panera, up()), person(ben, says('away', 'x', at('16:00')), up()));
    expect(late.until).toBe(at('16:00'));
  });

  test('of two alike, first who has been there longer, then by name', () => {
    const people = [person(ben, state(), up('available', at('10:00'))), person(ann, state(), up())];
    expect(seen(main, at('14:30'), ...people).librarians.map(({ name }) => name)).toEqual(['Ann', 'Ben']);
    const same = [person(ben, state(), up()), person(ann, state(), up())];
    expect(seen(main, at('14:30'), ...same).librarians.map(({ name }) => name)).toEqual(['Ann', 'Ben']);
  });

  test('with nobody on duty is offline, with its hours and how else to reach it', () => {
    expect(deskWhereabouts(office, [], at('18:00'))).toEqual({
      desk: 'office',
      name: 'Office',
      zone: 'America/New_York',
      availability: 'offline',
      librarians: [],
      opens: at('09:00') + 24 * HOUR,
      hours: office.hours,
      contact,
      goodFor: 25,
    });
    expect(deskWhereabouts(office, [], at('10:00'))).toMatchObject({ closes: at('17:00') });
    const offDuty = person(ann, state(), up());
    expect(seen(office, at('10:00'), offDuty)).toEqual({ availability: 'offline', librarians: [] });
  });

  test('who is not shown counts', () => {
    const quiet = person({ name: 'ben', displayName: 'Ben' }, state(), up());
    expect(seen(main, at('14:30'), person(ann, panera), quiet)).toMatchObject({
      availability: 'available',
      librarians: [{ name: 'Ann' }],
    });
  });
});

describe('the next change by the clock alone', () => {
  const next = (desk: DeskEntry, now: number, ...people: Person[]) => nextChange(desk, people, now);

  test('none where nothing is under way', () => {
    expect(next(main, at('14:30'))).toBeUndefined();
    expect(next(main, at('14:30'), person(ann, says('away', 'Lunch'), up()))).toBeUndefined();
  });

  test('the nearest of return, loss and door', () => {
    expect(next(main, at('14:30'), person(ann, panera, up()))).toBe(at('15:00'));
    expect(next(main, at('15:00'), person(ann, panera, up()))).toBe(at('15:00') + 12 * HOUR);
    const losing = person(ann, panera, gone('lost', at('14:30')));
    expect(next(main, at('14:30'), losing)).toBe(at('14:30') + 1_500);
    expect(next(main, at('14:30') + 1_500, losing)).toBe(at('14:31'));
    expect(next(office, at('08:00'))).toBe(at('09:00'));
    expect(next(office, at('10:00'))).toBe(at('17:00'));
    expect(next(office, at('16:00'), person(ann, panera, up()))).toBe(at('17:00'));
  });
});

describe('her own sign', () => {
  const self = (one: Person, now: number) => ownStatusOf({ ...one, desks: [main, office], now });

  test('is what patrons see, with what only she sees', () => {
    const recent = [{ availability: 'away' as const, words: PANERA }];
    expect(self(person(ann, { ...panera, recent }, up()), at('14:30'))).toEqual({
      librarian: 'ann',
      name: 'Ann',
      statement: { availability: 'away', words: PANERA, until: at('15:00'), at: at('14:00') },
      shown: { availability: 'away', words: PANERA, until: at('15:00'), told: true, since: at('14:00') },
      publish: 'shown',
      duty: [
        { desk: 'main', name: 'Reference desk', on: true },
        { desk: 'office', name: 'Office', on: false, closes: at('17:00') },
      ],
      recent,
    });
  });

  test('unpublished, she reads her words but sees that patrons do not', () => {
    const seenByHerself = self(person({ name: 'ann', displayName: 'Ann' }, panera, up()), at('15:10'));
    expect(seenByHerself).toMatchObject({ statement: { words: PANERA }, publish: 'undecided', askBack: true });
    expect(seenByHerself.shown).toEqual({ availability: 'away' });
  });

  test('off duty everywhere she is not shown; a statement that is over is gone', () => {
    const off = { ...panera, duty: { main: { on: false, at: at('13:00') } } };
    const now = at('15:00') + 12 * HOUR;
    expect(self(person(ann, off, up()), at('14:30')).shown).toEqual({ availability: 'offline' });
    expect(self(person(ann, off, up()), at('16:00'))).toHaveProperty('statement');
    expect(self(person(ann, off, up()), now)).not.toHaveProperty('statement');
    expect(ownStatusOf({ ...person(ann, panera), desks: [], now })).toMatchObject({
      shown: { availability: 'offline' },
    });
  });
});
