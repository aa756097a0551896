import type { Desk } from '../../desk/desk.ts';
import type { Whereabouts } from '../../protocol/whereabouts.ts';
import type { Route, RouteResponse } from '../http/routes.ts';
import { DESK_WORDS as WORDS } from './desk-page.en.ts';
import { contact } from './desk-page.ts';
import { html } from './html.ts';
import { PAGE_STYLE, pageShell } from './page-shell.ts';

/** The page's Content-Security-Policy. The chat makes its markup with the only Trusted Types policy allowed; no page may frame this one. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src ${PAGE_STYLE}`,
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types ask-librarian',
].join('; ');

/** `no-referrer`: no site learns from which page the patron followed a link. */
const HEADERS = {
  'Content-Security-Policy': POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/** The page of a private link, `/desks/main/question#KEY`. Its script reads the key after the #; the relay never receives it. */
export const questionRoute = (whereabouts: Desk['whereabouts']): Route => ({
  method: 'GET',
  pattern: '/desks/:desk/question',
  handle: ({ params }) => {
    const desk = whereabouts(params.desk ?? '');
    if (desk) return questionPage(desk);
    return pageShell(404, WORDS.unknownDesk.title, html`<p>${WORDS.unknownDesk.text}</p>`);
  },
});

const questionPage = (whereabouts: Whereabouts): RouteResponse => {
  const { desk } = whereabouts;
  const { page, text, label, open } = WORDS.link;
  const main = [
    // First of all, so that the key leaves the address bar while the page is still being parsed.
    html`<script src="/question.js" data-desk="${desk}"></script>`,
    html`<p id="state" role="status"></p><p><button id="again" hidden>${WORDS.tryAgain}</button></p>`,
    html`<div class="plain"><p>${text}</p><form method="post" action="/desks/${desk}/"><label for="link">${label}</label>`,
    html`<input id="link" name="link" required dir="ltr" autocomplete="off"><button>${open}</button></form></div>`,
    contact(whereabouts),
    html`<script src="/widget.js" data-desk="${desk}" data-shared></script>`,
  ];
  return pageShell(200, page(whereabouts.name), html`${main}`, HEADERS);
};
