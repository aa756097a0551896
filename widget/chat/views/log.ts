import { html } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { ConversationView, Tick } from '../conversation/conversation-view.ts';
import { icon } from './icon.ts';
import type { Reader } from './reader.ts';
import { type NoteLine, nameOf, type Row, rowsOf, type SaidLine, sentenceOf } from './rows.ts';
import { text } from './text.ts';

export interface LogActions {
  tryAgain(id: string): void;
  discard(id: string): void;
}

/** A clock, one tick, two ticks, an eye, an alarm. */
const TICKS: Record<Tick, string> = {
  sending: 'M12 3a9 9 0 1 0 .1 0zM12 7v5l3 2',
  kept: 'M4 12l5 5L20 6',
  delivered: 'M1 12l5 5L17 6M11 16l1 1L23 6',
  seen: 'M2 12q10-12 20 0-10 12-20 0zM12 9a3 3 0 1 0 .1 0z',
  failed: 'M12 3a9 9 0 1 0 .1 0zM12 7v6M12 16v.5',
};

/** The lines of a conversation, or what stands in their place. */
export const log = (view: ConversationView, reader: Reader, actions: LogActions) =>
  view.lines.length === 0
    ? html`<p class="empty" .textContent=${emptiness(view, reader)}></p>`
    : html`
        <ol>${guard(
          [view.lines, view.firstNew, reader.parts, reader.language, new Date(reader.now).toDateString()],
          () => rowsOf(view, reader).map((row) => rowView(row, reader, actions)),
        )}</ol>
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
  row.line.kind === 'said'
    ? said(row.line, row, reader, actions)
    : html`<li class="note">${note(row.line, reader)}</li>`,
];

const note = (line: NoteLine, reader: Reader) =>
  line.kind === 'noted' ? reader.more()?.noted(line) : text(sentenceOf(line, reader));

const said = (line: SaidLine, { begins, tick }: Row, reader: Reader, actions: LogActions) => html`
  <li class=${`${line.by} ${begins ? 'begins' : ''} ${tick ?? ''}`}>
    <b>${text(nameOf(line, reader))}<span>: </span></b>
    <p>${/:\/\/|www\./i.test(line.text) ? (reader.more()?.linked(line.text) ?? text(line.text)) : text(line.text)}</p>
    ${'revised' in line ? reader.more()?.revised(line.revised) : ''}
    ${tick && html`<small>${icon(TICKS[tick])}${text(reader.words[tick])}</small>`}
    ${tick === 'failed' && 'tick' in line ? reader.more()?.failure(line, actions) : ''}
  </li>
`;
