import { html } from '../html.ts';
import { RECORDS } from '../records.ts';
import { addressOf } from '../search.ts';
import { covers } from './cover.ts';
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
${ROWS.map(
  ({ heading, line, ids }) => html`<section><h2>${heading}</h2><p class="quiet">${line}</p>
${covers(RECORDS.filter(({ id }) => ids.includes(id)))}</section>`,
)}
<section><h2>Browse by subject</h2><ul class="chips">
${SUBJECTS.map((text) => html`<li><a href="${addressOf({ text })}">${text}</a></li>`)}
</ul></section>
</div>`,
});

const TRIES = ['Jamestown', 'Brontë', 'sea power', 'shakespere'];
const ROWS = [
  {
    heading: 'From the Local History Room',
    line: 'Virginia, Hampton Roads and the Peninsula',
    ids: [
      'virginia-discovered-and-described',
      'virginia-house-wife',
      'hampton-and-its-students',
      'cradle-of-the-republic',
      'monitor-and-the-merrimac',
      'daily-press',
    ],
  },
  {
    heading: 'By the sea, and on it',
    line: 'Navigators, sailors and one whale',
    ids: [
      'moby-dick',
      'treasure-island',
      'new-american-practical-navigator',
      'physical-geography-of-the-sea',
      'influence-of-sea-power-upon-history',
      'sailing-alone-around-the-world',
    ],
  },
  {
    heading: 'In other languages',
    line: 'From Arabic to Spanish',
    ids: [
      'les-miserables',
      'kinder-und-hausmarchen',
      'don-quixote-de-la-mancha',
      'avventure-di-pinocchio',
      'kokoro',
      'alf-laylah-wa-laylah',
    ],
  },
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
