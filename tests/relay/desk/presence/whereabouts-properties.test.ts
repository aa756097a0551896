// covers: relay/desk/presence/whereabouts.ts, relay/desk/presence/statement.ts, relay/desk/presence/own-status.ts, relay/desk/presence/connections.ts
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Connection, LibrarianState, Statement } from '../../../../relay/desk/ports.ts';
import { connectionAvailability, GRACE_MS } from '../../../../relay/desk/presence/connections.ts';
import { ownStatusOf } from '../../../../relay/desk/presence/own-status.ts';
import { phaseOf } from '../../../../relay/desk/presence/statement.ts';
import { deskWhereabouts, librarianWhereabouts, nextChange } from '../../../../relay/desk/presence/whereabouts.ts';
import type { DeskEntry, LibrarianEntry } from '../../../../relay/desk/roster.ts';
import { AVAILABILITIES, type Availability, type WeekHours } from '../../../../relay/protocol/whereabouts.ts';

const NOW = Date.parse('2026-03-06T19:00:00Z');
const HOUR = 3_600_000;
const rank = (availability: Availability) => AVAILABILITIES.indexOf(availability);

const day: [string, string][] = [['09:00', '17:00']];
const night: [string, string][] = [
  ['00:00', '02:30'],
  ['20:00', '24:00'],
];
const weeks: (WeekHours | undefined)[] = [
  undefined,
  [day, day, day, day, day, [], []],
  [night, night, night, night, night, night, night],
];

/** An instant before NOW: by seconds, hours or days. */
const past = fc
  .oneof(fc.integer({ min: 0, max: 70_000 }), fc.integer({ min: 0, max: 60 * HOUR }))
  .map((before) => NOW - before);

const stated = fc.constantFrom<Statement['availability']>('available', 'busy', 'away');

const connections = fc.uniqueArray(
  fc.record<Connection>({
    resource: fc.constantFrom('console:1', 'console:2', 'xmpp:Pidgin', 'xmpp:phone'),
    state: fc.constantFrom('up', 'lost', 'left'),
    availability: stated,
    at: past,
  }),
  { selector: ({ resource }) => resource, maxLength: 4 },
);

const statement = fc
  .record({
    availability: stated,
    words: fc.option(fc.constant('at the secret place')),
    length: fc.option(fc.oneof(fc.integer({ min: 1, max: HOUR }), fc.integer({ min: 1, max: 70 * HOUR }))),
    source: fc.constantFrom<Statement['source']>('console', 'im', 'command'),
    at: past,
  })
  .map(
    ({ words, length, ...rest }): Statement => ({
      ...rest,
      ...(words === null ? {} : { words }),
      ...(length === null ? {} : { until: rest.at + length }),
    }),
  );

const state = fc
  .record({
    statement: fc.option(statement),
    publish: fc.option(fc.constantFrom<'shown' | 'hidden'>('shown', 'hidden')),
    duty: fc.option(fc.record({ on: fc.boolean(), at: past })),
  })
  .map(
    (one): LibrarianState => ({
      recent: [],
      duty: one.duty ? { main: one.duty } : {},
      ...(one.statement ? { statement: one.statement } : {}),
      ...(one.publish ? { publish: one.publish } : {}),
    }),
  );

const desk = fc
  .record({ hours: fc.constantFrom(...weeks), zone: fc.constantFrom('America/New_York', 'Australia/Lord_Howe') })
  .map(
    ({ hours, zone }): DeskEntry => ({
      name: 'main',
      title: 'Desk',
      zone,
      librarians: ['ann', 'ben', 'cleo'],
      ...(hours ? { hours } : {}),
    }),
  );

const entryOf = (name: string, publish: boolean | undefined): LibrarianEntry => ({
  name,
  displayName: name.toUpperCase(),
  ...(publish === undefined ? {} : { publish }),
});
const someone = fc.record({ publish: fc.constantFrom(true, false, undefined), state, connections });
const people = fc
  .array(someone, { maxLength: 3 })
  .map((all) =>
    all.map(({ publish, ...rest }, n) => ({ ...rest, entry: entryOf(['ann', 'ben', 'cleo'][n] ?? '', publish) })),
  );
type People = typeof people extends fc.Arbitrary<infer T> ? T : never;

const later = fc.oneof(fc.integer({ min: 0, max: 70_000 }), fc.integer({ min: 0, max: 90 * HOUR }));

const resultsAt = (at: DeskEntry, all: People, now: number) =>
  all.map((one) => ({ ...librarianWhereabouts({ ...one, desk: at, now }), entry: one.entry }));
const seen = (at: DeskEntry, all: People, now: number) => deskWhereabouts(at, resultsAt(at, all, now), now);

const holds = (...check: Parameters<typeof fc.assert>) => fc.assert(check[0], { numRuns: 400, ...check[1] });

