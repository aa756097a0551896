import { html } from 'lit/html.js';
import type { ConversationView } from '../conversation-view.ts';
import { card } from './card.ts';
import { composer } from './composer.ts';
import { type Asking, type FootActions, foot } from './foot.ts';
import { type LogActions, log } from './log.ts';
import { noticeOf, usable } from './notice.ts';
import type { Reader } from './reader.ts';

export interface PanelState {
  view: ConversationView;
  shown: boolean;
  /** There is a conversation. */
  talking: boolean;
  /** There is little height: the whereabouts card is one line, unless she has it `wide`. */
  low: boolean;
  wide: boolean;
  /** Something came in that is out of view below. */
  jump: boolean;
  asking: Asking | undefined;
  /** Length of what is written. */
  length: number;
}

export interface PanelActions extends LogActions, FootActions {
  close(): void;
  retry(): void;
  jump(): void;
  widen(): void;
  send(text: string): void;
  input(text: string): void;
  escape(): void;
}

/** All of the chat. The live region stands outside of what is hidden while the chat is closed, and before it. */
export function panel(state: PanelState, reader: Reader, actions: PanelActions) {
  const { view, shown, talking, low, wide, jump, asking, length } = state;
  const { words } = reader;
  const { send, input, close, widen } = actions;
  return html`
    <div id="told" aria-live="polite"></div>
    <section
      role="dialog"
      aria-labelledby="title"
      lang=${reader.language}
      ?hidden=${!shown}
      @keydown=${(event: KeyboardEvent) => escapes(event, actions)}
    >
      ${card(view.whereabouts, reader, { low, wide, talking, widen, close })}
      <div id="log" role="log" aria-live="off" aria-label=${words.log} tabindex="0">
        <div>${log(view, reader, actions)}</div>
      </div>
      ${jump ? reader.more()?.jump(actions.jump) : ''}
      <div class="notice">
        <p role="status" class=${view.link}>${noticeOf(view, reader)}</p>
        ${view.link === 'unsure' ? reader.more()?.retry(actions.retry) : ''}
      </div>
      ${composer({ limit: view.limits.text, length, talking, usable: usable(view), send, input }, reader)}
      ${foot(asking, talking, reader, actions)}
    </section>
  `;
}

function escapes(event: KeyboardEvent, actions: PanelActions): void {
  if (event.key !== 'Escape' || event.isComposing) return;
  event.stopPropagation();
  actions.escape();
}
