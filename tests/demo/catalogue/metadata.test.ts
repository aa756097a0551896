// covers: demo/catalogue/headings.ts, demo/catalogue/coins.ts, demo/catalogue/json-ld.ts, demo/catalogue/citation.ts
import { expect, test } from 'vitest';
import { citation } from '../../../demo/catalogue/citation.ts';
import { contextObject } from '../../../demo/catalogue/coins.ts';
import { readImprint, readName, readTitle } from '../../../demo/catalogue/headings.ts';
import { jsonLd } from '../../../demo/catalogue/json-ld.ts';
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

test('Records of every format are described in the words of schema.org', () => {
  expect(jsonLd(record('relativity'), 'https://x.example/record/relativity')).toMatchObject({
    '@context': 'https://schema.org',
    '@type': 'Book',
    '@id': 'https://x.example/record/relativity',
    name: 'Relativity: The Special and the General Theory',
    author: [{ '@type': 'Person', name: 'Albert Einstein' }],
    translator: [{ '@type': 'Person', name: 'Robert W. Lawson' }],
    datePublished: '1920',
    publisher: { '@type': 'Organization', name: 'Methuen', location: { '@type': 'Place', name: 'London' } },
    inLanguage: 'en',
    offers: [{ availability: 'https://schema.org/InStock' }, { availability: 'https://schema.org/OutOfStock' }],
  });
  expect(jsonLd(record('maple-leaf-rag'), '')).toMatchObject({
    '@type': 'SheetMusic',
    author: [{ name: 'Scott Joplin' }],
  });
  expect(jsonLd(record('daily-press'), '')).toMatchObject({ '@type': 'Periodical', startDate: '1896' });
  expect(jsonLd(record('virginia-magazine-of-history-and-biography'), '')).toMatchObject({
    author: [{ '@type': 'Organization' }],
  });
});

test('A record is cited as in the Chicago Manual of Style', () => {
  const { before, title, after } = citation(record('federalist'));
  expect(before + title + after).toBe(
    'Hamilton, Alexander, James Madison, and John Jay. The Federalist: A Collection of Essays, Written in Favour of the New Constitution. New York: J. and A. M’Lean, 1788.',
  );
});
