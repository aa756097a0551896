import { html } from 'lit';
import type { ConversationView } from '../conversation/conversation-view.ts';
import type { Reader } from './reader.ts';

export type Asking = 'clear' | 'forget' | 'keep';

const ASKINGS = ['clear', 'keep', 'forget'] as const;

export interface FootState {
  asking: Asking | undefined;
  view: ConversationView;
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
export const foot = (state: FootState, reader: Reader, actions: FootActions) =>
  (state.asking && reader.more()?.asked(state.asking, state, reader, actions)) ??
  html`
    <footer>
      ${ASKINGS.map(
        (what) =>
          html`<button id=${what} ?hidden=${what !== 'clear' && !state.talking} @click=${() => actions.ask(what)}>${reader.words[what]}</button>`,
      )}
    </footer>
  `;
