import { html } from '../html.ts';
import type { Page } from './frame.ts';

/**
 * Catalogue and console in one window, so that one person can be patron and librarian at once. The buttons act in the two
 * frames: see both.mjs.
 */
export const both = (): Page => ({
  title: 'Both sides of the desk',
  bare: true,
  head: html`<script type="module" src="/both.mjs"></script>
`,
  body: html`<div class="both">
<div class="both-head">
<h1>Both sides of the desk</h1>
<p id="status" role="status">Press the buttons in turn, or use both sides yourself. All of it is real.</p>
<ol class="steps">
${STEPS.map(([name, text, detail]) => html`<li><button type="button" data-step="${name}"><b>${text}</b><span>${detail}</span></button></li>`)}
</ol>
</div>
<section class="side"><h2>The patron’s side <a href="/">Open alone</a></h2><iframe id="patron" src="/" title="The catalogue, as a patron sees it"></iframe></section>
<section class="side"><h2>The librarian’s side <a href="/librarian">Open alone</a></h2><iframe id="librarian" src="/librarian" title="The console, as a librarian sees it"></iframe></section>
</div>`,
});

/** The `detail` is what the step writes: both.mjs reads it from the button. */
const STEPS = [
  ['away', 'Set Away', 'At the Panera in Newport News, back at 3'],
  ['ask', 'Ask a question', 'Anything on the Monitor and Merrimac?'],
  ['answer', 'Answer it', 'Yes: VA 973.7 WOR, at Harborside.'],
  ['available', 'Set Available', 'At the desk'],
] as const;
