import { HOUSES } from '../branches.ts';
import { type Html, html, type Part } from '../html.ts';
import type { Query } from '../query.ts';
import { searchForm } from './search-form.ts';

/** What stands around every page of the catalogue. */

/**
 * The one line a library pastes into its pages, as it would: no attribute of the page around it, nothing else needed.
 */
export const TAG = '<script async src="/widget.js" data-desk="main"></script>';

export interface Page {
  title: string;
  body: Part;
  /** The search the form in the header shows; the home page has a form of its own and says `false`. */
  query?: Query | false;
  /** More in the head: structured data. */
  head?: Part;
  /** Without the tag: the page that shows catalogue and console in frames. */
  bare?: true;
  here?: 'search' | 'help' | 'both';
}

export const frame = (page: Page, tag: Html): string =>
  `<!doctype html>\n${html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · Newport Public Library</title>
<link rel="icon" href="/catalogue.svg" type="image/svg+xml">
<link rel="stylesheet" href="/catalogue.css">
${page.head}</head>
<body${page.bare && BARE}>
<a class="skip" href="#content">Skip to content</a>
<header class="top">
${!page.bare && DEMO_BAR}
<div class="wide top-row">
<a class="brand" href="/">${LOGO}<span>Newport <b>Public Library</b></span></a>
<nav class="menu" aria-label="Library">${MENU.map(([name, address, text]) => menuLink(address, text, page.here === name))}</nav>
</div>
${page.query !== false && !page.bare && html`<div class="wide top-search">${searchForm(page.query)}</div>`}
</header>
<main id="content" tabindex="-1">${page.body}</main>
${!page.bare && FOOTER}
${!page.bare && tag}
</body>
</html>
`}`;

const MENU = [
  ['search', '/', 'Catalogue'],
  ['help', '/help', 'Hours & help'],
] as const;

const menuLink = (address: string, text: string, here: boolean): Html =>
  here ? html`<a href="${address}" aria-current="page">${text}</a>` : html`<a href="${address}">${text}</a>`;

/** `_top`: this page may stand in a frame of that one. */
const DEMO_BAR = html`<p class="demo-bar">A demonstration: the records are real, the library is not. <a href="/both" target="_top">See both sides of the desk</a></p>`;

const BARE = html` class="bare"`;

/** An open book on the water. */
const LOGO = html`<svg class="logo" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true"><path d="M20 11c-4-3-9-3.5-13-2.5v17c4-1 9-.5 13 2.5 4-3 9-3.5 13-2.5v-17c-4-1-9-.5-13 2.5zm0 0v17" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linejoin="round"/><path d="M5 33c2.5-2 5-2 7.5 0s5 2 7.5 0 5-2 7.5 0 5 2 7.5 0" fill="none" stroke="#ffc94d" stroke-width="2.5" stroke-linecap="round"/></svg>`;

const FOOTER = html`<footer class="bottom"><div class="wide bottom-columns">
${HOUSES.map((house) => html`<section><h2>${house.name}</h2><p>${house.street}<br>${house.phone}</p></section>`)}
<section><h2>About this catalogue</h2><p>Every work here is real and in the public domain in the United States. The library, its branches and its call numbers are made up.</p></section>
</div></footer>`;
