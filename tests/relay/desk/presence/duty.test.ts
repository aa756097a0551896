import { describe, expect, test } from 'vitest';
import { isOnDuty, openingTimes, overrideEnds } from '../../../../relay/desk/presence/duty.ts';
import type { DeskEntry } from '../../../../relay/desk/roster.ts';

/** Tuesday, 13 January 2026 in New York. */
const at = (time: string): number => Date.parse(`2026-01-13T${time}:00-05:00`);

const day: [string, string][] = [['09:00', '17:00']];
const always: DeskEntry = { name: 'main', title: 'Reference desk', zone: 'America/New_York', librarians: ['ann'] };
const office: DeskEntry = { ...always, hours: [day, day, day, day, day, [], []] };

const on = (time: string) => ({ on: true, at: at(time) });
const off = (time: string) => ({ on: false, at: at(time) });

test('At a desk with hours an online librarian is not on duty because of that', () => {
  expect(isOnDuty(office, 'ann', undefined, true, at('10:00'))).toBe(false);
  expect(isOnDuty(office, 'ann', on('09:30'), true, at('10:00'))).toBe(true);
  expect(isOnDuty(office, 'ann', on('09:30'), false, at('10:00'))).toBe(true);
  expect(isOnDuty(office, 'ann', off('09:30'), true, at('10:00'))).toBe(false);
});

test('At a desk with hours duty ends at closing, and starts only by hand', () => {
  expect(isOnDuty(office, 'ann', on('09:30'), true, at('17:00') - 1)).toBe(true);
  expect(isOnDuty(office, 'ann', on('09:30'), true, at('17:00'))).toBe(false);
  expect(isOnDuty(office, 'ann', on('09:30'), true, at('10:00') + 86_400_000)).toBe(false);
  expect(isOnDuty(office, 'ann', on('08:40'), true, at('09:10'))).toBe(true);
  expect(isOnDuty(office, 'ann', on('18:00'), true, at('19:00'))).toBe(true);
});

test('At a desk without hours everyone present is on duty, unless they went off by hand', () => {
  expect(isOnDuty(always, 'ann', undefined, true, at('10:00'))).toBe(true);
  expect(isOnDuty(always, 'ann', undefined, false, at('10:00'))).toBe(false);
  expect(isOnDuty(always, 'ann', off('09:30'), true, at('10:00') + 7 * 86_400_000)).toBe(false);
  expect(isOnDuty(always, 'ann', on('09:30'), false, at('10:00'))).toBe(true);
});

describe('A desk with a rota and no hours', () => {
  const night: [string, string][] = [
    ['00:00', '02:00'],
    ['09:00', '12:00'],
    ['22:00', '24:00'],
  ];
  const desk: DeskEntry = { ...always, rota: new Map([['ann', [night, night, night, night, night, night, night]]]) };
  const tomorrow = (time: string) => at(time) + 86_400_000;
  const open: DeskEntry = {
    ...desk,
    hours: Array.from({ length: 7 }, (): [string, string][] => [['00:00', '24:00']]) as never,
  };

  test.each([desk, open])('A manual override within a shift ends with the shift, even after midnight', (each) => {
    expect(overrideEnds(each, 'ann', at('10:00'))).toBe(at('12:00'));
    expect(overrideEnds(each, 'ann', at('23:00'))).toBe(tomorrow('02:00'));
    expect(isOnDuty(each, 'ann', off('23:00'), true, tomorrow('01:59'))).toBe(false);
    expect(isOnDuty(each, 'ann', off('23:00'), true, tomorrow('09:00'))).toBe(true);
    expect(isOnDuty(each, 'ann', on('11:00'), true, at('12:00'))).toBe(false);
  });

  test('A manual override outside a shift ends at the next shift, or at midnight', () => {
    expect(overrideEnds(desk, 'ann', at('14:00'))).toBe(at('22:00'));
    expect(isOnDuty(desk, 'ann', on('14:00'), false, at('21:59'))).toBe(true);
    expect(isOnDuty(desk, 'ann', on('14:00'), false, tomorrow('03:00'))).toBe(false);
    const early: DeskEntry = { ...always, rota: new Map([['ann', [[], [], [], [['09:00', '12:00']], [], [], []]]]) };
    expect(overrideEnds(early, 'ann', at('14:00'))).toBe(tomorrow('00:00'));
    // A librarian who substitutes for a colleague and is not in the rota.
    expect(overrideEnds(desk, 'ben', at('14:00'))).toBe(tomorrow('00:00'));
    expect(isOnDuty(desk, 'ben', on('14:00'), true, at('23:59'))).toBe(true);
    expect(isOnDuty(desk, 'ben', on('14:00'), true, tomorrow('00:00'))).toBe(false);
  });

  test('A closing before that ends a manual override', () => {
    const snow = { ...desk, closure: { from: at('11:00') } };
    expect(overrideEnds(snow, 'ann', at('10:00'))).toBe(at('11:00'));
    const holiday = { ...desk, dates: new Map([['2026-12-25', { hours: [] }]]) };
    expect(overrideEnds(holiday, 'ann', at('10:00'))).toBe(at('12:00'));
  });

  test('Without a rota a manual override lasts until the next one or, with hours, until the desk closes', () => {
    expect(overrideEnds(always, 'ann', at('10:00'))).toBeUndefined();
    expect(overrideEnds({ ...office, rota: desk.rota } as DeskEntry, 'ann', at('10:00'))).toBe(at('17:00'));
  });
});

test('A desk shows when it closes while open, and when it opens while closed', () => {
  expect(openingTimes(office, at('10:00'))).toEqual({ closes: at('17:00') });
  expect(openingTimes(office, at('17:00'))).toEqual({ opens: at('09:00') + 86_400_000 });
  expect(openingTimes(always, at('10:00'))).toEqual({});
});
