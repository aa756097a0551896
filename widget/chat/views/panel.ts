import { html } from 'lit';
import { type CardActions, type CardState, card } from './card.ts';
import { type ComposerActions, type ComposerState, composer } from './composer.ts';
import { type FootActions, type FootState, foot } from './foot.ts';
import { type LogActions, log } from './log.ts';
import { mayLeave, noticeOf } from './notice.ts';
import type { Reader } from './reader.ts';

export interface PanelState extends CardState, ComposerState, FootState {
  shown: boolean;
  /** True if new lines are below the visible ones. */
  jump: boolean;
}

export interface PanelActions extends CardActions, LogActions, ComposerActions, FootActions {
  retry(): void;
  jump(): void;
  escape(): void;
}

/** The whole chat. The live region comes first and outside the section that is hidden while the chat is closed. */
export function panel(state: PanelState, reader: Reader, actions: PanelActions) {
  const { view, shown, jump } = state;
  return html`
    <div id="told" aria-live="polite"></div>
    <section
      role="dialog"
      aria-labelledby="title"
      lang=${reader.language}
      ?hidden=${!shown}
      @keydown=${(event: KeyboardEvent) => escapes(event, actions)}
    >
      ${card(state, reader, actions)}
      <div id="log" role="log" aria-live="off" aria-label=${reader.words.log} tabindex="0">
        <div>${log(view, reader, actions)}</div>
      </div>
      ${jump ? reader.more()?.jump(actions.jump) : ''}
      <div class="notice">
        <p role="status" class=${view.link} .textContent=${noticeOf(view, reader)}></p>
        ${view.link === 'unsure' ? html`<button @click=${actions.retry}>${reader.words.tryNow}</button>` : ''}
        ${mayLeave(view) ? reader.details()?.leave(view, actions) : ''}
      </div>
      ${composer(state, reader, actions)}
      ${foot(state, reader, actions)}
    </section>
  `;
}

function escapes(event: KeyboardEvent, actions: PanelActions): void {
  if (event.key !== 'Escape' || event.isComposing) return;
  event.stopPropagation();
  actions.escape();
}
