import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressOf, readQuery } from '../../demo/catalogue/query.ts';
import { findRecord, RECORDS } from '../../demo/catalogue/records.ts';
import { PAGE_SIZE, search } from '../../demo/catalogue/search.ts';
import { suggestion } from '../../demo/catalogue/spelling.ts';
import { termsOf } from '../../demo/catalogue/terms.ts';

const asked = (address: string) => readQuery(new URLSearchParams(address));
const ids = (address: string) => search(asked(address)).records.map((record) => record.id);

describe('a patron searches the catalogue', () => {
  test.each([
    ['accents need not be typed', 'q=Bronte', ['jane-eyre', 'wuthering-heights']],
    ['accents may be typed', 'q=Brontë', ['jane-eyre', 'wuthering-heights']],
    ['decomposed accents are the same', `q=${'Brontë'.normalize('NFD')}`, ['jane-eyre', 'wuthering-heights']],
    ['case does not matter', 'q=LES MISERABLES', ['les-miserables']],
    ['ligatures are two letters', 'q=philosophiae', ['philosophiae-naturalis-principia-mathematica']],
    ['an apostrophe may be left out', 'q=alices adventures', ['alices-adventures-in-wonderland']],
    ['the beginning of a word is enough', 'q=navig practical', ['new-american-practical-navigator']],
    ['quotes keep words together', 'q="sea power"', ['influence-of-sea-power-upon-history']],
    ['so do curly ones', 'q=“sea power”', ['influence-of-sea-power-upon-history']],
    ['a quote that is not closed ends with the line', 'q="sea power', ['influence-of-sea-power-upon-history']],
    ['author alone', 'q=shelley&in=author', ['frankenstein']],
    ['a year', 'q=1851 whale', ['moby-dick']],
    ['years as a range in a title', 'q=1660-1783', ['influence-of-sea-power-upon-history']],
  ])('%s', (_, address, expected) => {
    expect(ids(address).sort()).toEqual(expected);
  });

  test('the best match is first: a whole title, then titles, then the rest', () => {
    expect(ids('q=walden')[0]).toBe('walden');
    expect(ids('q=the prophet')[0]).toBe('prophet');
    expect(ids('q=emily dickinson poems')[0]).toBe('poems-dickinson');
    expect(ids('q=whale').slice(0, 1)).toEqual(['moby-dick']);
  });

  test('nothing is everything; words that are no words are nothing', () => {
    expect(search(asked('q=')).total).toBe(RECORDS.length);
    expect(search(asked('q=???')).total).toBe(0);
    expect(search(asked('q=qzxv')).total).toBe(0);
  });

  test('common words alone are still searched', () => {
    expect(termsOf('the')).toEqual([['the']]);
    expect(termsOf('the sea')).toEqual([['sea']]);
  });

  test('facets count what each other choice would find', () => {
    const found = search(asked('q=virginia&format=map'));
    expect(found.total).toBe(3);
    expect(found.formats.get('book')).toBe(search(asked('q=virginia&format=book')).total);
    expect([...found.languages]).toEqual([['eng', 3]]);
  });

  test('sorting', () => {
    const years = search(asked('q=&sort=oldest')).records.map((record) => record.year);
    expect(years).toEqual([...years].sort((a, b) => a - b));
    expect(ids('q=austen&sort=newest')).toEqual(['pride-and-prejudice', 'sense-and-sensibility']);
    expect(ids('q=&sort=title').slice(0, 2)).toEqual([
      'adventures-of-huckleberry-finn',
      'adventures-of-sherlock-holmes',
    ]);
    expect(ids('q=doyle&sort=title')).toEqual(['adventures-of-sherlock-holmes', 'hound-of-the-baskervilles']);
    expect(ids('q=&sort=author')[0]).toBe('little-women');
    expect(ids('q=&sort=author&page=99').at(-1)).toBe('daily-press');
  });

  test('all pages together are every record, once', () => {
    const pages = Array.from({ length: Math.ceil(RECORDS.length / PAGE_SIZE) }, (_, page) =>
      ids(`q=&page=${page + 1}`),
    );
    expect(new Set(pages.flat()).size).toBe(RECORDS.length);
    expect(ids('q=&page=9999')).toEqual(pages.at(-1));
  });
});

describe('what was mistyped is guessed', () => {
  test.each([
    ['shakespere', 'shakespeare'],
    ['moby dcik', 'moby dick'],
    ['frankenstien', 'frankenstein'],
    ['Brönté heigths', 'bronte heights'],
    ['shakespere hamlit', 'shakespeare'],
  ])('%s: %s', (text, meant) => {
    expect(suggestion({ text, scope: 'any', sort: 'relevance', page: 1 })).toBe(meant);
  });

  test.each(['', '???', 'qqqqqqqqqq', 'xy'])('nothing near "%s"', (text) => {
    expect(suggestion({ text, scope: 'any', sort: 'relevance', page: 1 })).toBeUndefined();
  });
});

describe('addresses', () => {
  test('bad ones are read as far as they make sense', () => {
    expect(asked('q=%00 a %0A b&in=everywhere&sort=<x>&format=scroll&language=xx&page=-3')).toEqual({
      text: 'a b',
      scope: 'any',
      sort: 'relevance',
      page: 1,
    });
    expect(asked(`q=${'é'.repeat(500)}`).text).toHaveLength(200);
    expect(asked('page=1e99').page).toBe(1);
    expect(asked('page=2.5').page).toBe(1);
  });

  test('an address leads back to its query, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 40 }), (text, page) => {
        const query = { ...asked(''), text: asked(new URLSearchParams({ q: text }).toString()).text, page };
        expect(readQuery(new URL(addressOf(query, { page }), 'http://x').searchParams)).toEqual(query);
        search(query);
        suggestion({ ...query, text: query.text.slice(0, 20) });
      }),
    );
  });

  test('any change begins at the first page', () => {
    expect(addressOf(asked('q=sea&page=3'), { format: 'map' })).toBe('/search?q=sea&format=map');
    expect(addressOf(asked('q=sea&format=map'), { format: undefined })).toBe('/search?q=sea');
  });
});

test('every record is found by its own title, and has its own address', () => {
  expect(new Set(RECORDS.map((record) => record.id)).size).toBe(RECORDS.length);
  expect(RECORDS.length).toBeGreaterThan(60);
  for (const record of RECORDS) {
    expect(ids(`${new URLSearchParams({ q: record.title })}`)).toContain(record.id);
    expect(findRecord(record.id)).toBe(record);
    expect(record.id).toMatch(/^[a-z0-9-]+$/);
    expect(record.year).toBeLessThan(1931);
    expect(record.copies).not.toHaveLength(0);
    expect(record.names.every((name) => name.role === undefined || name.role.length > 3)).toBe(true);
  }
});
