// covers: demo/catalogue/headings.ts, demo/catalogue/coins.ts
import { expect, test } from 'vitest';
import { contextObject } from '../../../demo/catalogue/coins.ts';
import { readImprint, readName, readTitle } from '../../../demo/catalogue/headings.ts';
import { type CatalogueRecord, findRecord, RECORDS } from '../../../demo/catalogue/records.ts';

const record = (id: string): CatalogueRecord => {
  const found = findRecord(id);
  if (!found) throw new Error(`no record ${id}`);
  return found;
};

test.each([
  [
    'Hugo, Victor, 1802-1885',
    { heading: 'Hugo, Victor, 1802-1885', spoken: 'Victor Hugo', family: 'Hugo', given: 'Victor' },
  ],
  [
    'Lawson, Robert W., translator',
    {
      heading: 'Lawson, Robert W.',
      spoken: 'Robert W. Lawson',
      family: 'Lawson',
      given: 'Robert W.',
      role: 'translator',
    },
  ],
  [
    'Armstrong, Mary Frances, -1903',
    {
      heading: 'Armstrong, Mary Frances, -1903',
      spoken: 'Mary Frances Armstrong',
      family: 'Armstrong',
      given: 'Mary Frances',
    },
  ],
  ['Euclid', { heading: 'Euclid', spoken: 'Euclid' }],
  ['Virginia Historical Society', { heading: 'Virginia Historical Society', spoken: 'Virginia Historical Society' }],
])('A name heading is read: %s', (text, expected) => {
  expect(readName(text)).toEqual(expected);
});

test('An imprint and a title are read', () => {
  expect(readImprint('Boston: Little, Brown, 1896')).toEqual({
    place: 'Boston',
    publisher: 'Little, Brown',
    year: 1896,
  });
  expect(() => readImprint('Boston 1896')).toThrow('not an imprint: Boston 1896');
  expect(readTitle('Moby-Dick: or, The Whale')).toEqual({ title: 'Moby-Dick', subtitle: 'or, The Whale' });
});

test('A book is described in COinS', () => {
  expect([...contextObject(record('federalist'))]).toEqual([
    ['ctx_ver', 'Z39.88-2004'],
    ['ctx_enc', 'info:ofi/enc:UTF-8'],
    ['rft_val_fmt', 'info:ofi/fmt:kev:mtx:book'],
    ['rfr_id', 'info:sid/newport.library.example:catalogue'],
    ['rft.genre', 'book'],
    ['rft.btitle', 'The Federalist: A Collection of Essays, Written in Favour of the New Constitution'],
    ['rft.aulast', 'Hamilton'],
    ['rft.aufirst', 'Alexander'],
    ['rft.au', 'Madison, James'],
    ['rft.au', 'Jay, John'],
    ['rft.place', 'New York'],
    ['rft.pub', 'J. and A. M’Lean'],
    ['rft.date', '1788'],
  ]);
});

test('Every key in COinS is one that its format defines', () => {
  const known: Record<string, string[]> = {
    book: ['genre', 'btitle', 'aulast', 'aufirst', 'au', 'place', 'pub', 'date'],
    journal: ['genre', 'jtitle', 'date'],
    dc: ['type', 'title', 'creator', 'publisher', 'date', 'language', 'subject'],
  };
  for (const one of RECORDS) {
    const pairs = contextObject(one);
    const format = pairs.get('rft_val_fmt')?.split(':').at(-1) ?? '';
    for (const key of pairs.keys()) if (key.startsWith('rft.')) expect(known[format]).toContain(key.slice(4));
    expect(pairs.toString()).not.toMatch(/undefined|null/);
  }
});
