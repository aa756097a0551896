import { html } from 'lit';
import type { ConversationView, Tick } from '../conversation/conversation-view.ts';
import { icon } from './icon.ts';
import type { Reader } from './reader.ts';
import { type NoteLine, nameOf, type Row, rowsOf, type SaidLine, sentenceOf } from './rows.ts';

export interface LogActions {
  tryAgain(id: string): void;
  discard(id: string): void;
}

/** The icons of the ticks: a clock, one tick, two ticks, an eye, an exclamation mark. */
const TICKS: Record<Tick, string> = {
  sending: 'M12 3a9 9 0 1 0 .1 0zM12 7v5l3 2',
  kept: 'M4 12l5 5L20 6',
  delivered: 'M1 12l5 5L17 6M11 16l1 1L23 6',
  seen: 'M2 12q10-12 20 0-10 12-20 0zM12 9a3 3 0 1 0 .1 0z',
  failed: 'M12 3a9 9 0 1 0 .1 0zM12 7v6M12 16v.5',
};

/** The lines of a conversation, or a sentence if there is none yet. */
export const log = (view: ConversationView, reader: Reader, actions: LogActions) =>
  view.lines.length === 0
    ? html`<p class="empty" .textContent=${emptiness(view, reader)}></p>`
    : html`
        <ol>${rowsOf(view, reader).map((row) => rowView(row, reader, actions))}</ol>
        ${view.typing && html`<p class="typing" .textContent=${reader.words.typing(view.typing.name)}></p>`}
      `;

const emptiness = ({ ended, whereabouts }: ConversationView, { words, more }: Reader): string | undefined => {
  if (ended === 'forgotten') return more()?.forgotten;
  const { availability } = whereabouts ?? {};
  return availability === 'away' || availability === 'offline' ? words.leave : words.empty;
};

const rowView = (row: Row, reader: Reader, actions: LogActions) => [
  row.time && html`<li class="time" .textContent=${row.time}></li>`,
  row.fresh ? reader.more()?.fresh() : '',
  row.line.kind === 'said' ? said(row.line, row, reader, actions) : note(row.line, reader),
];

const note = (line: NoteLine, reader: Reader) =>
  line.kind === 'noted'
    ? html`<li class="note">${reader.more()?.noted(line)}</li>`
    : html`<li class="note" .textContent=${sentenceOf(line, reader)}></li>`;

/** The text of a line. With an address in it, it is text until the part that makes links has arrived. */
const body = (text: string, reader: Reader) => {
  const linked = /:\/\/|www\./i.test(text) && reader.more()?.linked(text);
  return linked ? html`<p>${linked}</p>` : html`<p .textContent=${text}></p>`;
};

const said = (line: SaidLine, { begins, tick }: Row, reader: Reader, actions: LogActions) => html`
  <li class=${`${line.by} ${begins ? 'begins' : ''} ${tick ?? ''}`}>
    <b><bdi .textContent=${nameOf(line, reader)}></bdi><span>: </span></b>
    ${body(line.text, reader)}
    ${'revised' in line ? reader.more()?.revised(line.revised) : ''}
    ${tick && html`<small>${icon(TICKS[tick])}<span .textContent=${reader.words[tick]}></span></small>`}
    ${tick === 'failed' && 'tick' in line ? reader.more()?.failure(line, actions) : ''}
  </li>
`;
