import { createHash } from 'node:crypto';
import { type PlainPage, WORDS } from './console-words.ts';
import type { Answer } from './routes.ts';

/** Paper and ink, as everywhere in the house; without script, so that a sign-in works in any browser. */
const STYLE = `:root{color-scheme:light dark;--paper:#faf6ee;--card:#fffdf8;--ink:#221d16;--line:#e0d7c6;--accent:#8a3b12;--on-accent:#fffdf8}
@media(prefers-color-scheme:dark){:root{--paper:#1c1915;--card:#25211b;--ink:#f1eadc;--line:#3d362c;--accent:#e2a06f;--on-accent:#1c1915}}
body{margin:0;min-block-size:100vh;display:grid;place-items:center;background:var(--paper);color:var(--ink);font:1.0625rem/1.5 system-ui,sans-serif}
main{box-sizing:border-box;max-inline-size:32rem;margin:1rem;padding:2rem;background:var(--card);border:1px solid var(--line);border-radius:8px}
h1{margin:0 0 1rem;font:1.5rem/1.25 ui-serif,Georgia,"Times New Roman",serif}
p{margin:0}
button{margin-block-start:1.5rem;min-block-size:44px;padding:0 1.5rem;font:inherit;color:var(--on-accent);background:var(--accent);border:1px solid transparent;border-radius:8px;cursor:pointer}
button:focus-visible{outline:3px solid var(--ink);outline-offset:3px}`;

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A page of a few words, and a form where its words name a button. `hidden`: fields the form sends. */
export const plainPage = (
  status: number,
  page: PlainPage,
  {
    action = '',
    hidden = {},
    headers = {},
  }: { action?: string; hidden?: Record<string, string>; headers?: Answer['headers'] } = {},
): Answer => {
  const { title, text, button } = WORDS.en[page];
  const fields = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  const form =
    button === undefined
      ? ''
      : `<form method="post" action="${escaped(action)}">${fields.join('')}<button>${escaped(button)}</button></form>`;
  return {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': POLICY, ...headers },
    body: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escaped(title)}</h1><p>${escaped(text)}</p>${form}</main></body>
</html>
`,
  };
};

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? '');
