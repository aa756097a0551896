import { html } from '../html.ts';
import type { Page } from './frame.ts';

/** Catalogue and console in one window, so that one person can be patron and librarian at once. */
export const both = (): Page => ({
  title: 'Both sides of the desk',
  here: 'both',
  bare: true,
  body: html`<div class="both">
<div class="both-head">
<h1>Both sides of the desk</h1>
<ol class="steps">
<li><b>Sign in.</b> Open the link that <code>npm start</code> printed, in this browser, and press its button; then <a href="/both">load this page again</a>. The link works once; each start prints another.</li>
<li><b>Say where you are.</b> In the console choose Away and write <q>At the Panera in Newport News, back at 3</q>. The desk on the patron’s side says so within seconds.</li>
<li><b>Ask and answer.</b> On the patron’s side open the desk and ask something; answer it in the console.</li>
</ol>
</div>
<section class="side"><h2>The patron’s side <a href="/" target="_blank">Open alone</a></h2><iframe src="/" title="The catalogue, as a patron sees it"></iframe></section>
<section class="side"><h2>The librarian’s side <a href="/console/" target="_blank">Open alone</a></h2><iframe src="/console/" title="The console, as a librarian sees it"></iframe></section>
</div>`,
});
