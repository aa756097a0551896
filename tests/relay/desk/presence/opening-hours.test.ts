import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closingAfter, openAt, openingAfter, type Timetable } from '../../../../relay/desk/presence/opening-hours.ts';
import { wallTimeAt } from '../../../../relay/desk/presence/time-zone.ts';
import type { Closure } from '../../../../relay/desk/roster.ts';
import type { Interval, WeekHours } from '../../../../relay/protocol/whereabouts.ts';

const closedBetween = (table: Timetable, from: number, to: number): boolean => {
  const closing = closingAfter(table, from);
  return closing !== undefined && closing <= to;
};

const NEW_YORK = 'America/New_York';
const ST_JOHNS = 'America/St_Johns';
const BERLIN = 'Europe/Berlin';
const LONDON = 'Europe/London';
const KOLKATA = 'Asia/Kolkata';
const AUCKLAND = 'Pacific/Auckland';
const LORD_HOWE = 'Australia/Lord_Howe';
const ZONES = [NEW_YORK, ST_JOHNS, LONDON, BERLIN, KOLKATA, AUCKLAND, LORD_HOWE];

const wall = (text: string): number => Date.parse(`${text}Z`);
const iso = (instant: number | undefined): string | undefined =>
  instant === undefined ? undefined : new Date(instant).toISOString().slice(0, 16);

const daily = (...intervals: Interval[]): WeekHours => [
  intervals,
  intervals,
  intervals,
  intervals,
  intervals,
  intervals,
  intervals,
];
const office: Interval[] = [['09:00', '17:00']];
const weekdays: WeekHours = [office, office, office, office, office, [], []];

describe('A desk open from 9 to 17 on days when clocks change', () => {
  test.each([
    [NEW_YORK, '2026-03-08T05:00', '2026-03-08T13:00', '2026-03-08T21:00'],
    [NEW_YORK, '2026-11-01T04:00', '2026-11-01T14:00', '2026-11-01T22:00'],
    [ST_JOHNS, '2026-03-08T03:30', '2026-03-08T11:30', '2026-03-08T19:30'],
    [ST_JOHNS, '2026-11-01T02:30', '2026-11-01T12:30', '2026-11-01T20:30'],
    [LONDON, '2026-03-29T00:00', '2026-03-29T08:00', '2026-03-29T16:00'],
    [LONDON, '2026-10-24T23:00', '2026-10-25T09:00', '2026-10-25T17:00'],
    [BERLIN, '2026-03-28T23:00', '2026-03-29T07:00', '2026-03-29T15:00'],
    [BERLIN, '2026-10-24T22:00', '2026-10-25T08:00', '2026-10-25T16:00'],
    [KOLKATA, '2026-03-28T18:30', '2026-03-29T03:30', '2026-03-29T11:30'],
    [AUCKLAND, '2026-09-26T12:00', '2026-09-26T20:00', '2026-09-27T04:00'],
    [AUCKLAND, '2026-04-04T11:00', '2026-04-04T21:00', '2026-04-05T05:00'],
    [LORD_HOWE, '2026-10-03T13:30', '2026-10-03T22:00', '2026-10-04T06:00'],
    [LORD_HOWE, '2026-04-04T13:00', '2026-04-04T22:30', '2026-04-05T06:30'],
  ])(
    'When clocks change in %s on the day from %s UTC, the desk keeps its wall times',
    (zone, midnight, opening, closing) => {
      const hours = daily(['09:00', '17:00']);
      const t = wall(midnight);
      expect(iso(openingAfter({ hours, zone }, t))).toBe(opening);
      expect(iso(closingAfter({ hours, zone }, t))).toBe(closing);
      expect([openAt({ hours, zone }, wall(opening) - 1), openAt({ hours, zone }, wall(opening))]).toEqual([
        false,
        true,
      ]);
      expect([openAt({ hours, zone }, wall(closing) - 1), openAt({ hours, zone }, wall(closing))]).toEqual([
        true,
        false,
      ]);
    },
  );

  test('An opening that a change of clocks skips does not take place that day', () => {
    const hours = daily(['02:10', '02:40']);
    expect(iso(openingAfter({ hours, zone: NEW_YORK }, wall('2026-03-07T12:00')))).toBe('2026-03-09T06:10');
  });

  test('A closing time that occurs twice closes the desk the first time, and it does not open again', () => {
    const hours = daily(['00:00', '01:30']);
    const closing = closingAfter({ hours, zone: NEW_YORK }, wall('2026-11-01T04:30'));
    expect(iso(closing)).toBe('2026-11-01T05:30');
    expect(openAt({ hours, zone: NEW_YORK }, wall('2026-11-01T06:15'))).toBe(false);
    expect(iso(openingAfter({ hours, zone: NEW_YORK }, closing ?? 0))).toBe('2026-11-02T05:00');
  });
});

