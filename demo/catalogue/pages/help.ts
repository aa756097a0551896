import { html } from '../html.ts';
import { BRANCHES } from '../records.ts';
import { addressOf } from '../search.ts';
import type { Page } from './frame.ts';

export const help = (): Page => ({
  title: 'Hours & help',
  here: 'help',
  body: html`<div class="wide prose">
<h1>Hours &amp; help</h1>
<section class="ask"><h2>Ask a librarian</h2>
<p>From any page of this catalogue: the bubble in the corner says whether a librarian is available now. If they are away, it says where they are and when they are back. You can ask in either case, and keep browsing while you wait. You don’t need an account, an email address or a name.</p>
<p>Or call the reference desk at <b>(757) 555-0142</b>.</p></section>
<h2>Hours</h2>
<div class="columns">${Object.values(BRANCHES).map(
    (branch) => html`<section class="branch"><h3>${branch.name}</h3><p>${branch.street}<br>${branch.phone}</p>
<dl>${Object.entries(branch.hours).map(([days, hours]) => html`<div><dt>${days}</dt><dd>${hours}</dd></div>`)}</dl></section>`,
  )}</div>
<h2>Searching</h2>
<p>A record is found when it has all your words. Capitals and accents do not matter: <a href="${addressOf({ text: 'les miserables' })}">les miserables</a>. The beginning of a word is enough: <a href="${addressOf({ text: 'navig' })}">navig</a>. Where nothing is found, words with a similar spelling are searched as well. Narrow the results by format.</p>
<h2>Borrowing</h2>
<p>Books and printed music are lent for three weeks. Items marked <i>Library use only</i> are brought to your table; for maps and newspapers in the Local History Room please ask a day ahead.</p>
</div>`,
});

/** The page for an unknown address (404). */
export const missing = (): Page => ({
  title: 'Page not found',
  status: 404,
  body: html`<div class="wide prose">
<h1>Not on our shelves</h1>
<p>There is no page at this address. It may have moved, or the link may be incomplete.</p>
<p><a href="/">Search the catalogue</a>, look at <a href="${addressOf({ text: '' })}">all records</a>, or ask a librarian with the bubble in the corner.</p>
</div>`,
});
