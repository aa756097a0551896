import { createHash } from 'node:crypto';
import type { RouteResponse } from '../http/routes.ts';
import { type Html, html, styleElement } from './html.ts';
import { type PlainPage, WORDS } from './sign-in.en.ts';

/** The CSS of all pages: paper and ink, as in the chat and the console. There is no script, so that the pages work in any browser. */
const STYLE = `:root{color-scheme:light dark;--paper:#faf6ee;--card:#fffdf8;--ink:#221d16;--faint:#665d50;--line:#e0d7c6;--mine:#efe5d1;--accent:#8a3b12;--on-accent:#fffdf8}
@media(prefers-color-scheme:dark){:root{--paper:#1c1915;--card:#25211b;--ink:#f1eadc;--faint:#b3a894;--line:#3d362c;--mine:#383024;--accent:#e2a06f;--on-accent:#1c1915}}
body{margin:0;min-block-size:100vh;display:grid;place-items:center;background:var(--paper);color:var(--ink);font:1.0625rem/1.5 system-ui,sans-serif}
main{box-sizing:border-box;inline-size:min(36rem,100vw - 2rem);margin:1rem;padding:2rem;background:var(--card);border:1px solid var(--line);border-radius:8px}
h1,blockquote{font-family:ui-serif,Georgia,"Times New Roman",serif}
h1{margin:0 0 1rem;font-size:1.5rem;line-height:1.25}
p,blockquote{margin:0 0 .5rem}
blockquote{font-size:1.2rem}
.faint{color:var(--faint);font-size:.9375rem}
ol{list-style:none;margin:1.5rem 0;padding:0;display:grid;gap:.75rem}
li{padding:.5rem .75rem;border:1px solid var(--line);border-radius:8px;white-space:pre-wrap;overflow-wrap:anywhere}
li.mine{background:var(--mine);margin-inline-start:2rem}
li.note{border:0;padding:0;text-align:center;color:var(--faint)}
li b{display:block;font-size:.9375rem}
label{display:block;margin-block:1rem .25rem}
textarea,input{box-sizing:border-box;inline-size:100%;min-block-size:44px;padding:.5rem .75rem;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--faint);border-radius:8px}
textarea{min-block-size:6rem}
[hidden],.scripted .plain{display:none}
.plain{margin-block-end:1rem}
@media(min-width:64rem){.scripted main{justify-self:start;margin-inline-start:4rem}}
button{margin-block-start:1rem;min-block-size:44px;padding:0 1.5rem;font:inherit;color:var(--on-accent);background:var(--accent);border:1px solid transparent;border-radius:8px;cursor:pointer}
button.quiet{color:var(--ink);background:none;border-color:var(--faint)}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--ink);outline-offset:3px}`;

const hashed = (style: string): string => `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** The hash of that CSS, as `style-src` of a policy has it. */
export const PAGE_STYLE = hashed(STYLE);

const policyFor = (style: string): string =>
  [
    "default-src 'none'",
    `style-src ${hashed(style)}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join('; ');

const POLICY = policyFor(STYLE);

/**
 * A page of the relay: a title, which is also its heading, and its content. `style` is CSS in addition to that of all pages. Scripts are
 * forbidden unless `headers` have a policy of their own.
 */
export const pageShell = (
  status: number,
  title: string,
  main: Html,
  { style = '', ...headers }: RouteResponse['headers'] & { style?: string } = {},
): RouteResponse => ({
  status,
  headers: {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': style === '' ? POLICY : policyFor(STYLE + style),
    ...headers,
  },
  body: html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${title}</title>${styleElement(STYLE + style)}</head>
<body><main><h1>${title}</h1>${main}</main></body>
</html>
`.toString(),
});

/** A hidden field for each member. */
export const hiddenFields = (fields: Record<string, string>): Html =>
  html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;

/** One of the console's pages without script: a sentence or two, and a form if its words include a button. `hidden`: fields of the form. */
export const plainPage = (
  status: number,
  page: PlainPage,
  {
    action = '',
    hidden = {},
    headers = {},
  }: { action?: string; hidden?: Record<string, string>; headers?: RouteResponse['headers'] } = {},
): RouteResponse => {
  const { title, text, button } = WORDS.en[page];
  const form =
    button !== undefined &&
    html`<form method="post" action="${action}">${hiddenFields(hidden)}<button>${button}</button></form>`;
  return pageShell(status, title, html`<p>${text}</p>${form}`, headers);
};