describe('Weekly hours', () => {
  test('A desk closed on Friday evening opens on Monday', () => {
    const friday = wall('2026-01-16T21:00');
    expect(iso(closingAfter({ hours: weekdays, zone: NEW_YORK }, friday))).toBe('2026-01-16T22:00');
    expect(iso(openingAfter({ hours: weekdays, zone: NEW_YORK }, friday))).toBe('2026-01-19T14:00');
    expect(iso(closingAfter({ hours: weekdays, zone: NEW_YORK }, friday + 3_600_000))).toBe('2026-01-19T22:00');
  });

  test('The day of the week is that of the desk’s time zone, not that of UTC', () => {
    const mondayMorningInAuckland = wall('2026-01-18T21:00');
    expect(openAt({ hours: weekdays, zone: AUCKLAND }, mondayMorningInAuckland)).toBe(true);
    expect(openAt({ hours: weekdays, zone: NEW_YORK }, mondayMorningInAuckland)).toBe(false);
  });

  test('Intervals that touch are one opening, even across midnight', () => {
    const hours = daily(['20:00', '24:00'], ['00:00', '02:00'], ['02:00', '03:00']);
    const t = wall('2026-01-13T22:00');
    expect(iso(closingAfter({ hours, zone: BERLIN }, t))).toBe('2026-01-14T02:00');
    expect(iso(openingAfter({ hours, zone: BERLIN }, t))).toBe('2026-01-14T19:00');
    expect(openAt({ hours, zone: BERLIN }, wall('2026-01-13T23:00'))).toBe(true);
  });

  test('Intervals may be in any order, and one inside another', () => {
    const hours = daily(['13:00', '17:00'], ['09:00', '12:00'], ['10:00', '11:00']);
    const t = wall('2026-01-13T09:30');
    expect(iso(closingAfter({ hours, zone: BERLIN }, t))).toBe('2026-01-13T11:00');
    expect(iso(openingAfter({ hours, zone: BERLIN }, t))).toBe('2026-01-13T12:00');
  });

  test('A desk may open once a week', () => {
    const hours: WeekHours = [[], [], [['09:00', '09:30']], [], [], [], []];
    expect(iso(openingAfter({ hours, zone: BERLIN }, wall('2026-01-14T08:00')))).toBe('2026-01-21T08:00');
    expect(iso(closingAfter({ hours, zone: BERLIN }, wall('2026-01-14T08:30')))).toBe('2026-01-21T08:30');
  });

  test('A desk may never close, or never open', () => {
    const t = wall('2026-01-14T08:00');
    const always = daily(['00:00', '24:00']);
    const halves = daily(['12:00', '24:00'], ['00:00', '12:00']);
    for (const hours of [always, halves]) {
      expect(openAt({ hours, zone: BERLIN }, t)).toBe(true);
      expect([closingAfter({ hours, zone: BERLIN }, t), openingAfter({ hours, zone: BERLIN }, t)]).toEqual([
        undefined,
        undefined,
      ]);
    }
    expect(openAt({ hours: daily(), zone: BERLIN }, t)).toBe(false);
    expect([
      closingAfter({ hours: daily(), zone: BERLIN }, t),
      openingAfter({ hours: daily(), zone: BERLIN }, t),
    ]).toEqual([undefined, undefined]);
    const weekdaysRound: WeekHours = [...(always.slice(0, 5) as Interval[][]), [], []] as unknown as WeekHours;
    expect(iso(closingAfter({ hours: weekdaysRound, zone: BERLIN }, t))).toBe('2026-01-16T23:00');
    expect(openAt({ hours: weekdaysRound, zone: BERLIN }, t)).toBe(true);
  });

  test('A desk may close in the middle of the day', () => {
    const noon = wall('2026-01-13T17:00');
    const closing = wall('2026-01-13T22:00');
    expect(closedBetween({ hours: weekdays, zone: NEW_YORK }, noon, closing - 1)).toBe(false);
    expect(closedBetween({ hours: weekdays, zone: NEW_YORK }, noon, closing)).toBe(true);
    expect(closedBetween({ hours: weekdays, zone: NEW_YORK }, closing, closing)).toBe(false);
    expect(closedBetween({ hours: weekdays, zone: NEW_YORK }, closing, wall('2026-01-14T21:59'))).toBe(false);
    expect(closedBetween({ hours: daily(), zone: NEW_YORK }, 0, noon)).toBe(false);
  });
});

