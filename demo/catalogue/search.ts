import MiniSearch from 'minisearch';
import {
  authorsOf,
  type CatalogueRecord,
  type Format,
  findRecord,
  fullTitle,
  type Language,
  RECORDS,
} from './records.ts';

/** The catalogue's search. MiniSearch does the indexing, the ranking and the guessing at misspelled words. */

export interface Query {
  /** One line, at most MAX_QUERY characters. Empty: every record is found. */
  text: string;
  format?: Format | undefined;
  language?: Language | undefined;
}

export interface Found {
  records: CatalogueRecord[];
  /** How many records each other format or language would find, with the other facet unchanged. */
  formats: ReadonlyMap<Format, number>;
  languages: ReadonlyMap<Language, number>;
}

const MAX_QUERY = 200;

/** Never throws: what is unknown in an address is ignored. */
export const readQuery = (params: URLSearchParams): Query => {
  const line = (params.get('q') ?? '').toWellFormed().replace(/[\p{Cc}\s]+/gu, ' ');
  return {
    text: Array.from(line.trim()).slice(0, MAX_QUERY).join('').trim(),
    format: RECORDS.find(({ format }) => format === params.get('format'))?.format,
    language: RECORDS.find(({ language }) => language === params.get('language'))?.language,
  };
};

/** The address of a search's results. */
export const addressOf = ({ text, format, language }: Query): string =>
  `/search?${new URLSearchParams({ q: text, ...(format && { format }), ...(language && { language }) })}`;

const LIGATURES: Readonly<Record<string, string>> = { æ: 'ae', œ: 'oe', ß: 'ss', ø: 'o' };

/** Words without case, accents, ligatures and apostrophes: `Brontë` is `bronte`, `Women’s` is `womens`. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[æœßø]/g, (letter) => LIGATURES[letter] ?? letter)
    .replace(/(\p{L})[’'](\p{L})/gu, '$1$2')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** Words too common to find anything by; searched only where a query has no others. */
const COMMON = new Set(
  'a an and as at by de der die du el en et for in la le les of on or the to und von with y'.split(' '),
);

const FIELDS: Readonly<Record<string, (record: CatalogueRecord) => string>> = {
  id: ({ id }) => id,
  title: fullTitle,
  author: ({ names }) => names.map(({ heading }) => heading).join(' '),
  subject: ({ subjects }) => subjects.join(' '),
  rest: ({ summary, place, publisher, year, call }) => `${summary} ${place} ${publisher} ${year} ${call}`,
};

const index = new MiniSearch<CatalogueRecord>({
  fields: ['title', 'author', 'subject', 'rest'],
  extractField: (record, field) => FIELDS[field]?.(record),
  tokenize: wordsOf,
  searchOptions: {
    tokenize: (text) => {
      const words = wordsOf(text);
      const rare = words.filter((word) => !COMMON.has(word));
      return rare.length > 0 ? rare : words;
    },
    boost: { title: 8, author: 6, subject: 3 },
    combineWith: 'AND',
    // The beginning of a word is enough, but one letter is not.
    prefix: (word) => word.length > 1,
  },
});
index.addAll(RECORDS);

export const search = ({ text, format, language }: Query): Found => {
  const hits = text === '' ? RECORDS : recordsOf(index.search(text));
  const inFormat = hits.filter((record) => format === undefined || record.format === format);
  const inLanguage = hits.filter((record) => language === undefined || record.language === language);
  return {
    records: inFormat.filter((record) => inLanguage.includes(record)),
    formats: counted(inLanguage.map((record) => record.format)),
    languages: counted(inFormat.map((record) => record.language)),
  };
};

/** What a misspelled query may have meant: another search that finds something, or undefined. */
export const suggestion = ({ text }: Query): string | undefined => {
  const meant = wordsOf(text).flatMap((word) => nearest(word) ?? []);
  return meant.length > 0 && index.search(meant.join(' ')).length > 0 ? meant.join(' ') : undefined;
};

/** The word of the catalogue that is nearest to this one. MiniSearch suggests all near words of one record together. */
const nearest = (word: string): string | undefined =>
  index
    .autoSuggest(word, { prefix: false, fuzzy: word.length > 3 && 0.3 })
    .flatMap(({ terms }) => terms)
    .sort((a, b) => Math.abs(a.length - word.length) - Math.abs(b.length - word.length))[0];

/** Records that share subjects or an author with this one, most similar first. */
export const similarTo = (record: CatalogueRecord, most = 6): CatalogueRecord[] => {
  const shared = [...record.subjects, ...authorsOf(record).map(({ spoken }) => spoken)].join(' ');
  const filter = ({ id }: { id: string }) => id !== record.id;
  const hits = index.search(shared, { fields: ['subject', 'author'], combineWith: 'OR', prefix: false, filter });
  return recordsOf(hits).slice(0, most);
};

const recordsOf = (hits: readonly { id: string }[]): CatalogueRecord[] =>
  hits.flatMap(({ id }) => findRecord(id) ?? []);

const counted = <T>(values: readonly T[]): Map<T, number> => {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return new Map([...counts].sort(([, a], [, b]) => b - a));
};
