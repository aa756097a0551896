import { type Html, html } from '../html.ts';
import type { Query, Scope } from '../query.ts';

/** A new search: facets and sorting of the last one are not carried along. */
export const searchForm = (query: Query | undefined, size: 'small' | 'large' = 'small'): Html =>
  html`<form class="search ${size}" action="/search" role="search">
<label class="unseen" for="in">Search in</label>
<select id="in" name="in">${CHOICES.map(([scope, text]) => choice(scope, text, query?.scope ?? 'any'))}</select>
<label class="unseen" for="q">Search the catalogue</label>
<input id="q" name="q" type="search" value="${query?.text ?? ''}" maxlength="200" placeholder="Title, author, subject…" autocomplete="off" spellcheck="false" enterkeyhint="search">
<button>${GLASS}<span>Search</span></button>
</form>`;

const CHOICES: readonly (readonly [Scope, string])[] = [
  ['any', 'Everything'],
  ['title', 'Title'],
  ['author', 'Author'],
  ['subject', 'Subject'],
];

const choice = (scope: Scope, text: string, chosen: Scope): Html =>
  scope === chosen
    ? html`<option value="${scope}" selected>${text}</option>`
    : html`<option value="${scope}">${text}</option>`;

const GLASS = html`<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><circle cx="10" cy="10" r="6.5" fill="none" stroke="currentColor" stroke-width="2.5"/><path d="m15 15 6 6" stroke="currentColor" stroke-width="2.5" stroke-linecap="round"/></svg>`;
