import { html } from '../html.ts';
import { addressOf, type Query, searchFor } from '../query.ts';
import type { Page } from './frame.ts';
import { chosen } from './results.ts';

/** Where a patron is most likely to need somebody. `suggestion`: what may have been meant. */
export const nothingFound = (query: Query, suggestion: string | undefined): Page => ({
  title: `Nothing for “${query.text}”`,
  here: 'search',
  query,
  body: html`<div class="wide nothing">
<h1>Nothing found for <q>${query.text}</q></h1>
${chosen(query)}
${suggestion !== undefined && html`<p class="meant">Did you mean <a href="${addressOf(query, { text: suggestion })}">${suggestion}</a>?</p>`}
<div class="nothing-columns">
<section><h2>What often helps</h2><ul class="tips">
${narrowed(query) && html`<li><a href="${searchFor(query.text)}">Search everything</a>, in every format and language.</li>`}
<li>Use fewer words: <q>peanut</q> finds more than <q>growing peanuts at home</q>.</li>
<li>Try the last name alone: <a href="${searchFor('Bronte')}">Bronte</a> finds Brontë.</li>
<li>The beginning of a word is enough: <a href="${searchFor('navig')}">navig</a> finds navigation and navigator.</li>
<li>Look through a subject instead: <a href="${searchFor('Virginia', 'subject')}">Virginia</a>, <a href="${searchFor('Detective', 'subject')}">mysteries</a>, <a href="${searchFor('Cooking', 'subject')}">cooking</a>.</li>
</ul></section>
<section class="ask"><h2>Or ask a librarian</h2>
<p>We may have it under another name, or know who does. Ask at the desk in the corner of this page: it says whether somebody is there now and, if not, when she is back.</p>
<p>By phone: (757) 555-0142</p></section>
</div></div>`,
});

const narrowed = (query: Query): boolean =>
  query.scope !== 'any' || query.format !== undefined || query.language !== undefined;
