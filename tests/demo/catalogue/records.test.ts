// covers: demo/catalogue/records.ts, demo/catalogue/wording.ts
import { expect, test } from 'vitest';
import { BRANCHES, creditOf, findRecord, RECORDS } from '../../../demo/catalogue/records.ts';
import { availabilityOf, languageName } from '../../../demo/catalogue/wording.ts';

test('Every record has an address of its own, copies in known branches and a date in the public domain', () => {
  expect(new Set(RECORDS.map((record) => record.id)).size).toBe(RECORDS.length);
  expect(RECORDS.length).toBeGreaterThanOrEqual(40);
  for (const record of RECORDS) {
    expect(findRecord(record.id)).toBe(record);
    expect(record.id).toMatch(/^[a-z0-9-]+$/);
    expect(record.year).toBeLessThan(1931);
    expect(record.copies).not.toHaveLength(0);
    expect(record.copies.every(({ branch }) => Object.hasOwn(BRANCHES, branch))).toBe(true);
    expect(record.names.every((name) => name.role === undefined || name.role.length > 3)).toBe(true);
  }
});

test('The shelf is as varied as a catalogue: formats, languages, long titles, missing covers, nobody named', () => {
  expect(new Set(RECORDS.map(({ format }) => format))).toEqual(new Set(['book', 'map', 'score', 'serial']));
  expect(new Set(RECORDS.map(({ language }) => languageName(language))).size).toBeGreaterThan(6);
  expect(RECORDS.some(({ title, subtitle = '' }) => title.length + subtitle.length > 90)).toBe(true);
  expect(RECORDS.some(({ cover }) => !cover)).toBe(true);
  expect(RECORDS.some((record) => creditOf(record) === undefined)).toBe(true);
});

test('The line for all copies of a record says where one can be had', () => {
  const [record] = RECORDS;
  if (!record) throw new Error('no records');
  const copies = (...states: ('in' | 'stays' | number)[]) =>
    availabilityOf({
      ...record,
      copies: states.map((state, place) => ({ branch: place === 0 ? 'main' : 'northgate', state })),
    });
  expect(copies('in', 'in')).toEqual({ shade: 'in', text: 'Available at Main Library and Northgate Branch' });
  expect(copies(3, 'stays')).toEqual({ shade: 'stays', text: 'Library use only: Northgate Branch' });
  expect(copies(3)).toEqual({ shade: 'out', text: 'All copies checked out' });
});
