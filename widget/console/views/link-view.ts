import { html, nothing, type TemplateResult } from 'lit';
import type { LinkState } from '../../relay-link.ts';
import type { ConsoleStrings } from '../../strings/console.en.ts';
import { isTooMuch } from '../../too-much.ts';

/** What she should know of the connection. `closeCode`: why the relay closed the last one, where it did. */
export const linkView = (
  link: LinkState,
  closeCode: number | undefined,
  { link: words }: ConsoleStrings,
): TemplateResult => {
  const turnedAway = closeCode !== undefined && isTooMuch(closeCode);
  const said = link === 'live' ? nothing : words[turnedAway ? 'crowded' : link];
  return html`<p class="link ${link}" role="status">${said}</p>`;
};
