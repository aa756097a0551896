import { type Html, html, type Part } from '../html.ts';
import { BRANCHES } from '../records.ts';
import type { Query } from '../search.ts';

/** The HTML around every page of the catalogue. */

/** The one line that a library pastes into its pages. Nothing else on the page is needed for the bubble. */
export const TAG = '<script async src="/widget.js" data-desk="main"></script>';

export interface Page {
  title: string;
  body: Part;
  /** 200 where it is absent. */
  status?: number;
  /** The search whose text the header's form shows. False: without that form, for the home page has its own. */
  query?: Query | false;
  /** More for the head: structured data, a script. */
  head?: Part;
  /** Without header, footer, the demo's bar and the tag: the page that shows catalogue and console in frames. */
  bare?: true;
  here?: 'search' | 'help';
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
<body>
<a class="skip" href="#content">Skip to content</a>
${!page.bare && DEMO_BAR}
${!page.bare && header(page)}
<main id="content" tabindex="-1">${page.body}</main>
${!page.bare && FOOTER}
${!page.bare && tag}
</body>
</html>
`}`;

const header = ({ here, query }: Page): Html => html`<header class="top">
<div class="wide top-row">
<a class="brand" href="/">${LOGO}<span>Newport <b>Public Library</b></span></a>
<nav class="menu" aria-label="Library">${MENU.map(([name, address, text]) => menuLink(address, text, here === name))}</nav>
</div>
${query !== false && html`<div class="wide top-search">${searchForm(query)}</div>`}
</header>`;

export const searchForm = (query?: Query): Html => html`<form class="search" action="/search" role="search">
<label class="unseen" for="q">Search the catalogue</label>
<input id="q" name="q" type="search" value="${query?.text ?? ''}" maxlength="200" placeholder="Title, author, subject…" autocomplete="off" spellcheck="false" enterkeyhint="search">
<button>${GLASS}<span>Search</span></button>
</form>`;

const MENU = [
  ['search', '/', 'Catalogue'],
  ['help', '/help', 'Hours & help'],
] as const;

const menuLink = (address: string, text: string, here: boolean): Html =>
  here ? html`<a href="${address}" aria-current="page">${text}</a>` : html`<a href="${address}">${text}</a>`;

/** `_top`: the page with both sides has this page in a frame. */
const DEMO_BAR = html`<aside class="demo-bar" aria-label="Demonstration"><p>This library is a demonstration.</p>
<a href="/librarian" target="_top">Open the librarian’s console</a>
<a href="/both" target="_top">See both sides</a></aside>`;

/** An open book on the water. */
const LOGO = html`<svg viewBox="0 0 40 40" width="40" height="40" aria-hidden="true"><path d="M20 11c-4-3-9-3.5-13-2.5v17c4-1 9-.5 13 2.5 4-3 9-3.5 13-2.5v-17c-4-1-9-.5-13 2.5zm0 0v17" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linejoin="round"/><path d="M5 33c2.5-2 5-2 7.5 0s5 2 7.5 0 5-2 7.5 0 5 2 7.5 0" fill="none" stroke="#ffc94d" stroke-width="2.5" stroke-linecap="round"/></svg>`;

const GLASS = html`<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><circle cx="10" cy="10" r="6.5" fill="none" stroke="currentColor" stroke-width="2.5"/><path d="m15 15 6 6" stroke="currentColor" stroke-width="2.5" stroke-linecap="round"/></svg>`;

const FOOTER = html`<footer class="bottom"><div class="wide columns">
${Object.values(BRANCHES).map((branch) => html`<section><h2>${branch.name}</h2><p>${branch.street}<br>${branch.phone}</p></section>`)}
<section><h2>About this catalogue</h2><p>Every work here is real and in the public domain in the United States. The library, its branches and its call numbers are made up.</p></section>
</div></footer>`;
