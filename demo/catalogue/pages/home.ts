import { HOUSES } from '../branches.ts';
import { type Html, html } from '../html.ts';
import { searchFor } from '../query.ts';
import { type CatalogueRecord, creditOf, RECORDS, SHELVES } from '../records.ts';
import { cover } from './cover.ts';
import type { Page } from './frame.ts';
import { searchForm } from './search-form.ts';

export const home = (): Page => ({
  title: 'Catalogue',
  here: 'search',
  query: false,
  body: html`<div class="hero"><div class="wide">
<h1>What are you looking for?</h1>
${searchForm(undefined, 'large')}
<p class="try">Try ${TRIES.map((text) => html`<a href="${searchFor(text)}">${text}</a> `)}or <a href="/search?q=">see all ${RECORDS.length} records</a></p>
</div></div>
<div class="wide home">
${row('From the Local History Room', 'Virginia, Hampton Roads and the Peninsula', pick(SHELVES.virginia, HISTORY), searchFor('Virginia', 'subject'))}
${row('By the sea, and on it', 'Navigators, sailors and one whale', pick(RECORDS, SEA), searchFor('seafaring', 'subject'))}
${row('Other languages', 'French, German, Italian, Japanese, Latin, Spanish', pick(SHELVES.world, LANGUAGES), '/search?q=&language=fre')}
<section class="subjects"><h2>Browse by subject</h2><ul class="chips">
${SUBJECTS.map((subject) => html`<li><a href="${searchFor(subject, 'subject')}">${subject}</a></li>`)}
</ul></section>
<section><h2>Hours</h2><div class="houses">
${HOUSES.map((house) => html`<div class="house"><h3>${house.name}</h3><dl>${house.hours.map(([days, hours]) => html`<div><dt>${days}</dt><dd>${hours}</dd></div>`)}</dl></div>`)}
</div></section>
</div>`,
});

const TRIES = ['Jamestown', 'Brontë', '"sea power"', 'shakespere'];
const HISTORY = [
  'monitor-and-the-merrimac',
  'virginia-discovered-and-described',
  'virginia-house-wife',
  'hampton-and-its-students',
  'daily-press',
  'cradle-of-the-republic',
];
const SEA = [
  'sailing-alone-around-the-world',
  'moby-dick',
  'new-american-practical-navigator',
  'two-years-before-the-mast',
  'physical-geography-of-the-sea',
  'treasure-island',
];
const LANGUAGES = [
  'les-miserables',
  'don-quixote-de-la-mancha',
  'kinder-und-hausmarchen',
  'avventure-di-pinocchio',
  'kokoro',
  'versos-sencillos',
];
const SUBJECTS = [
  'African Americans',
  'Astronomy',
  'Birds',
  'Cooking',
  'Detective and mystery stories',
  'Fairy tales',
  'Hampton Roads',
  'Natural history',
  'Navigation',
  'Newport News',
  'Poetry',
  'Science fiction',
  'Spirituals',
  'Women’s rights',
];

const pick = (from: readonly CatalogueRecord[], ids: readonly string[]): CatalogueRecord[] =>
  from.filter((record) => ids.includes(record.id)).sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));

const row = (heading: string, line: string, records: readonly CatalogueRecord[], all: string): Html =>
  html`<section><div class="row-head"><div><h2>${heading}</h2><p>${line}</p></div><a href="${all}" aria-label="See all: ${heading}">See all</a></div>
<ul class="row">${records.map((record) => html`<li><a href="/record/${record.id}">${cover(record)}<span class="row-title">${record.title}</span></a><span class="quiet">${creditOf(record) ?? record.publisher}</span></li>`)}</ul></section>`;
