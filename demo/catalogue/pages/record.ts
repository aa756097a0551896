import { coins } from '../coins.ts';
import type { Name } from '../headings.ts';
import { type Html, html } from '../html.ts';
import { BRANCHES, type CatalogueRecord, fullTitle } from '../records.ts';
import { addressOf } from '../search.ts';
import { languageName, shadeOf, stateOf } from '../wording.ts';
import { cover, language } from './cover.ts';
import type { Page } from './frame.ts';
import { facts } from './results.ts';

/** `today`: milliseconds since 1970, for due dates. */
export const recordPage = (record: CatalogueRecord, today: number): Page => ({
  title: fullTitle(record),
  body: html`<div class="wide record">
<div>${cover(record, 'large')}</div>
<article>
${coins(record)}
${facts(record)}
<h1${language(record)}>${record.title}${record.subtitle !== undefined && html` <small>${record.subtitle}</small>`}</h1>
${record.names.length > 0 && html`<p class="by">${record.names.map(person)}</p>`}
<p class="summary">${record.summary}</p>
<h2>Where to find it</h2>
<ul class="copies">
${record.copies.map((copy) => html`<li><b>${BRANCHES[copy.branch].name}</b><span class="call">${record.call}</span><span class="copy ${shadeOf(copy)}">${stateOf(copy, today)}</span></li>`)}
</ul>
${record.online !== undefined && html`<p><a class="online" href="${record.online}" rel="external noreferrer">Read it at Project Gutenberg</a></p>`}
<h2>Details</h2>
<dl class="details">
<div><dt>${record.format === 'serial' ? 'Published since' : 'Published'}</dt><dd>${record.place}: ${record.publisher}, ${record.year}</dd></div>
<div><dt>Language</dt><dd>${languageName(record.language)}</dd></div>
<div><dt>Subjects</dt><dd>${record.subjects.map((subject) => html`<a href="${addressOf({ text: subject })}">${subject.replaceAll(' -- ', ' › ')}</a><br>`)}</dd></div>
</dl>
</article>
</div>`,
});

const person = (name: Name): Html =>
  html`<span><a href="${addressOf({ text: name.spoken })}">${name.spoken}</a>${name.role !== undefined && html` <span class="quiet">${name.role}</span>`}</span> `;
