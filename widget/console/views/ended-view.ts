import { html, nothing, type TemplateResult } from 'lit';
import { Close } from '../../../relay/protocol/close-codes.ts';
import type { ConsoleStrings } from '../../strings/console.en.ts';
import { signShape } from './shapes.ts';

/** Replaces the whole page once the connection has ended for good: why it ended, and what to do. */
export const endedView = (closeCode: number | undefined, unsent: number, text: ConsoleStrings): TemplateResult => {
  const { ended } = text;
  const why = reasonOf(closeCode);
  return html`
    <main class="ended">
      ${signShape('closed')}
      <h1 id="ended-heading" tabindex="-1">${ended[why].heading}</h1>
      <p>${ended[why].text}</p>
      ${unsent > 0 ? html`<p class="alert">${ended.notSent(unsent)}</p>` : nothing}
      ${why === 'signedOut' ? nothing : html`<button type="button" class="primary" @click=${() => location.reload()}>${ended.reload}</button>`}
    </main>
  `;
};

const reasonOf = (closeCode: number | undefined): 'signedOut' | 'tooOld' | 'refused' => {
  if (closeCode === Close.signedOut.code) return 'signedOut';
  return closeCode === Close.versionUnknown.code ? 'tooOld' : 'refused';
};
