import type { Name } from './headings.ts';
import { BRANCHES, type CatalogueRecord, type Copy, fullTitle } from './records.ts';
import { LANGUAGE_TAGS, shadeOf } from './wording.ts';

/** The record in the vocabulary of schema.org, for search engines. `address`: of the record's page. */
export const jsonLd = (record: CatalogueRecord, address: string): Record<string, unknown> => ({
  '@context': 'https://schema.org',
  '@type': TYPES[record.format],
  '@id': address,
  url: address,
  name: fullTitle(record),
  ...byRole(record.names),
  [record.format === 'serial' ? 'startDate' : 'datePublished']: String(record.year),
  publisher: {
    '@type': 'Organization',
    name: record.publisher,
    location: { '@type': 'Place', name: record.place },
  },
  inLanguage: LANGUAGE_TAGS[record.language],
  about: record.subjects,
  description: record.summary,
  ...(record.online && { sameAs: record.online }),
  offers: record.copies.map((copy) => offer(copy, record.call)),
});

const TYPES = { book: 'Book', map: 'Map', score: 'SheetMusic', serial: 'Periodical' } as const;

/** Names by schema.org property: a composer is the `author` of sheet music, an engraver a `contributor`. */
const byRole = (names: readonly Name[]): Record<string, unknown> => {
  const roles: Record<string, unknown[]> = {};
  for (const name of names) {
    const role = name.role === undefined ? 'author' : (PROPERTIES[name.role] ?? 'contributor');
    roles[role] = [
      ...(roles[role] ?? []),
      { '@type': isOrganization(name) ? 'Organization' : 'Person', name: name.spoken },
    ];
  }
  return roles;
};

/** An organization: one name of several words. Euclid is a person. */
const isOrganization = (name: Name): boolean => name.given === undefined && name.spoken.includes(' ');

const PROPERTIES: Readonly<Record<string, string>> = {
  translator: 'translator',
  illustrator: 'illustrator',
  editor: 'editor',
  composer: 'author',
};

/** One copy. For lending, schema.org uses LeaseOut from the GoodRelations vocabulary. */
const offer = (copy: Copy, call: string): Record<string, unknown> => ({
  '@type': 'Offer',
  availability: `https://schema.org/${AVAILABILITY[shadeOf(copy)]}`,
  businessFunction: 'http://purl.org/goodrelations/v1#LeaseOut',
  availableAtOrFrom: { '@type': 'Place', name: BRANCHES[copy.branch].name },
  sku: call,
  price: '0',
  priceCurrency: 'USD',
});

const AVAILABILITY = { in: 'InStock', stays: 'InStoreOnly', out: 'OutOfStock' } as const;
