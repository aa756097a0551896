import { html } from 'lit';
import type { ConversationView } from '../conversation/conversation-view.ts';
import type { Reader } from './reader.ts';

export type Asking = 'clear' | 'forget' | 'keep';

const ASKINGS = ['clear', 'keep', 'forget'] as const;

export interface FootState {
  asking: Asking | undefined;
  view: ConversationView;
  /** True if there is a conversation. */
  talking: boolean;
}

export interface FootActions {
  ask(what: Asking): void;
  /** The patron's answer to the question that the foot shows. */
  answer(yes: boolean): void;
}

/** True if the patron spoke last: clearing the chat would then lose the answer. */
export const unanswered = ({ lines }: Pick<ConversationView, 'lines'>): boolean => {
  const last = lines.findLast(({ kind }) => kind === 'said' || kind === 'closed');
  return !!last && 'tick' in last;
};

/** The buttons below the composer. They are always in view, so that the next person at this computer finds nothing. */
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
