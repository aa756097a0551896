// covers: widget/shared/time-words.ts, widget/chat/hours.ts, widget/chat/moments.ts
import { expect, test } from 'vitest';
import { hoursOf } from '../../../widget/chat/hours.ts';
import { momentOf, momentsOf } from '../../../widget/chat/moments.ts';
import { dayOf, separatorOf } from '../../../widget/shared/time-words.ts';

const NEWPORT = 'America/New_York';
const at = (time: string): number => Date.parse(time);
/** The text with plain spaces, because Intl uses several kinds of space. */
const plain = (text: string | undefined): string | undefined => text?.replace(/\s/g, ' ');

const noon = at('2026-03-10T12:00-04:00');
const english = { language: 'en-US', zone: NEWPORT };

test('A day is named by the calendar of the time zone, also across a change of clocks', () => {
  expect(dayOf(at('2026-03-10T00:01-04:00'), noon, english)).toBe('today');
  expect(dayOf(at('2026-03-09T23:59-04:00'), noon, english)).toBe('yesterday');
  expect(dayOf(at('2026-03-11T08:00-04:00'), noon, english)).toBe('tomorrow');
  expect(dayOf(at('2026-03-08T00:30-05:00'), noon, english)).toBe('Sunday, March 8');
  const sunday = at('2026-03-08T23:30-04:00');
  expect(dayOf(at('2026-03-08T00:30-05:00'), sunday, english)).toBe('today');
  expect(dayOf(at('2026-03-09T12:00-04:00'), noon, { language: 'de', zone: NEWPORT })).toBe('gestern');
});

test('A moment that is not today has its day', () => {
  expect(plain(momentOf(at('2026-03-10T15:00-04:00'), noon, english))).toBe('3:00 PM');
  expect(plain(momentOf(at('2026-03-12T09:00-04:00'), noon, english))).toBe('Thursday 9:00 AM');
  expect(plain(momentOf(at('2026-03-23T09:00-04:00'), noon, english))).toBe('Monday, March 23 at 9:00 AM');
  expect(plain(momentOf(at('2026-03-10T15:00-04:00'), noon, { language: 'en-GB', zone: NEWPORT }))).toBe('15:00');
});

test('A moment is shown twice only if it reads differently on the patron’s clock', () => {
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  expect(momentsOf(noon, noon, { language: 'en-US', zone: own })).not.toHaveProperty('own');
  const elsewhere = own === 'Asia/Tokyo' ? NEWPORT : 'Asia/Tokyo';
  const { desk, own: here } = momentsOf(noon, noon, { language: 'en-US', zone: elsewhere });
  expect(here).toBeDefined();
  expect(here).not.toBe(desk);
});

test('The time is shown above the first line, above a new day, and after ten minutes of silence', () => {
  const first = Date.parse('2026-03-10T12:00');
  const minutes = (count: number) => first + count * 60_000;
  expect(plain(separatorOf(first, undefined, minutes(1), 'en-US'))).toBe('today, 12:00 PM');
  expect(separatorOf(minutes(9), first, minutes(9), 'en-US')).toBeUndefined();
  expect(plain(separatorOf(minutes(10), first, minutes(10), 'en-US'))).toBe('12:10 PM');
  expect(plain(separatorOf(minutes(24 * 60), minutes(24 * 60 - 720), minutes(24 * 60), 'en-US'))).toBe('12:00 PM');
  expect(plain(separatorOf(minutes(24 * 60), minutes(0), minutes(24 * 60), 'en-US'))).toBe('today, 12:00 PM');
});

test('Days with the same hours share a row, a break divides the hours, and a closed day has none', () => {
  const day: [string, string][] = [['09:00', '17:00']];
  const saturday: [string, string][] = [
    ['10:00', '12:30'],
    ['13:30', '24:00'],
  ];
  const rows = hoursOf([day, day, day, [['09:00', '20:00']], day, saturday, []], 'en-GB');
  expect(rows).toEqual([
    ['Mon – Wed', '09:00 – 17:00'],
    ['Thu', '09:00 – 20:00'],
    ['Fri', '09:00 – 17:00'],
    ['Sat', '10:00 – 12:30\n13:30 – 00:00'],
    ['Sun', ''],
  ]);
});
