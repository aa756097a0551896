import { coins } from '../coins.ts';
import { type Html, html, type Part } from '../html.ts';
import { addressOf, type Query, SORTS, type Sort } from '../query.ts';
import { type CatalogueRecord, creditOf, fullTitle } from '../records.ts';
import { type Found, PAGE_SIZE } from '../search.ts';
import { FORMAT_NAMES, LANGUAGE_NAMES, LANGUAGE_TAGS, many, standing } from '../wording.ts';
import { cover } from './cover.ts';
import { facets } from './facets.ts';
import type { Page } from './frame.ts';

export const results = (query: Query, found: Found): Page => ({
  title: query.text === '' ? 'All records' : `“${query.text}”`,
  here: 'search',
  query,
  body: html`<div class="wide results">
${facets(query, found)}
<div class="found">
<h1 class="found-head">${many(found.total, 'record')}${query.text !== '' && html` for <q>${query.text}</q>`}</h1>
${chosen(query)}
<p class="sorts"><span id="sort">Sort by</span>${SORTS.map((sort) => sorting(query, sort))}</p>
<ol class="list" start="${(found.page - 1) * PAGE_SIZE + 1}">${found.records.map(line)}</ol>
${found.pages > 1 && paging(query, found)}
</div></div>`,
});

/** What narrows the search, each with a way to take it off. */
export const chosen = (query: Query): Part => {
  const off: Html[] = [];
  if (query.scope !== 'any') off.push(chip(`In: ${query.scope}`, addressOf(query, { scope: 'any' })));
  if (query.format) off.push(chip(FORMAT_NAMES[query.format], addressOf(query, { format: undefined })));
  if (query.language) off.push(chip(LANGUAGE_NAMES[query.language], addressOf(query, { language: undefined })));
  return off.length > 0 && html`<ul class="chips off" aria-label="Narrowed to">${off}</ul>`;
};

const chip = (text: string, address: string): Html =>
  html`<li><a href="${address}"><span class="unseen">Remove </span>${text}<span aria-hidden="true"> ×</span></a></li>`;

const SORT_NAMES: Readonly<Record<Sort, string>> = {
  relevance: 'Best match',
  title: 'Title',
  author: 'Author',
  newest: 'Newest',
  oldest: 'Oldest',
};

const sorting = (query: Query, sort: Sort): Html =>
  query.sort === sort
    ? html`<b aria-current="true">${SORT_NAMES[sort]}</b>`
    : html`<a href="${addressOf(query, { sort })}">${SORT_NAMES[sort]}</a>`;

const line = (record: CatalogueRecord): Html => {
  const { shade, text } = standing(record);
  const credit = creditOf(record);
  return html`<li><article>
<a class="line-cover" href="/record/${record.id}" tabindex="-1" aria-hidden="true">${cover(record)}</a>
<div class="line-text">
<h2><a href="/record/${record.id}"${language(record)}>${fullTitle(record)}</a></h2>
${credit !== undefined && html`<p>${credit}</p>`}
<p class="quiet">${record.place}: ${record.publisher}, ${record.year}</p>
<p class="facts"><span class="badge">${FORMAT_NAMES[record.format]}</span>${record.language !== 'eng' && html`<span class="badge">${LANGUAGE_NAMES[record.language]}</span>`}<span class="call">${record.call}</span></p>
<p class="standing ${shade}">${text}</p>
${coins(record)}</div></article></li>`;
};

/** Titles are in the record's own language, which a screen reader should know. */
export const language = (record: CatalogueRecord): Part =>
  record.language !== 'eng' && html` lang="${LANGUAGE_TAGS[record.language]}"`;

const paging = (query: Query, { page, pages }: Found): Html => {
  const to = (number: number, text: string, rel: string) =>
    html`<a href="${addressOf(query, { page: number })}" rel="${rel}">${text}</a>`;
  const numbers = Array.from({ length: pages }, (_, index) => index + 1);
  return html`<nav class="paging" aria-label="Pages">${page > 1 && to(page - 1, '‹ Previous', 'prev')}
${numbers.map((number) => (number === page ? html`<b aria-current="page"><span class="unseen">Page </span>${number}</b>` : html`<a class="number" href="${addressOf(query, { page: number })}"><span class="unseen">Page </span>${number}</a>`))}
${page < pages && to(page + 1, 'Next ›', 'next')}</nav>`;
};
