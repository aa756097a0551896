import { coins } from '../coins.ts';
import { type Html, html, type Part } from '../html.ts';
import { type CatalogueRecord, creditOf, fullTitle } from '../records.ts';
import { addressOf, type Found, type Query } from '../search.ts';
import { availabilityOf, FORMAT_NAMES, languageName } from '../wording.ts';
import { cover, language } from './cover.ts';
import type { Page } from './frame.ts';

export const results = (query: Query, found: Found): Page => ({
  title: query.text === '' ? 'All records' : `“${query.text}”`,
  here: 'search',
  query,
  body: html`<div class="wide results">
<aside class="facets" aria-label="Narrow the search">
${facet(query, found.formats)}
</aside>
<div>
<h1>${found.records.length === 1 ? '1 record' : `${found.records.length} records`}${query.text !== '' && html` for <q>${query.text}</q>`}</h1>
<ol class="list">${found.records.map(line)}</ol>
</div></div>`,
});

/** Links, so that each choice shows how many records it leads to. The chosen one leads back to all. */
const facet = (query: Query, formats: Found['formats']): Html => html`<section><h2>Format</h2><ul>
${[...formats].map(([format, count]) => {
  const on = query.format === format;
  return html`<li><a href="${addressOf({ ...query, format: on ? undefined : format })}"${on && CHOSEN}><span>${FORMAT_NAMES[format]}</span> <span class="count">${count}<span class="unseen"> records</span></span></a></li>`;
})}
</ul></section>`;

const CHOSEN = html` aria-current="true"`;

const line = (record: CatalogueRecord): Html => {
  const { shade, text } = availabilityOf(record);
  return html`<li><article>
<a href="/record/${record.id}" tabindex="-1" aria-hidden="true">${cover(record)}</a>
<div>
<h2><a href="/record/${record.id}"${language(record)}>${fullTitle(record)}</a></h2>
<p>${creditOf(record)}</p>
<p class="quiet">${record.place}: ${record.publisher}, ${record.year}</p>
${facts(record)}
<p class="copy ${shade}">${text}</p>
${coins(record)}</div></article></li>`;
};

/** Format, language and call number, for lists and record pages. */
export const facts = (record: CatalogueRecord): Part =>
  html`<p class="facts"><span class="badge">${FORMAT_NAMES[record.format]}</span>${record.language !== 'eng' && html`<span class="badge">${languageName(record.language)}</span>`}<span class="call">${record.call}</span></p>`;

export const nothingFound = (query: Query): Page => ({
  title: `Nothing for “${query.text}”`,
  here: 'search',
  query,
  body: html`<div class="wide prose">
<h1>Nothing found for <q>${query.text}</q></h1>
${query.format && html`<p>Try it <a href="${addressOf({ text: query.text })}">in every format</a>.</p>`}
<p>Fewer words find more, and the beginning of a word is enough: <a href="${addressOf({ text: 'navig' })}">navig</a> finds navigation and navigator.</p>
<section class="ask"><h2>Or ask a librarian</h2>
<p>We may have it under another name, or know who does. The bubble in the corner of this page says whether a librarian is available now and, if not, when one is back.</p>
<p>By phone: (757) 555-0142</p></section>
</div>`,
});