/** Open on weekdays from 9 to 17, except on these dates. */
const dated = (zone: string, dates: Record<string, Interval[]>, hours = weekdays): Timetable => ({
  zone,
  hours,
  dates: new Map(Object.entries(dates).map(([date, intervals]) => [date, { hours: intervals }])),
});

describe('Dates that override the week', () => {
  test.each([
    // zone, a holiday, noon of the working day before it in UTC, its closing, the next opening
    [NEW_YORK, '2026-11-26', '2026-11-25T17:00', '2026-11-25T22:00', '2026-11-27T14:00'],
    [ST_JOHNS, '2026-07-01', '2026-06-30T15:00', '2026-06-30T19:30', '2026-07-02T11:30'],
    [LONDON, '2026-05-04', '2026-05-01T11:00', '2026-05-01T16:00', '2026-05-05T08:00'],
    [BERLIN, '2026-05-01', '2026-04-30T10:00', '2026-04-30T15:00', '2026-05-04T07:00'],
    [KOLKATA, '2026-01-26', '2026-01-23T06:30', '2026-01-23T11:30', '2026-01-27T03:30'],
    [AUCKLAND, '2026-02-06', '2026-02-05T00:00', '2026-02-05T04:00', '2026-02-08T20:00'],
    [LORD_HOWE, '2026-01-26', '2026-01-23T01:00', '2026-01-23T06:00', '2026-01-26T22:00'],
  ])('A desk in %s is closed on %s, an empty date', (zone, holiday, noon, closing, opening) => {
    const table = dated(zone, { [holiday]: [] });
    expect(iso(closingAfter(table, wall(noon)))).toBe(closing);
    expect(iso(openingAfter(table, wall(noon)))).toBe(opening);
    expect(openAt(table, wall(opening) - 1)).toBe(false);
  });

  test.each([
    // On these dates the clocks change, and the desk is open for two hours, or not at all.
    [NEW_YORK, '2026-03-08', '2026-03-08T14:00', '2026-03-08T16:00'],
    [NEW_YORK, '2026-11-01', '2026-11-01T15:00', '2026-11-01T17:00'],
    [ST_JOHNS, '2026-03-08', '2026-03-08T12:30', '2026-03-08T14:30'],
    [ST_JOHNS, '2026-11-01', '2026-11-01T13:30', '2026-11-01T15:30'],
    [LONDON, '2026-03-29', '2026-03-29T09:00', '2026-03-29T11:00'],
    [LONDON, '2026-10-25', '2026-10-25T10:00', '2026-10-25T12:00'],
    [BERLIN, '2026-03-29', '2026-03-29T08:00', '2026-03-29T10:00'],
    [BERLIN, '2026-10-25', '2026-10-25T09:00', '2026-10-25T11:00'],
    [AUCKLAND, '2026-04-05', '2026-04-04T22:00', '2026-04-05T00:00'],
    [AUCKLAND, '2026-09-27', '2026-09-26T21:00', '2026-09-26T23:00'],
    [LORD_HOWE, '2026-04-05', '2026-04-04T23:30', '2026-04-05T01:30'],
    [LORD_HOWE, '2026-10-04', '2026-10-03T23:00', '2026-10-04T01:00'],
    [KOLKATA, '2026-03-29', '2026-03-29T04:30', '2026-03-29T06:30'],
  ])('A desk in %s has its own hours on %s, a Sunday', (zone, date, opening, closing) => {
    const open = dated(zone, { [date]: [['10:00', '12:00']] });
    expect(iso(openingAfter(open, wall(opening) - 3_600_000))).toBe(opening);
    expect(iso(closingAfter(open, wall(opening)))).toBe(closing);
    const shut = dated(zone, { [date]: [] }, daily(['09:00', '17:00']));
    expect([openAt(shut, wall(opening)), openAt(shut, wall(opening) - 86_400_000)]).toEqual([false, true]);
  });

  test('A desk that never closes may be closed on one date', () => {
    const table = dated(BERLIN, { '2026-12-25': [] }, daily(['00:00', '24:00']));
    const t = wall('2026-01-14T08:00');
    expect([openAt(table, t), iso(closingAfter(table, t)), iso(openingAfter(table, t))]).toEqual([
      true,
      '2026-12-24T23:00',
      '2026-12-25T23:00',
    ]);
    expect(openAt(table, wall('2026-12-25T12:00'))).toBe(false);
    expect(openAt(table, wall('2026-12-26T12:00'))).toBe(true);
    expect(closingAfter(table, wall('2026-12-26T12:00'))).toBe(undefined);
  });

  test('A desk may be closed for a summer of seven weeks', () => {
    const days = Array.from({ length: 49 }, (_, day) =>
      new Date(Date.UTC(2026, 5, 29 + day)).toISOString().slice(0, 10),
    );
    const table = dated(BERLIN, Object.fromEntries(days.map((day) => [day, []])));
    expect(iso(openingAfter(table, wall('2026-06-28T12:00')))).toBe('2026-08-17T07:00');
  });

  test('A desk may be open on dates only', () => {
    const table = dated(BERLIN, { '2026-01-20': office }, daily());
    const t = wall('2026-01-14T08:00');
    expect([iso(openingAfter(table, t)), iso(closingAfter(table, t))]).toEqual([
      '2026-01-20T08:00',
      '2026-01-20T16:00',
    ]);
    expect(openAt(table, wall('2026-01-20T12:00'))).toBe(true);
    expect(openingAfter(table, wall('2026-01-20T12:00'))).toBe(undefined);
  });
});

