// covers: relay/protocol/whereabouts.ts
// covers: relay/desk/presence/own-status.ts
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

describe('A librarian who goes to the Panera and is back at 3', () => {
  const sign = {
    name: 'Ann',
    availability: 'away',
    words: PANERA,
    until: at('15:00'),
    told: true,
    since: at('14:00'),
  };

  test('Patrons read a statement’s words and return time, whether the librarian is connected or not', () => {
    for (const connections of [[up()], [gone('left', at('14:05'))], [gone('lost', at('14:05'))], []]) {
      const one = person(ann, panera, ...connections);
      expect(seen(main, at('14:30'), one)).toEqual({ availability: 'away', librarians: [sign], until: at('15:00') });
    }
  });

  test('At the return time the librarian is shown as due back, and is asked once', () => {
    const late = { ...sign, overdue: true };
    expect(seen(main, at('15:00'), person(ann, panera, up()))).toEqual({ availability: 'away', librarians: [late] });
    expect(result(person(ann, panera, up()), at('15:00'))).toMatchObject({ askBack: true, reachable: true });
    expect(result(person(ann, panera, up()), at('15:00') - 1).askBack).toBe(false);
    expect(result(person(ann, panera), at('15:00')).askBack).toBe(false);
    expect(result(person(ann, { ...panera, askedBack: at('14:00') }, up()), at('15:00')).askBack).toBe(false);
    expect(result(person(ann, { ...panera, askedBack: at('13:00') }, up()), at('15:00')).askBack).toBe(true);
  });

  test('A late librarian who is not connected is offline, and is still listed', () => {
    expect(seen(main, at('15:20'), person(ann, panera))).toEqual({
      availability: 'offline',
      librarians: [{ ...sign, availability: 'offline', overdue: true }],
    });
    const lost = person(ann, panera, gone('lost', at('15:20') - 30_000));
    expect(seen(main, at('15:20'), lost)).toMatchObject({ availability: 'unsure', librarians: [{ overdue: true }] });
  });

  test('After 12 hours, or at closing, a statement is not shown any more, and availability does not rise', () => {
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

  test('A librarian who comes on duty the next morning is available', () => {
    const morning = at('09:00') + 24 * HOUR;
    const back = { ...panera, duty: { office: { on: true, at: morning } } };
    expect(seen(office, morning, person(ann, back, up()))).toMatchObject({ availability: 'available' });
    const before = { ...panera, duty: { main: { on: true, at: at('14:30') } } };
    const later = at('15:00') + 12 * HOUR;
    expect(seen(main, later, person(ann, before, up()))).toMatchObject({ availability: 'away' });
  });
});

describe('A statement and what the clients show', () => {
  test('A client never raises the availability of a statement', () => {
    expect(seen(main, at('14:30'), person(ann, says('away'), up('available')))).toMatchObject({ availability: 'away' });
    expect(seen(main, at('14:30'), person(ann, says('busy', 'A class'), up('away')))).toMatchObject({
      availability: 'away',
      librarians: [{ words: 'A class' }],
    });
  });

  test('"Available" is shown with its words, and never better than the client', () => {
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

  test('"Available" has no return time', () => {
    expect(result(person(ann, says('available', 'Here', at('16:00')), up()), at('14:30'))).not.toHaveProperty('until');
  });

  test('Words with a clock time state the return time, and "in 20 minutes" does not', () => {
    const told = (words: string, until: number) =>
      result(person(ann, says('away', words, until), up()), at('14:10')).told;
    expect(told(PANERA, at('15:00'))).toBe(true);
    expect(told('back in 20 minutes', at('14:20'))).toBeUndefined();
    expect(told('At the 2nd floor desk', at('15:00'))).toBeUndefined();
  });

  test('Words without a time survive a reload, and a lost connection hides them until the librarian is back', () => {
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

  test('An IM status ends with IM, and an open console does not raise availability because of that', () => {
    const im = state({ statement: { availability: 'away', words: 'Lunch', source: 'im', at: at('14:00') } });
    const pidgin: Connection = { ...up('away'), resource: 'xmpp:Pidgin' };
    expect(seen(main, at('14:30'), person(ann, im, up(), pidgin)).librarians).toMatchObject([{ words: 'Lunch' }]);
    expect(seen(main, at('14:30'), person(ann, im, up())).librarians).toEqual([
      { name: 'Ann', availability: 'away', since: at('09:00') },
    ]);
  });
});

describe('The safety of a librarian', () => {
  const undecided: LibrarianEntry = { name: 'ann', displayName: 'Ann' };

  test('Patrons see availability only until a librarian agrees to publish, and when they hide', () => {
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

  test('The librarian’s own choice to publish takes precedence over the config', () => {
    expect(publishOf(undecided, state())).toBe('undecided');
    expect(publishOf({ ...ann, publish: false }, state())).toBe('undecided');
    expect(publishOf(ann, state())).toBe('shown');
    expect(publishOf(ann, state({ publish: 'hidden' }))).toBe('hidden');
    expect(publishOf(undecided, state({ publish: 'shown' }))).toBe('shown');
  });
});

describe('A desk', () => {
  test('A desk lists the most available librarian first, and when the next one is back', () => {
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

  test('Librarians with equal availability are sorted by time, then by name', () => {
    const people = [person(ben, state(), up('available', at('10:00'))), person(ann, state(), up())];
    expect(seen(main, at('14:30'), ...people).librarians.map(({ name }) => name)).toEqual(['Ann', 'Ben']);
    const same = [person(ben, state(), up()), person(ann, state(), up())];
    expect(seen(main, at('14:30'), ...same).librarians.map(({ name }) => name)).toEqual(['Ann', 'Ben']);
  });

  test('A desk with nobody on duty is offline, with its hours and contact', () => {
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

  test('A librarian who is not listed counts for the desk’s availability', () => {
    const quiet = person({ name: 'ben', displayName: 'Ben' }, state(), up());
    expect(seen(main, at('14:30'), person(ann, panera), quiet)).toMatchObject({
      availability: 'available',
      librarians: [{ name: 'Ann' }],
    });
  });
});

describe('The next change by the clock alone', () => {
  const next = (desk: DeskEntry, now: number, ...people: Person[]) => nextChange(desk, people, now);

  test('There is no next change if no clock matters', () => {
    expect(next(main, at('14:30'))).toBeUndefined();
    expect(next(main, at('14:30'), person(ann, says('away', 'Lunch'), up()))).toBeUndefined();
  });

  test('The next change is the nearest return time, loss, opening or closing', () => {
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

describe("A librarian's own status", () => {
  const self = (one: Person, now: number) => ownStatusOf({ ...one, desks: [main, office], now });

  test('A librarian’s own status is what patrons see, with what only the librarian sees', () => {
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

  test('A librarian who does not publish sees their words, and that patrons do not', () => {
    const own = self(person({ name: 'ann', displayName: 'Ann' }, panera, up()), at('15:10'));
    expect(own).toMatchObject({ statement: { words: PANERA }, publish: 'undecided', askBack: true });
    expect(own.shown).toEqual({ availability: 'away' });
  });

  test('A librarian who is off duty everywhere is not shown, and a statement that is over is left out', () => {
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
