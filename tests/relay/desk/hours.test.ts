import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closedBetween, closingAfter, openAt, openingAfter } from '../../../relay/desk/hours.ts';
import { wallTimeAt } from '../../../relay/desk/wall-clock.ts';
import type { Interval, WeekHours } from '../../../relay/protocol/whereabouts.ts';

const NEW_YORK = 'America/New_York';
const ST_JOHNS = 'America/St_Johns';
const BERLIN = 'Europe/Berlin';
const KOLKATA = 'Asia/Kolkata';
const AUCKLAND = 'Pacific/Auckland';
const LORD_HOWE = 'Australia/Lord_Howe';
const ZONES = [NEW_YORK, ST_JOHNS, BERLIN, KOLKATA, AUCKLAND, LORD_HOWE];

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

describe('a desk open from 9 to 17 on the days clocks change', () => {
  test.each([
    [NEW_YORK, '2026-03-08T05:00', '2026-03-08T13:00', '2026-03-08T21:00'],
    [NEW_YORK, '2026-11-01T04:00', '2026-11-01T14:00', '2026-11-01T22:00'],
    [ST_JOHNS, '2026-03-08T03:30', '2026-03-08T11:30', '2026-03-08T19:30'],
    [BERLIN, '2026-10-24T22:00', '2026-10-25T08:00', '2026-10-25T16:00'],
    [KOLKATA, '2026-03-28T18:30', '2026-03-29T03:30', '2026-03-29T11:30'],
    [AUCKLAND, '2026-09-26T12:00', '2026-09-26T20:00', '2026-09-27T04:00'],
    [AUCKLAND, '2026-04-04T11:00', '2026-04-04T21:00', '2026-04-05T05:00'],
    [LORD_HOWE, '2026-10-03T13:30', '2026-10-03T22:00', '2026-10-04T06:00'],
    [LORD_HOWE, '2026-04-04T13:00', '2026-04-04T22:30', '2026-04-05T06:30'],
  ])('%s from %s UTC', (zone, midnight, opening, closing) => {
    const hours = daily(['09:00', '17:00']);
    const t = wall(midnight);
    expect(iso(openingAfter(hours, zone, t))).toBe(opening);
    expect(iso(closingAfter(hours, zone, t))).toBe(closing);
    expect([openAt(hours, zone, wall(opening) - 1), openAt(hours, zone, wall(opening))]).toEqual([false, true]);
    expect([openAt(hours, zone, wall(closing) - 1), openAt(hours, zone, wall(closing))]).toEqual([true, false]);
  });

  test('an opening that the jump swallows is not there that day', () => {
    const hours = daily(['02:10', '02:40']);
    expect(iso(openingAfter(hours, NEW_YORK, wall('2026-03-07T12:00')))).toBe('2026-03-09T06:10');
  });

  test('a time that comes twice closes the first time, and does not open again', () => {
    const hours = daily(['00:00', '01:30']);
    const closing = closingAfter(hours, NEW_YORK, wall('2026-11-01T04:30'));
    expect(iso(closing)).toBe('2026-11-01T05:30');
    expect(openAt(hours, NEW_YORK, wall('2026-11-01T06:15'))).toBe(false);
    expect(iso(openingAfter(hours, NEW_YORK, closing ?? 0))).toBe('2026-11-02T05:00');
  });
});

