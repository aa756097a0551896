import { html } from '../html.ts';
import type { Page } from './frame.ts';

/** 404. */
export const missing = (): Page => ({
  title: 'Not on our shelves',
  body: html`<div class="wide prose">
<h1>Not on our shelves</h1>
<p>There is no page at this address. It may have been moved, or the link may have lost a piece on its way.</p>
<p><a href="/">Search the catalogue</a>, look at <a href="/search?q=">all records</a>, or ask at the desk in the corner.</p>
</div>`,
});