describe('A closure that overrides both', () => {
  const tuesday = wall('2026-01-13T15:00'); // 10:00 in New York
  const at = (closure: Closure): Timetable => ({ zone: NEW_YORK, hours: weekdays, closure });

  test('A closure until tomorrow 9 overrides hours and dates until then', () => {
    const table = at({ from: tuesday, until: wall('2026-01-14T14:00') });
    expect([openAt(table, tuesday - 1), openAt(table, tuesday)]).toEqual([true, false]);
    expect(iso(closingAfter(table, tuesday - 1))).toBe('2026-01-13T15:00');
    expect(iso(openingAfter(table, tuesday))).toBe('2026-01-14T14:00');
    expect(iso(closingAfter(table, tuesday))).toBe('2026-01-14T22:00');
    expect(closedBetween(table, tuesday - 60_000, tuesday)).toBe(true);
  });

  test('A closure that ends outside opening hours lasts until the next opening', () => {
    const table = at({ from: tuesday, until: wall('2026-01-17T14:00') });
    expect(iso(openingAfter(table, tuesday))).toBe('2026-01-19T14:00');
  });

  test('A desk closed until further notice has no next opening or closing', () => {
    const table = at({ from: tuesday });
    expect([
      openAt(table, tuesday + 9 * 86_400_000),
      openingAfter(table, tuesday),
      closingAfter(table, tuesday),
    ]).toEqual([false, undefined, undefined]);
  });

  test('A closure within closed hours changes nothing', () => {
    const night = wall('2026-01-14T03:00');
    const table = at({ from: night, until: wall('2026-01-14T17:00') });
    expect(iso(closingAfter(table, tuesday))).toBe('2026-01-13T22:00');
    expect(iso(closingAfter(table, night - 1))).toBe('2026-01-14T22:00');
    expect(iso(openingAfter(table, night - 1))).toBe('2026-01-14T17:00');
  });

  test('A desk without hours may be closed, and opens when the closure ends', () => {
    const table: Timetable = { zone: NEW_YORK, closure: { from: tuesday, until: tuesday + 3_600_000 } };
    expect([openAt(table, tuesday - 1), openAt(table, tuesday), openAt(table, tuesday + 3_600_000)]).toEqual([
      true,
      false,
      true,
    ]);
    expect([closingAfter(table, tuesday - 1), openingAfter(table, tuesday)]).toEqual([tuesday, tuesday + 3_600_000]);
    expect(closingAfter(table, tuesday)).toBe(undefined);
  });
});

