import { html } from 'lit/html.js';
import type { ConversationView } from '../conversation-view.ts';
import type { Reader } from './reader.ts';

export type Asking = 'clear' | 'forget';

export interface FootState {
  asking: Asking | undefined;
  /** There is a conversation. */
  talking: boolean;
}

export interface FootActions {
  ask(what: Asking): void;
  /** Yes or no to what was asked. */
  answer(yes: boolean): void;
}

/** Would clearing the screen lose an answer that is still to come? */
export const unanswered = ({ lines }: Pick<ConversationView, 'lines'>): boolean => {
  const last = lines.findLast(({ kind }) => kind === 'said' || kind === 'closed');
  return !!last && 'tick' in last;
};

/** Always in view: the next person at this computer must find nothing. */
export const foot = ({ asking, talking }: FootState, { words, more }: Reader, { ask, answer }: FootActions) =>
  (asking && more()?.asked(asking, answer)) ??
  html`
    <footer>
      <button id="clear" @click=${() => ask('clear')}>${words.clear}</button>
      <button id="forget" ?hidden=${!talking} @click=${() => ask('forget')}>${words.forget}</button>
    </footer>
  `;
