import { type Html, html } from '../html.ts';
import { creditOf, findRecord, RECORDS } from '../records.ts';
import { addressOf } from '../search.ts';
import { cover, language } from './cover.ts';
import { type Page, searchForm } from './frame.ts';

export const home = (): Page => ({
  title: 'Catalogue',
  here: 'search',
  query: false,
  body: html`<div class="hero"><div class="wide">
<h1>What are you looking for?</h1>
${searchForm()}
<p class="try">Try ${TRIES.map((text) => html`<a href="${addressOf({ text })}">${text}</a> `)}or <a href="${addressOf({ text: '' })}">see all ${RECORDS.length} records</a></p>
</div></div>
<div class="wide home">
${row('From the Local History Room', 'Virginia, Hampton Roads and the Peninsula', HISTORY, addressOf({ text: 'Virginia' }))}
${row('By the sea, and on it', 'Navigators, sailors and one whale', SEA, addressOf({ text: 'sea' }))}
${row('In other languages', 'From Arabic to Spanish', LANGUAGES, addressOf({ text: '', language: 'fre' }))}
<section><h2>Browse by subject</h2><ul class="chips">
${SUBJECTS.map((text) => html`<li><a href="${addressOf({ text })}">${text}</a></li>`)}
</ul></section>
</div>`,
});

const TRIES = ['Jamestown', 'Brontë', 'sea power', 'shakespere'];
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
  'influence-of-sea-power-upon-history',
  'physical-geography-of-the-sea',
  'treasure-island',
];
const LANGUAGES = [
  'les-miserables',
  'don-quixote-de-la-mancha',
  'kinder-und-hausmarchen',
  'alf-laylah-wa-laylah',
  'kokoro',
  'avventure-di-pinocchio',
];
const SUBJECTS = [
  'African Americans',
  'Cooking',
  'Detective and mystery stories',
  'Fairy tales',
  'Hampton Roads',
  'Natural history',
  'Navigation',
  'Poetry',
  'Science fiction',
  'Spirituals',
];

const row = (heading: string, line: string, ids: readonly string[], all: string): Html =>
  html`<section><div class="row-head"><div><h2>${heading}</h2><p>${line}</p></div><a href="${all}" aria-label="See all: ${heading}">See all</a></div>
<ul class="row">${ids.flatMap((id) => findRecord(id) ?? []).map((record) => html`<li><a href="/record/${record.id}">${cover(record)}<span class="row-title"${language(record)}>${record.title}</span></a><span class="quiet">${creditOf(record) ?? record.publisher}</span></li>`)}</ul></section>`;
