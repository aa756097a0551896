import type { Format, Language } from './shelf.ts';

/** What a patron asks the catalogue, to and from the address of the results page. */

export const SCOPES = ['any', 'title', 'author', 'subject'] as const;
export type Scope = (typeof SCOPES)[number];

export const SORTS = ['relevance', 'title', 'author', 'newest', 'oldest'] as const;
export type Sort = (typeof SORTS)[number];

export const FORMATS: readonly Format[] = ['book', 'map', 'score', 'serial'];
export const LANGUAGES: readonly Language[] = ['eng', 'fre', 'ger', 'ita', 'jpn', 'lat', 'spa'];

export interface Query {
  /** One line, at most MAX_QUERY characters; may be empty: then everything is found. */
  text: string;
  scope: Scope;
  sort: Sort;
  format?: Format;
  language?: Language;
  /** From 1. */
  page: number;
}

const MAX_QUERY = 200;

/** Never throws: what is unknown or out of bounds in an address is left out. */
export const readQuery = (search: URLSearchParams): Query => {
  const format = oneOf(FORMATS, search.get('format'));
  const language = oneOf(LANGUAGES, search.get('language'));
  const page = Number(search.get('page'));
  return {
    text: oneLine(search.get('q') ?? ''),
    scope: oneOf(SCOPES, search.get('in')) ?? 'any',
    sort: oneOf(SORTS, search.get('sort')) ?? 'relevance',
    ...(format && { format }),
    ...(language && { language }),
    page: Number.isSafeInteger(page) && page > 1 ? page : 1,
  };
};

/** Changes to a query; `undefined` takes a facet away. Any change but of the page begins at page 1. */
export type QueryChange = { [K in keyof Query]?: Query[K] | undefined };

export const addressOf = (query: Query, change: QueryChange = {}): string => {
  const next = { ...query, page: 1, ...change };
  const search = new URLSearchParams({ q: next.text ?? '' });
  if (next.scope !== undefined && next.scope !== 'any') search.set('in', next.scope);
  if (next.format) search.set('format', next.format);
  if (next.language) search.set('language', next.language);
  if (next.sort !== undefined && next.sort !== 'relevance') search.set('sort', next.sort);
  if (next.page !== undefined && next.page > 1) search.set('page', String(next.page));
  return `/search?${search}`;
};

/** A fresh search, as links to an author or a subject make it. */
export const searchFor = (text: string, scope: Scope = 'any'): string =>
  addressOf({ text, scope, sort: 'relevance', page: 1 });

const oneOf = <T extends string>(known: readonly T[], said: string | null): T | undefined =>
  known.find((value) => value === said);

const oneLine = (text: string): string =>
  Array.from(
    text
      .toWellFormed()
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim(),
  )
    .slice(0, MAX_QUERY)
    .join('')
    .trim();
