import MiniSearch from 'minisearch';
import { type CatalogueRecord, type Format, findRecord, fullTitle, RECORDS } from './records.ts';

/** The catalogue's search. MiniSearch does the indexing, the ranking and the matching of misspelled words. */

export interface Query {
  /** One line, at most MAX_QUERY characters. Empty: every record is found. */
  text: string;
  format?: Format | undefined;
}

export interface Found {
  records: CatalogueRecord[];
  /** How many records each format would find. */
  formats: ReadonlyMap<Format, number>;
}

const MAX_QUERY = 200;

/** Never throws: what is unknown in an address is ignored. */
export const readQuery = (params: URLSearchParams): Query => {
  const line = (params.get('q') ?? '').toWellFormed().replace(/[\p{Cc}\s]+/gu, ' ');
  return {
    text: Array.from(line.trim()).slice(0, MAX_QUERY).join('').trim(),
    format: RECORDS.find(({ format }) => format === params.get('format'))?.format,
  };
};

/** The address of a search's results. */
export const addressOf = ({ text, format }: Query): string =>
  `/search?${new URLSearchParams({ q: text, ...(format && { format }) })}`;

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

export const search = ({ text, format }: Query): Found => {
  const hits = text === '' ? RECORDS : recordsOf(text);
  return {
    records: hits.filter((record) => format === undefined || record.format === format),
    formats: counted(hits.map((record) => record.format)),
  };
};

/** Best match first. Words of a similar spelling are searched only where the words as written find nothing. */
const recordsOf = (text: string): CatalogueRecord[] => {
  const exact = index.search(text);
  const hits = exact.length > 0 ? exact : index.search(text, { fuzzy: (word) => word.length > 5 && 0.3 });
  return hits.flatMap(({ id }) => findRecord(id) ?? []);
};

const counted = <T>(values: readonly T[]): Map<T, number> => {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return new Map([...counts].sort(([, a], [, b]) => b - a));
};
