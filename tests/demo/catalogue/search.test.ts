import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CatalogueRecord, findRecord, RECORDS } from '../../../demo/catalogue/records.ts';
import { addressOf, readQuery, search, similarTo, suggestion } from '../../../demo/catalogue/search.ts';

const asked = (address: string) => readQuery(new URLSearchParams(address));
const ids = (address: string) => search(asked(address)).records.map((record) => record.id);

const record = (id: string): CatalogueRecord => {
  const found = findRecord(id);
  if (!found) throw new Error(`no record ${id}`);
  return found;
};

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
    expect([...found.languages]).toEqual([['eng', 2]]);
    expect(ids('q=&language=ger')).toHaveLength(search(asked('q=')).languages.get('ger') ?? 0);
  });

  test('Every record is found by its title, its subjects and its names', () => {
    for (const one of RECORDS)
      for (const text of [one.title, ...one.subjects, ...one.names.map(({ spoken }) => spoken)])
        expect(ids(`${new URLSearchParams({ q: text })}`)).toContain(one.id);
  });
});

describe('suggestion', () => {
  test.each([
    ['shakespere', 'shakespeare'],
    ['moby dcik', 'moby'],
    ['frankenstien', 'frankenstein'],
    ['Brönté heigths', 'bronte heights'],
    ['shakespere hamlit', 'shakespeare'],
  ])('The misspelled "%s" suggests "%s"', (text, meant) => {
    expect(suggestion({ text })).toBe(meant);
    expect(search({ text: meant }).records).not.toEqual([]);
  });

  test.each(['', '???', 'qqqqqqqqqq', 'xy'])('Nothing is suggested for "%s"', (text) => {
    expect(suggestion({ text })).toBeUndefined();
  });
});

describe('addresses', () => {
  test('What an address gets wrong is ignored', () => {
    expect(asked('q=%00 a %0A b&in=everywhere&sort=<x>&format=scroll&language=xx&page=-3')).toEqual({ text: 'a b' });
    expect(asked(`q=${'é'.repeat(500)}`).text).toHaveLength(200);
  });

  test('The address of a query leads back to it, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const query = { ...asked(`${new URLSearchParams({ q: text })}`), language: 'ger' as const };
        expect(readQuery(new URL(addressOf(query), 'http://x').searchParams)).toEqual(query);
        search(query);
        suggestion({ text: query.text.slice(0, 20) });
      }),
    );
  });

  test('A facet is in the address until it is removed', () => {
    expect(addressOf(asked('q=sea&format=map'))).toBe('/search?q=sea&format=map');
    expect(addressOf({ ...asked('q=sea&format=map'), format: undefined })).toBe('/search?q=sea');
  });
});

test('Similar records share what few others have, and a record is not similar to itself', () => {
  expect(similarTo(record('adventures-of-sherlock-holmes'))[0]?.id).toBe('hound-of-the-baskervilles');
  expect(similarTo(record('mary-s-peake')).map((one) => one.id)).toContain('hampton-and-its-students');
  for (const one of RECORDS) expect(similarTo(one)).not.toContain(one);
});
