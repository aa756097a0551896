import { authorsOf, type CatalogueRecord, RECORDS } from './records.ts';

/** Records that share subjects or an author. Most alike first. */
export const similarTo = (record: CatalogueRecord, most = 4): CatalogueRecord[] => {
  const parts = new Set(partsOf(record));
  const authors = new Set(authorsOf(record).map((name) => name.heading));
  return RECORDS.filter((other) => other.id !== record.id)
    .map((other) => ({ other, likeness: likeness(other, parts, authors) }))
    .filter(({ likeness }) => likeness > LEAST)
    .sort((a, b) => b.likeness - a.likeness || a.other.title.localeCompare(b.other.title, 'en'))
    .slice(0, most)
    .map(({ other }) => other);
};

/** Below this two records have no more in common than that both are fiction. */
const LEAST = 0.13;

/** `Whaling -- Fiction` is about whaling, and is fiction. */
const partsOf = (record: CatalogueRecord): string[] => [
  ...new Set(record.subjects.flatMap((subject) => subject.split(' -- '))),
];

const CARRIERS = (() => {
  const counts = new Map<string, number>();
  for (const record of RECORDS) for (const part of partsOf(record)) counts.set(part, (counts.get(part) ?? 0) + 1);
  return counts;
})();

/** A part that few records carry says more than one that many do. */
const likeness = (other: CatalogueRecord, parts: Set<string>, authors: Set<string>): number => {
  const shared = partsOf(other).filter((part) => parts.has(part));
  const bySubject = shared.reduce((sum, part) => sum + 1 / (CARRIERS.get(part) ?? 1), 0);
  return bySubject + (authorsOf(other).some((name) => authors.has(name.heading)) ? 0.5 : 0);
};