describe('weeks', () => {
  test('over the weekend', () => {
    const friday = wall('2026-01-16T21:00');
    expect(iso(closingAfter(weekdays, NEW_YORK, friday))).toBe('2026-01-16T22:00');
    expect(iso(openingAfter(weekdays, NEW_YORK, friday))).toBe('2026-01-19T14:00');
    expect(iso(closingAfter(weekdays, NEW_YORK, friday + 3_600_000))).toBe('2026-01-19T22:00');
  });

  test('the day is the desk’s, not the one in Greenwich', () => {
    const mondayMorningInAuckland = wall('2026-01-18T21:00');
    expect(openAt(weekdays, AUCKLAND, mondayMorningInAuckland)).toBe(true);
    expect(openAt(weekdays, NEW_YORK, mondayMorningInAuckland)).toBe(false);
  });

  test('intervals that touch are one opening, over midnight too', () => {
    const hours = daily(['20:00', '24:00'], ['00:00', '02:00'], ['02:00', '03:00']);
    const t = wall('2026-01-13T22:00');
    expect(iso(closingAfter(hours, BERLIN, t))).toBe('2026-01-14T02:00');
    expect(iso(openingAfter(hours, BERLIN, t))).toBe('2026-01-14T19:00');
    expect(openAt(hours, BERLIN, wall('2026-01-13T23:00'))).toBe(true);
  });

  test('in any order, and with one inside another', () => {
    const hours = daily(['13:00', '17:00'], ['09:00', '12:00'], ['10:00', '11:00']);
    const t = wall('2026-01-13T09:30');
    expect(iso(closingAfter(hours, BERLIN, t))).toBe('2026-01-13T11:00');
    expect(iso(openingAfter(hours, BERLIN, t))).toBe('2026-01-13T12:00');
  });

  test('once a week', () => {
    const hours: WeekHours = [[], [], [['09:00', '09:30']], [], [], [], []];
    expect(iso(openingAfter(hours, BERLIN, wall('2026-01-14T08:00')))).toBe('2026-01-21T08:00');
    expect(iso(closingAfter(hours, BERLIN, wall('2026-01-14T08:30')))).toBe('2026-01-21T08:30');
  });

  test('a desk that never closes, and one that never opens', () => {
    const t = wall('2026-01-14T08:00');
    const always = daily(['00:00', '24:00']);
    const halves = daily(['12:00', '24:00'], ['00:00', '12:00']);
    for (const hours of [always, halves]) {
      expect(openAt(hours, BERLIN, t)).toBe(true);
      expect([closingAfter(hours, BERLIN, t), openingAfter(hours, BERLIN, t)]).toEqual([undefined, undefined]);
    }
    expect(openAt(daily(), BERLIN, t)).toBe(false);
    expect([closingAfter(daily(), BERLIN, t), openingAfter(daily(), BERLIN, t)]).toEqual([undefined, undefined]);
    const weekdaysRound: WeekHours = [...(always.slice(0, 5) as Interval[][]), [], []] as unknown as WeekHours;
    expect(iso(closingAfter(weekdaysRound, BERLIN, t))).toBe('2026-01-16T23:00');
    expect(openAt(weekdaysRound, BERLIN, t)).toBe(true);
  });

  test('a closing in between', () => {
    const noon = wall('2026-01-13T17:00');
    const closing = wall('2026-01-13T22:00');
    expect(closedBetween(weekdays, NEW_YORK, noon, closing - 1)).toBe(false);
    expect(closedBetween(weekdays, NEW_YORK, noon, closing)).toBe(true);
    expect(closedBetween(weekdays, NEW_YORK, closing, closing)).toBe(false);
    expect(closedBetween(weekdays, NEW_YORK, closing, wall('2026-01-14T21:59'))).toBe(false);
    expect(closedBetween(daily(), NEW_YORK, 0, noon)).toBe(false);
  });
});

describe('whatever the hours, the zone and the time', () => {
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
  const instant = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') });

  test('it stays open or closed until the next opening or closing, and then it changes', () => {
    fc.assert(
      fc.property(week, zone, instant, fc.double({ min: 0, max: 1, noNaN: true }), (hours, z, t, part) => {
        const open = openAt(hours, z, t);
        const next = open ? closingAfter(hours, z, t) : openingAfter(hours, z, t);
        const until = next ?? t + 20 * 86_400_000;
        expect(openAt(hours, z, Math.floor(t + part * (until - 1 - t)))).toBe(open);
        if (next === undefined) return;
        expect(openAt(hours, z, next - 1)).toBe(open);
        expect(openAt(hours, z, next)).toBe(!open);
        expect(next).toBeLessThan(t + 9 * 86_400_000);
      }),
      { numRuns: 300 },
    );
  });

  test('away from changes of clocks, it is open when the clock on the wall says so', () => {
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
        expect(openAt(hours, z, t)).toBe(intervals.some(([from, to]) => from <= now && now < to));
      }),
      { numRuns: 300 },
    );
  });
});
