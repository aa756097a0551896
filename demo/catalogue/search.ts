import type { Query, Scope, Sort } from './query.ts';
import type { CatalogueRecord } from './records.ts';
import type { Format, Language } from './shelf.ts';
import { type Term, termsOf } from './terms.ts';
import { authorKey, type Field, FREQUENCY, INDEX, type Indexed, titleKey } from './word-index.ts';
import { wordsOf } from './words.ts';

export const PAGE_SIZE = 10;

export interface Found {
  records: CatalogueRecord[];
  total: number;
  /** The page shown, never past the last. */
  page: number;
  pages: number;
  /** How many there would be with each other choice, with the other facet as it is. */
  formats: ReadonlyMap<Format, number>;
  languages: ReadonlyMap<Language, number>;
}

const WEIGHT: Readonly<Record<Field, number>> = { title: 8, author: 6, subject: 3, rest: 1 };

const FIELDS: Readonly<Record<Scope, readonly Field[]>> = {
  any: ['title', 'author', 'subject', 'rest'],
  title: ['title'],
  author: ['author'],
  subject: ['subject'],
};

/** Every term must be in a record, whole or as the beginning of a word. */
export const search = (query: Query): Found => {
  const terms = termsOf(query.text);
  const hits = INDEX.map((one) => ({ record: one.record, score: score(one, terms, query) }))
    .filter((hit) => hit.score > 0)
    .sort((a, b) => compare(query.sort, a, b));
  const inFormat = (hit: Hit) => query.format === undefined || hit.record.format === query.format;
  const inLanguage = (hit: Hit) => query.language === undefined || hit.record.language === query.language;
  const found = hits.filter((hit) => inFormat(hit) && inLanguage(hit));
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const page = Math.min(query.page, pages);
  return {
    records: found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map((hit) => hit.record),
    total: found.length,
    page,
    pages,
    formats: count(hits.filter(inLanguage), (record) => record.format),
    languages: count(hits.filter(inFormat), (record) => record.language),
  };
};

interface Hit {
  record: CatalogueRecord;
  score: number;
}

const score = (one: Indexed, terms: readonly Term[], query: Query): number => {
  if (terms.length === 0) return query.text === '' ? 1 : 0; // "???" finds nothing; an empty line finds everything
  let sum = 0;
  for (const term of terms) {
    const worth = FIELDS[query.scope].reduce((all, field) => all + WEIGHT[field] * match(one.words[field], term), 0);
    if (worth === 0) return 0;
    sum += worth * rarity(term);
  }
  const asked = wordsOf(query.text).join(' ');
  return wordsOf(one.record.title).join(' ') === asked ? sum + 1_000 : sum;
};

/** 1 for whole words, less where the last is only the beginning of one, 0 for none. */
const match = (words: readonly string[], term: Term): number => {
  let best = 0;
  for (let at = 0; at + term.length <= words.length; at += 1) {
    const last = words[at + term.length - 1] ?? '';
    const end = term.at(-1) ?? '';
    const before = term.slice(0, -1).every((word, offset) => words[at + offset] === word);
    if (before && last === end) return term.length;
    if (before && end.length > 1 && last.startsWith(end)) best = 0.4;
  }
  return best;
};

const rarity = (term: Term): number =>
  Math.max(...term.map((word) => Math.log(1 + INDEX.length / (FREQUENCY.get(word) ?? 1))));

const compare = (sort: Sort, a: Hit, b: Hit): number => {
  const byTitle = titleKey(a.record).localeCompare(titleKey(b.record), 'en');
  switch (sort) {
    case 'title':
      return byTitle;
    case 'author':
      return authorKey(a.record).localeCompare(authorKey(b.record), 'en') || byTitle;
    case 'newest':
      return b.record.year - a.record.year || byTitle;
    case 'oldest':
      return a.record.year - b.record.year || byTitle;
    case 'relevance':
      return b.score - a.score || byTitle;
  }
};

const count = <T>(hits: readonly Hit[], of: (record: CatalogueRecord) => T): Map<T, number> => {
  const counts = new Map<T, number>();
  for (const { record } of hits) counts.set(of(record), (counts.get(of(record)) ?? 0) + 1);
  return counts;
};
