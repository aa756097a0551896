import { type Html, html } from '../html.ts';
import { addressOf, FORMATS, LANGUAGES, type Query, type QueryChange } from '../query.ts';
import type { Found } from '../search.ts';
import { FORMAT_NAMES, LANGUAGE_NAMES } from '../wording.ts';

/** Narrowing by links, so that each choice says how many it leads to. Folded on small screens by the style sheet. */
export const facets = (query: Query, found: Found): Html => html`<aside class="facets" aria-label="Narrow the search">
${group('Format', FORMATS, FORMAT_NAMES, found.formats, query, 'format')}
${group('Language', LANGUAGES, LANGUAGE_NAMES, found.languages, query, 'language')}
</aside>`;

const group = <T extends string>(
  heading: string,
  values: readonly T[],
  names: Readonly<Record<T, string>>,
  counts: ReadonlyMap<T, number>,
  query: Query,
  facet: 'format' | 'language',
): Html => html`<section><h2>${heading}</h2><ul>
${values
  .filter((value) => counts.has(value) || query[facet] === value)
  .sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))
  .map((value) => choice(names[value], counts.get(value) ?? 0, query, facet, value))}
</ul></section>`;

const choice = (name: string, count: number, query: Query, facet: 'format' | 'language', value: string): Html => {
  const on = query[facet] === value;
  const change: QueryChange = { [facet]: on ? undefined : value };
  return html`<li><a href="${addressOf(query, change)}"${on && ON}><span>${name}</span> <span class="count">${count}<span class="unseen"> records</span></span></a></li>`;
};

const ON = html` aria-current="true"`;
