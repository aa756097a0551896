import { citation } from '../citation.ts';
import { coins } from '../coins.ts';
import type { Name } from '../headings.ts';
import { type Html, html, jsonScript } from '../html.ts';
import { jsonLd } from '../json-ld.ts';
import { searchFor } from '../query.ts';
import { type CatalogueRecord, creditOf, fullTitle } from '../records.ts';
import { similarTo } from '../similar.ts';
import { BRANCH_NAMES, FORMAT_NAMES, LANGUAGE_NAMES, shadeOf, stateOf } from '../wording.ts';
import { cover } from './cover.ts';
import type { Page } from './frame.ts';
import { language } from './results.ts';

/** `today`: milliseconds since 1970, for due dates. `origin`: of the page's own address. */
export const recordPage = (record: CatalogueRecord, today: number, origin: string): Page => ({
  title: fullTitle(record),
  head: html`<link rel="canonical" href="${origin}/record/${record.id}">
${jsonScript('application/ld+json', jsonLd(record, `${origin}/record/${record.id}`))}
`,
  body: html`<div class="wide record">
<div class="record-cover">${cover(record, 'large')}</div>
<article class="record-text">
${coins(record)}
<p class="facts"><span class="badge">${FORMAT_NAMES[record.format]}</span><span class="badge">${LANGUAGE_NAMES[record.language]}</span></p>
<h1${language(record)}>${record.title}${record.subtitle !== undefined && html` <small>${record.subtitle}</small>`}</h1>
${record.names.length > 0 && html`<p class="by">${record.names.map(person)}</p>`}
<p class="summary">${record.summary}</p>
<h2>Where it is</h2>
<table class="copies"><thead><tr><th scope="col">Location</th><th scope="col">Call number</th><th scope="col">Status</th></tr></thead><tbody>
${record.copies.map((copy) => html`<tr><th scope="row">${BRANCH_NAMES[copy.branch]}</th><td class="call">${record.call}</td><td><span class="standing ${shadeOf(copy)}">${stateOf(copy, today)}</span></td></tr>`)}
</tbody></table>
${record.online !== undefined && html`<p><a class="online" href="${record.online}" rel="external noreferrer">Read the whole text at Project Gutenberg</a></p>`}
<h2>Details</h2>
<dl class="details">
<div><dt>${record.format === 'serial' ? 'Published since' : 'Published'}</dt><dd>${record.place}: ${record.publisher}, ${record.year}</dd></div>
<div><dt>Language</dt><dd>${LANGUAGE_NAMES[record.language]}</dd></div>
<div><dt>Subjects</dt><dd><ul class="headings">${record.subjects.map((subject) => html`<li><a href="${searchFor(`"${subject}"`, 'subject')}">${subject.replaceAll(' -- ', ' › ')}</a></li>`)}</ul></dd></div>
<div><dt>Cite as</dt><dd>${cite(record)}</dd></div>
</dl>
</article>
${alike(similarTo(record))}
</div>`,
});

const person = (name: Name): Html =>
  html`<span><a href="${searchFor(name.spoken, 'author')}">${name.spoken}</a>${name.role !== undefined && html` <span class="quiet">${name.role}</span>`}</span> `;

const cite = (record: CatalogueRecord): Html => {
  const { before, title, after } = citation(record);
  return html`${before}<cite${language(record)}>${title}</cite>${after}`;
};

const alike = (records: readonly CatalogueRecord[]): Html | false =>
  records.length > 0 &&
  html`<aside class="alike" aria-labelledby="alike"><h2 id="alike">More like this</h2><ul>
${records.map((record) => html`<li><a href="/record/${record.id}">${cover(record)}<span><b${language(record)}>${record.title}</b><br><span class="quiet">${creditOf(record) ?? record.publisher}, ${record.year}</span></span></a></li>`)}
</ul></aside>`;