describe('Availability', () => {
  test('Time alone never makes a librarian or a desk more available', () => {
    holds(
      fc.property(desk, people, later, later, (at, all, first, more) => {
        const before = seen(at, all, NOW + first);
        const after = seen(at, all, NOW + first + more);
        expect(rank(after.availability)).toBeGreaterThanOrEqual(rank(before.availability));
        const one = resultsAt(at, all, NOW + first);
        resultsAt(at, all, NOW + first + more).forEach((result, n) => {
          expect(rank(result.availability)).toBeGreaterThanOrEqual(rank(one[n]?.availability ?? 'available'));
          if (!one[n]?.onDuty) expect(result.onDuty).toBe(false);
        });
      }),
    );
  });

  test('A librarian is never shown better than their clients, except as stated until a promised time, and then never "available"', () => {
    holds(
      fc.property(desk, someone, later, (at, one, more) => {
        const now = NOW + more;
        const { availability } = librarianWhereabouts({ ...one, entry: entryOf('ann', true), desk: at, now });
        const said = one.state.statement;
        if (said && phaseOf(said, one.connections, at, now) === 'promised') {
          expect(availability).toBe(said.availability);
          expect(availability).not.toBe('available');
          expect(now).toBeLessThan(said.until ?? 0);
        } else {
          const live = connectionAvailability(one.connections, now).availability;
          expect(rank(availability)).toBeGreaterThanOrEqual(rank(live));
        }
      }),
    );
  });

  test('An ended statement never raises availability', () => {
    holds(
      fc.property(desk, someone, statement, later, (at, one, said, more) => {
        const now = NOW + more;
        const holding = phaseOf(said, one.connections, at, now);
        fc.pre(holding === 'over' || holding === 'overdue' || holding === 'silent');
        const entry = entryOf('ann', true);
        const { statement: _, ...silent } = one.state;
        const ended = { ...one, entry, desk: at, state: { ...silent, statement: said }, now };
        const never = { ...ended, state: silent };
        expect(rank(librarianWhereabouts(ended).availability)).toBeGreaterThanOrEqual(
          rank(librarianWhereabouts(never).availability),
        );
      }),
    );
  });

  test('A moment after the last client disconnected a librarian is not available', () => {
    holds(
      fc.property(desk, someone, later, (at, one, more) => {
        const now = NOW + GRACE_MS + more;
        const away = one.connections.map(
          (signal): Connection => (signal.state === 'up' ? { ...signal, state: 'lost' } : signal),
        );
        const result = librarianWhereabouts({ ...one, connections: away, entry: entryOf('ann', true), desk: at, now });
        expect(result.availability).not.toBe('available');
        expect(result.reachable).toBe(false);
      }),
    );
  });
});

describe('The words', () => {
  test('Patrons never see words, name or time of a librarian who has not agreed or hides', () => {
    holds(
      fc.property(desk, people, later, (at, all, more) => {
        const quiet = all.map((one) => {
          const { publish: _, ...rest } = one.state;
          const hides = one.state.publish === 'hidden';
          return hides ? one : { ...one, state: rest, entry: entryOf(one.entry.name, undefined) };
        });
        for (const result of resultsAt(at, quiet, NOW + more)) {
          expect(Object.keys(result).sort()).toEqual([
            'askBack',
            'availability',
            'entry',
            'onDuty',
            'published',
            'reachable',
          ]);
        }
        const whereabouts = seen(at, quiet, NOW + more);
        expect(whereabouts.librarians).toEqual([]);
        expect(whereabouts).not.toHaveProperty('until');
        const [first] = quiet;
        if (!first) return;
        const { shown } = ownStatusOf({ ...first, desks: [at], now: NOW + more });
        expect(Object.keys(shown)).toEqual(['availability']);
      }),
    );
  });

  test('No account name is shown, and no librarian who is off duty', () => {
    holds(
      fc.property(desk, people, later, (at, all, more) => {
        const text = JSON.stringify(seen(at, all, NOW + more));
        expect(text).not.toMatch(/ann|ben|cleo/);
        for (const result of resultsAt(at, all, NOW + more)) {
          if (!result.onDuty) expect(text).not.toContain(result.entry.displayName);
        }
      }),
    );
  });

  test('No words set in a client that disconnected are shown, unless they have a return time', () => {
    holds(
      fc.property(desk, someone, statement, later, (at, one, said, more) => {
        const { until: _, ...plain } = said;
        const now = NOW + GRACE_MS + more;
        const carries = (signal: Connection) => said.source !== 'im' || signal.resource.startsWith('xmpp:');
        const away = one.connections.map(
          (signal): Connection => (signal.state === 'up' && carries(signal) ? { ...signal, state: 'left' } : signal),
        );
        const result = librarianWhereabouts({
          entry: entryOf('ann', true),
          connections: away,
          state: { ...one.state, statement: plain },
          desk: at,
          now,
        });
        expect(result).not.toHaveProperty('words');
        expect(result).not.toHaveProperty('until');
      }),
    );
  });
});

describe('The merge', () => {
  test('The result does not depend on the order of connections or librarians', () => {
    holds(
      fc.property(desk, people, later, (at, all, more) => {
        const turned = all.map((one) => ({ ...one, connections: [...one.connections].reverse() })).reverse();
        expect(JSON.stringify(seen(at, turned, NOW + more))).toBe(JSON.stringify(seen(at, all, NOW + more)));
        expect(nextChange(at, turned, NOW + more)).toBe(nextChange(at, all, NOW + more));
      }),
    );
  });

  test('The result is the same, byte for byte, until its next change', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    holds(
      fc.property(desk, people, later, part, (at, all, more, fraction) => {
        const now = NOW + more;
        const next = nextChange(at, all, now) ?? now + 30 * 24 * HOUR;
        expect(next).toBeGreaterThan(now);
        for (const then of [Math.floor(now + fraction * (next - 1 - now)), next - 1]) {
          expect(JSON.stringify(seen(at, all, then))).toBe(JSON.stringify(seen(at, all, now)));
          expect(resultsAt(at, all, then)).toEqual(resultsAt(at, all, now));
          for (const one of all) {
            expect(ownStatusOf({ ...one, desks: [at], now: then })).toEqual(ownStatusOf({ ...one, desks: [at], now }));
          }
        }
      }),
    );
  });
});
