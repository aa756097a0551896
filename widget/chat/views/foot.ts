import { html } from 'lit';
import type { ConversationView } from '../conversation-view.ts';
import type { Reader } from './reader.ts';

export type Asking = 'clear' | 'forget';

export interface FootActions {
  ask(what: Asking): void;
  /** Yes or no to what was asked. */
  answer(yes: boolean): void;
}

/** Would clearing the screen lose an answer that is still to come? */
export const unanswered = ({ lines }: Pick<ConversationView, 'lines'>): boolean =>
  lines.findLast((line) => line.kind === 'said' || line.kind === 'closed')?.kind === 'said' &&
  lines.findLast((line) => line.kind === 'said')?.by === 'patron';

/** Always in view: the next person at this computer must find nothing. */
export function foot(asking: Asking | undefined, talking: boolean, { words }: Reader, { ask, answer }: FootActions) {
  if (!asking) {
    return html`
      <footer>
        <button type="button" id="clear" @click=${() => ask('clear')}>${words.clear}</button>
        <button type="button" id="forget" ?hidden=${!talking} @click=${() => ask('forget')}>${words.forget}</button>
      </footer>
    `;
  }
  return html`
    <footer role="group" aria-labelledby="asked">
      <p id="asked">${asking === 'clear' ? words.clearAsk : words.forgetAsk}</p>
      <button type="button" class="firm" @click=${() => answer(true)}>${asking === 'clear' ? words.clearYes : words.forgetYes}</button>
      <button type="button" id="keep" @click=${() => answer(false)}>${words.keep}</button>
    </footer>
  `;
}
