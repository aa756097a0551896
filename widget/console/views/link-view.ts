import { html, nothing, type TemplateResult } from 'lit';
import type { LinkState } from '../../shared/relay-link.ts';
import { isTooMuch } from '../../shared/relay-link.ts';
import type { ConsoleStrings } from '../../strings/console.en.ts';

/** What is shown about the connection; undefined while it is up. `closeCode`: why the relay closed the last connection, if it did. */
export const linkWords = (link: LinkState, closeCode: number | undefined, words: ConsoleStrings['link']) => {
  if (link === 'live') return undefined;
  return closeCode !== undefined && isTooMuch(closeCode) ? words.crowded : words[link];
};

export const linkView = (link: LinkState, closeCode: number | undefined, text: ConsoleStrings): TemplateResult =>
  html`<p class="link ${link}" role="status">${linkWords(link, closeCode, text.link) ?? nothing}</p>`;