describe('Whatever the hours, the zone and the time', () => {
  const time = fc.integer({ min: 0, max: 96 });
  const clock = (quarters: number) =>
    `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}`;
  const interval = fc
    .tuple(time, time)
    .filter(([a, b]) => a !== b)
    .map(([a, b]): Interval => [clock(Math.min(a, b)), clock(Math.max(a, b))]);
  const day = fc.array(interval, { maxLength: 3 });
  const week = fc.tuple(day, day, day, day, day, day, day);
  const zone = fc.constantFrom(...ZONES);
  const date = fc
    .integer({ min: 0, max: 400 })
    .map((n) => new Date(Date.UTC(2025, 11, 20 + n)).toISOString().slice(0, 10));
  const dates = fc.array(fc.tuple(date, fc.record({ hours: day })), { maxLength: 6 }).map((all) => new Map(all));
  const instant = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') });

  const closure = fc.tuple(instant, fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined })).map(
    ([from, quarters]): Closure => ({
      from,
      ...(quarters === undefined ? {} : { until: from + quarters * 900_000 }),
    }),
  );
  const table = fc
    .tuple(week, zone, dates, fc.option(closure, { nil: undefined }))
    .map(([hours, z, some, shut]): Timetable => ({ hours, zone: z, dates: some, ...(shut && { closure: shut }) }));

  test('A desk stays open or closed until its next closing or opening, and changes then', () => {
    fc.assert(
      fc.property(table, instant, fc.double({ min: 0, max: 1, noNaN: true }), (hours, t, part) => {
        const open = openAt(hours, t);
        const next = open ? closingAfter(hours, t) : openingAfter(hours, t);
        const until = next ?? t + 20 * 86_400_000;
        expect(openAt(hours, Math.floor(t + part * (until - 1 - t)))).toBe(open);
        if (next === undefined) return;
        expect(openAt(hours, next - 1)).toBe(open);
        expect(openAt(hours, next)).toBe(!open);
      }),
      { numRuns: 1_000 },
    );
  });

  test('There is an opening between two closings, and a closing between two openings', () => {
    fc.assert(
      fc.property(table, instant, (hours, t) => {
        const closing = closingAfter(hours, t);
        const opening = openingAfter(hours, t);
        if (closing !== undefined) {
          expect([openAt(hours, closing - 1), openAt(hours, closing)]).toEqual([true, false]);
          expect(closedBetween(hours, t, closing - 1)).toBe(false);
        }
        if (opening !== undefined) expect([openAt(hours, opening - 1), openAt(hours, opening)]).toEqual([false, true]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('Apart from changes of clocks, a desk is open exactly when its wall clock says so', () => {
    fc.assert(
      fc.property(week, zone, instant, (hours, z, t) => {
        const offset = (at: number) => wallTimeAt(z, at) - at;
        fc.pre(offset(t - 86_400_000) === offset(t + 86_400_000));
        const parts = new Intl.DateTimeFormat('en-GB', {
          timeZone: z,
          weekday: 'short',
          hour: '2-digit',
          minute: '2-digit',
        }).formatToParts(t);
        const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
        const now = `${part('hour')}:${part('minute')}`;
        const intervals = hours[['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part('weekday'))] ?? [];
        expect(openAt({ hours, zone: z }, t)).toBe(intervals.some(([from, to]) => from <= now && now < to));
      }),
      { numRuns: 300 },
    );
  });
});
