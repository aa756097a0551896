import { HOUSES } from '../branches.ts';
import { html } from '../html.ts';
import { searchFor } from '../query.ts';
import type { Page } from './frame.ts';

export const help = (): Page => ({
  title: 'Hours & help',
  here: 'help',
  body: html`<div class="wide prose">
<h1>Hours &amp; help</h1>
<section class="ask"><h2>Ask a librarian</h2>
<p>From any page of this catalogue: the desk in the corner says whether a librarian is there now. If she is away, it says where, and when she is back; ask all the same, and go on looking while you wait. No account, no email, no name is asked for.</p>
<p>Or call the reference desk at <b>(757) 555-0142</b>.</p></section>
<h2>Hours</h2>
<div class="houses">${HOUSES.map(
    (
      house,
    ) => html`<div class="house"><h3>${house.name}</h3><p>${house.street}<br>${house.phone}</p><dl>${house.hours.map(([days, hours]) => html`<div><dt>${days}</dt><dd>${hours}</dd></div>`)}</dl>
${house.note !== undefined && html`<p class="quiet">${house.note}</p>`}</div>`,
  )}</div>
<h2>Searching</h2>
<ul class="tips">
<li>All your words must be in a record; capitals and accents do not matter: <a href="${searchFor('les miserables')}">les miserables</a>.</li>
<li>Quotes keep words together: <a href="${searchFor('"sea power"')}">"sea power"</a>.</li>
<li>The beginning of a word is enough: <a href="${searchFor('astron')}">astron</a>.</li>
<li>Choose Title, Author or Subject to look in one place only.</li>
<li>Narrow what you found by format and language, beside the list.</li>
</ul>
<h2>Borrowing</h2>
<p>Books and printed music are lent for three weeks. What is marked <i>To read in the library</i> is brought to your table; for maps and microfilm of the Local History Room please ask a day ahead.</p>
</div>`,
});
