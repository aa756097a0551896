import type { Answer } from '../http/routes.ts';
import { html } from './html.ts';
import { hiddenFields, pageShell } from './page-shell.ts';
import { type PlainPage, WORDS } from './sign-in.en.ts';

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
  const form =
    button !== undefined &&
    html`<form method="post" action="${action}">${hiddenFields(hidden)}<button>${button}</button></form>`;
  return pageShell(status, title, html`<p>${text}</p>${form}`, headers);
};
