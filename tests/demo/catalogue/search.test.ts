import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RECORDS } from '../../../demo/catalogue/records.ts';
import { addressOf, readQuery, search } from '../../../demo/catalogue/search.ts';

const asked = (address: string) => readQuery(new URLSearchParams(address));
const ids = (address: string) => search(asked(address)).records.map((record) => record.id);

describe('search', () => {
  test.each([
    ['accents need not be typed', 'q=Bronte', ['jane-eyre', 'wuthering-heights']],
    ['accents may be typed', 'q=Brontë', ['jane-eyre', 'wuthering-heights']],
    ['decomposed accents are the same', `q=${'Brontë'.normalize('NFD')}`, ['jane-eyre', 'wuthering-heights']],
    ['case does not matter', 'q=LES MISERABLES', ['les-miserables']],
    ['ligatures are two letters', 'q=philosophiae', ['philosophiae-naturalis-principia-mathematica']],
    ['an apostrophe may be left out', 'q=alices adventures', ['alices-adventures-in-wonderland']],
    ['the beginning of a word is enough', 'q=navig practical', ['new-american-practical-navigator']],
    ['common words do not have to be in the record', 'q=the wuthering', ['wuthering-heights']],
    ['an author alone finds their works', 'q=shelley', ['frankenstein']],
    ['a year may be part of a query', 'q=1851 whale', ['moby-dick']],
    ['a range of years in a title is found', 'q=1660-1783', ['influence-of-sea-power-upon-history']],
    ['a title in Arabic is found', 'q=ألف ليلة', ['alf-laylah-wa-laylah']],
    ['every word must be in the record', 'q=shelley whale', []],
    ['punctuation alone finds nothing', 'q=???', []],
    ['an unknown word finds nothing', 'q=qzxv', []],
  ])('When a patron searches, %s', (_, address, expected) => {
    expect(ids(address).sort()).toEqual(expected);
  });

  test('A whole title is the best match, then words of a title, then the rest of a record', () => {
    expect(ids('q=walden')[0]).toBe('walden');
    expect(ids('q=the prophet')[0]).toBe('prophet');
    expect(ids('q=emily dickinson poems')[0]).toBe('poems-dickinson');
    expect(ids('q=whale').slice(0, 1)).toEqual(['moby-dick']);
  });

  test('An empty query finds every record, and common words alone are searched', () => {
    expect(ids('q=')).toHaveLength(RECORDS.length);
    expect(ids('q=the')).toContain('prophet');
  });

  test('A facet counts what each other choice would find', () => {
    const found = search(asked('q=virginia&format=map'));
    expect(found.records).toHaveLength(2);
    expect(found.formats.get('book')).toBe(ids('q=virginia&format=book').length);
  });

  test('Every record is found by its title, its subjects and its names', () => {
    for (const one of RECORDS)
      for (const text of [one.title, ...one.subjects, ...one.names.map(({ spoken }) => spoken)])
        expect(ids(`${new URLSearchParams({ q: text })}`)).toContain(one.id);
  });
});

test.each([
  ['shakespere', 'shakespeares-comedies-histories-and-tragedies'],
  ['frankenstien', 'frankenstein'],
  ['Brönté heigths', 'wuthering-heights'],
])('The misspelled "%s" finds %s', (text, id) => {
  expect(search({ text }).records.map((record) => record.id)).toContain(id);
});

test.each(['???', 'qqqqqqqqqq', 'xy'])('Nothing is found for "%s"', (text) => {
  expect(search({ text }).records).toEqual([]);
});

describe('addresses', () => {
  test('What an address gets wrong is ignored', () => {
    expect(asked('q=%00 a %0A b&in=everywhere&sort=<x>&format=scroll&language=xx&page=-3')).toEqual({ text: 'a b' });
    expect(asked(`q=${'é'.repeat(500)}`).text).toHaveLength(200);
  });

  test('The address of a query leads back to it, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const query = { ...asked(`${new URLSearchParams({ q: text })}`), format: 'map' as const };
        expect(readQuery(new URL(addressOf(query), 'http://x').searchParams)).toEqual(query);
        search(query);
      }),
    );
  });

  test('A facet is in the address until it is removed', () => {
    expect(addressOf(asked('q=sea&format=map'))).toBe('/search?q=sea&format=map');
    expect(addressOf({ ...asked('q=sea&format=map'), format: undefined })).toBe('/search?q=sea');
  });
});
