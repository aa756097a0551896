import { describe, expect, test } from 'vitest';
import { instantOf, instantsOf, wallTimeAt } from '../../../../relay/desk/presence/time-zone.ts';

const NEW_YORK = 'America/New_York';
const ST_JOHNS = 'America/St_Johns';
const BERLIN = 'Europe/Berlin';
const KOLKATA = 'Asia/Kolkata';
const AUCKLAND = 'Pacific/Auckland';
const LORD_HOWE = 'Australia/Lord_Howe';

const wall = (text: string): number => Date.parse(`${text}Z`);
const iso = (instant: number | undefined): string | undefined =>
  instant === undefined ? undefined : new Date(instant).toISOString().slice(0, 16);

describe('Wall times in six zones when clocks change', () => {
  test.each([
    // Plain days, winter and summer.
    [NEW_YORK, '2026-01-13T09:00', ['2026-01-13T14:00']],
    [NEW_YORK, '2026-07-13T09:00', ['2026-07-13T13:00']],
    [ST_JOHNS, '2026-01-13T09:00', ['2026-01-13T12:30']],
    [ST_JOHNS, '2026-07-13T09:00', ['2026-07-13T11:30']],
    [BERLIN, '2026-01-13T09:00', ['2026-01-13T08:00']],
    [BERLIN, '2026-07-13T09:00', ['2026-07-13T07:00']],
    [KOLKATA, '2026-01-13T09:00', ['2026-01-13T03:30']],
    [KOLKATA, '2026-07-13T00:15', ['2026-07-12T18:45']],
    [AUCKLAND, '2026-01-13T09:00', ['2026-01-12T20:00']],
    [AUCKLAND, '2026-07-13T09:00', ['2026-07-12T21:00']],
    [LORD_HOWE, '2026-01-13T09:00', ['2026-01-12T22:00']],
    [LORD_HOWE, '2026-07-13T09:00', ['2026-07-12T22:30']],
    // Clocks are put forward: the minute before, the gap, the minute after.
    [NEW_YORK, '2026-03-08T01:59', ['2026-03-08T06:59']],
    [NEW_YORK, '2026-03-08T02:00', []],
    [NEW_YORK, '2026-03-08T02:59', []],
    [NEW_YORK, '2026-03-08T03:00', ['2026-03-08T07:00']],
    [ST_JOHNS, '2026-03-08T01:59', ['2026-03-08T05:29']],
    [ST_JOHNS, '2026-03-08T02:30', []],
    [ST_JOHNS, '2026-03-08T03:00', ['2026-03-08T05:30']],
    [BERLIN, '2026-03-29T02:30', []],
    [BERLIN, '2026-03-29T03:00', ['2026-03-29T01:00']],
    [AUCKLAND, '2026-09-27T02:30', []],
    [AUCKLAND, '2026-09-27T03:00', ['2026-09-26T14:00']],
    [LORD_HOWE, '2026-10-04T01:59', ['2026-10-03T15:29']],
    [LORD_HOWE, '2026-10-04T02:15', []],
    [LORD_HOWE, '2026-10-04T02:30', ['2026-10-03T15:30']],
    // Clocks are put back.
    [NEW_YORK, '2026-11-01T00:59', ['2026-11-01T04:59']],
    [NEW_YORK, '2026-11-01T01:30', ['2026-11-01T05:30', '2026-11-01T06:30']],
    [NEW_YORK, '2026-11-01T02:00', ['2026-11-01T07:00']],
    [ST_JOHNS, '2026-11-01T01:30', ['2026-11-01T04:00', '2026-11-01T05:00']],
    [BERLIN, '2026-10-25T02:30', ['2026-10-25T00:30', '2026-10-25T01:30']],
    [AUCKLAND, '2026-04-05T02:30', ['2026-04-04T13:30', '2026-04-04T14:30']],
    [LORD_HOWE, '2026-04-05T01:45', ['2026-04-04T14:45', '2026-04-04T15:15']],
    [LORD_HOWE, '2026-04-05T01:15', ['2026-04-04T14:15']],
    [LORD_HOWE, '2026-04-05T02:00', ['2026-04-04T15:30']],
  ])('In %s the clocks show %s at exactly these instants', (zone, text, instants) => {
    expect(instantsOf(zone, wall(text)).map(iso)).toEqual(instants);
    for (const instant of instants) expect(iso(wallTimeAt(zone, Date.parse(`${instant}Z`)))).toBe(text);
  });

  test.each([
    [NEW_YORK, '2026-03-08T02:20', '2026-03-08T07:00'],
    [NEW_YORK, '2026-11-01T01:30', '2026-11-01T05:30'],
    [ST_JOHNS, '2026-03-08T02:59', '2026-03-08T05:30'],
    [BERLIN, '2026-03-29T02:00', '2026-03-29T01:00'],
    [AUCKLAND, '2026-09-27T02:01', '2026-09-26T14:00'],
    [LORD_HOWE, '2026-10-04T02:15', '2026-10-03T15:30'],
    [LORD_HOWE, '2026-04-05T01:45', '2026-04-04T14:45'],
    // Samoa skipped 30 December 2011.
    ['Pacific/Apia', '2011-12-30T12:00', '2011-12-30T10:00'],
  ])('A timetable in %s that says %s means %s UTC', (zone, text, instant) => {
    expect(iso(instantOf(zone, wall(text)))).toBe(instant);
  });

  test('Milliseconds are kept, before 1970 too', () => {
    expect(wallTimeAt(NEW_YORK, Date.parse('2026-01-13T14:00:00.250Z'))).toBe(Date.parse('2026-01-13T09:00:00.250Z'));
    expect(wallTimeAt(KOLKATA, -250)).toBe(5.5 * 3_600_000 - 250);
  });

  test('An unknown time zone is refused', () => {
    expect(() => wallTimeAt('Middle/Earth', 0)).toThrow(RangeError);
  });
});
