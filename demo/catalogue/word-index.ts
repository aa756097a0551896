import { authorsOf, type CatalogueRecord, fullTitle, RECORDS } from './records.ts';
import { wordsOf } from './words.ts';

/** Every record's words by field, made once. */

/** In order of weight: a word of the title says more than one of the summary. */
export type Field = 'title' | 'author' | 'subject' | 'rest';

export interface Indexed {
  record: CatalogueRecord;
  words: Readonly<Record<Field, readonly string[]>>;
}

const index = (record: CatalogueRecord): Indexed => ({
  record,
  words: {
    title: wordsOf(fullTitle(record)),
    author: record.names.flatMap((name) => wordsOf(name.heading)),
    subject: record.subjects.flatMap(wordsOf),
    rest: wordsOf(`${record.summary} ${record.place} ${record.publisher} ${record.year} ${record.call}`),
  },
});

export const INDEX: readonly Indexed[] = RECORDS.map(index);

/** In how many records each word is. */
export const FREQUENCY: ReadonlyMap<string, number> = (() => {
  const counts = new Map<string, number>();
  for (const { words } of INDEX)
    for (const word of new Set(Object.values(words).flat())) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
})();

const ARTICLES = new Set(['a', 'an', 'the', 'el', 'la', 'le', 'les', 'der', 'die', 'das']);

/** As titles are filed: without their first article. */
export const titleKey = (record: CatalogueRecord): string => {
  const words = wordsOf(record.title);
  return (ARTICLES.has(words[0] ?? '') ? words.slice(1) : words).join(' ');
};

/** Works without an author come last. */
export const authorKey = (record: CatalogueRecord): string =>
  wordsOf((authorsOf(record)[0] ?? record.names[0])?.heading ?? 'zzz').join(' ');
