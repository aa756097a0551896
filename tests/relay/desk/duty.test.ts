import { expect, test } from 'vitest';
import { doorTimes, isOnDuty } from '../../../relay/desk/duty.ts';
import type { DeskEntry } from '../../../relay/desk/roster.ts';

/** Tuesday, 13 January 2026 in New York. */
const at = (time: string): number => Date.parse(`2026-01-13T${time}:00-05:00`);

const day: [string, string][] = [['09:00', '17:00']];
const always: DeskEntry = { name: 'main', title: 'Reference desk', zone: 'America/New_York', librarians: ['ann'] };
const office: DeskEntry = { ...always, hours: [day, day, day, day, day, [], []] };

const on = (time: string) => ({ on: true, at: at(time) });
const off = (time: string) => ({ on: false, at: at(time) });

test('a desk with hours: online is not on duty', () => {
  expect(isOnDuty(office, 'ann', undefined, true, at('10:00'))).toBe(false);
  expect(isOnDuty(office, 'ann', on('09:30'), true, at('10:00'))).toBe(true);
  expect(isOnDuty(office, 'ann', on('09:30'), false, at('10:00'))).toBe(true);
  expect(isOnDuty(office, 'ann', off('09:30'), true, at('10:00'))).toBe(false);
});

test('duty ends at closing, and begins with nothing but her word', () => {
  expect(isOnDuty(office, 'ann', on('09:30'), true, at('17:00') - 1)).toBe(true);
  expect(isOnDuty(office, 'ann', on('09:30'), true, at('17:00'))).toBe(false);
  expect(isOnDuty(office, 'ann', on('09:30'), true, at('10:00') + 86_400_000)).toBe(false);
  expect(isOnDuty(office, 'ann', on('08:40'), true, at('09:10'))).toBe(true);
  expect(isOnDuty(office, 'ann', on('18:00'), true, at('19:00'))).toBe(true);
});

test('a desk without hours: whoever is present is, unless she said off', () => {
  expect(isOnDuty(always, 'ann', undefined, true, at('10:00'))).toBe(true);
  expect(isOnDuty(always, 'ann', undefined, false, at('10:00'))).toBe(false);
  expect(isOnDuty(always, 'ann', off('09:30'), true, at('10:00') + 7 * 86_400_000)).toBe(false);
  expect(isOnDuty(always, 'ann', on('09:30'), false, at('10:00'))).toBe(true);
});

test('the door', () => {
  expect(doorTimes(office, at('10:00'))).toEqual({ closes: at('17:00') });
  expect(doorTimes(office, at('17:00'))).toEqual({ opens: at('09:00') + 86_400_000 });
  expect(doorTimes(always, at('10:00'))).toEqual({});
});
