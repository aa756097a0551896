import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ConsoleEntry } from '../../../../relay/protocol/entries.ts';
import { linkify } from '../../../shared/linkify.ts';
import { timeOf } from '../../../shared/time-words.ts';
import type { Thread } from '../../model/threads/thread.ts';
import { shape } from '../shapes.ts';
import type { ViewContext } from '../view-context.ts';
import { type ConversationEvent, eventText } from './event-text.ts';
import { type Row, rowsOf } from './rows.ts';

/** The rows of the conversation, oldest first. */
export const linesView = (thread: Thread, context: ViewContext): TemplateResult => {
  const { model, now, text } = context;
  const rows = rowsOf(thread, { reader: model.librarian, now, language: text.language });
  return html`<ol class="rows">${repeat(
    rows,
    (row) => row.key,
    (row) => rowView(row, thread, context),
  )}</ol>`;
};

const rowView = (row: Row, thread: Thread, context: ViewContext): TemplateResult => {
  const { text } = context;
  const { conversation } = text;
  switch (row.kind) {
    case 'time':
      return html`<li class="time-row"><span>${row.text}</span></li>`;
    case 'new':
      return html`<li class="new-row" id="new-row"><span>${conversation.newLines}</span></li>`;
    case 'patrons':
      return html`<li class="said patrons">${bubble(row.entry.text, thread.shortWord, row.entry.at, context)}</li>`;
    case 'colleagues':
      return html`
        <li class="said colleagues">
          ${bubble(readAs(row.entry, context), row.entry.name, row.entry.at, context)}
          <span class="below">${row.entry.name}${edited(row.entry, context)}</span>
        </li>
      `;
    case 'own':
      return html`
        <li class="said by-self">
          ${bubble(readAs(row.entry, context), conversation.you, row.entry.at, context)}
          <span class="below tick">
            ${edited(row.entry, context)}${shape(row.tick)}<span class=${row.latest ? '' : 'hidden-text'}>${conversation.tick[row.tick]}</span>
          </span>
        </li>
      `;
    case 'hidden':
      return html`
        <li class="said not-shown ${row.own ? 'by-self' : 'colleagues'}">
          ${bubble(row.entry.text, row.own ? conversation.you : row.entry.name, row.entry.at, context)}
          <span class="below">
            ${shape('hidden')}${
              row.own
                ? conversation.hidden(thread.answererInstead(row.entry.id))
                : conversation.colleagueHidden(row.entry.name)
            }
          </span>
        </li>
      `;
    case 'aside':
      return html`
        <li class="said aside ${row.own ? 'by-self' : 'colleagues'}">
          ${bubble(row.entry.text, row.own ? conversation.you : row.entry.name, row.entry.at, context)}
          <span class="below">
            ${shape('hidden')}${row.own ? conversation.asideOwn : conversation.aside(row.entry.name)}
          </span>
        </li>
      `;
    case 'event':
      return eventRow(row.entry, context);
    case 'unsent':
      return unsent(row.line, thread, context);
  }
};

type Said = Extract<ConsoleEntry, { kind: 'said' }>;

/** The text of a line, or that its author has withdrawn it. */
const readAs = (entry: Said, { text }: ViewContext): string =>
  'revised' in entry && entry.revised === 'withdrawn' ? text.conversation.withdrawn : entry.text;

const edited = (entry: Said, { text }: ViewContext): TemplateResult | typeof nothing =>
  'revised' in entry && entry.revised === 'edited' ? html`<span> ${text.conversation.edited} </span>` : nothing;

const bubble = (said: string, who: string, at: number, { text }: ViewContext): TemplateResult =>
  html`<div class="bubble" title=${timeOf(at, { language: text.language })}><span class="hidden-text">${who}: </span><span class="text" dir="auto">${linkify(
    said,
  ).map((stretch) =>
    typeof stretch === 'string'
      ? stretch
      : html`<a href=${stretch.href} target="_blank" rel="noopener noreferrer">${stretch.text}</a>`,
  )}</span></div>`;

const unsent = (
  line: Extract<Row, { kind: 'unsent' }>['line'],
  thread: Thread,
  context: ViewContext,
): TemplateResult => {
  const { model, text, actions } = context;
  const { conversation } = text;
  const { refused } = line;
  const takeBack = () => {
    const said = model.takeBack(thread, line.id);
    model.write(thread, [thread.draft.trimEnd(), said].filter(Boolean).join('\n'));
    actions.focus('#composer');
  };
  return html`
    <li class="said by-self ${refused ? 'failed-row' : 'sending-row'}">
      ${bubble(line.text, conversation.you, line.at, context)}
      ${
        refused
          ? html`
            <span class="below alert">${shape('failed')}${conversation.failed(refused.code)}</span>
            <span class="buttons">
              <button type="button" class="plain small" @click=${() => model.tryAgain(thread, line.id)}>
                ${conversation.again}
              </button>
              <button type="button" class="plain small" @click=${takeBack}>${conversation.takeBack}</button>
            </span>
          `
          : html`<span class="below tick">${shape('sending')}${model.connected ? conversation.tick.sending : conversation.tick.unsent}</span>`
      }
    </li>
  `;
};

const eventRow = (entry: ConversationEvent, { model, text }: ViewContext): TemplateResult => {
  const record = entry.kind === 'noted' && entry.topic === 'record' ? entry.record : undefined;
  return html`
    <li class=${entry.kind === 'asked' ? 'happened between' : 'happened'} dir="auto">
      ${entry.kind === 'asked' ? shape('hidden') : nothing}${eventText(entry, model.librarian, text)}${record ? html` ${recordView(record)}` : nothing}
    </li>
  `;
};

/** The relay stores only http and https addresses. They are checked again here, because the librarian clicks them. */
const recordView = ({ title, url }: { title: string; url?: string }): TemplateResult =>
  url !== undefined && /^https?:\/\//i.test(url)
    ? html`<a href=${url} target="_blank" rel="noopener noreferrer" dir="auto">${title}</a>`
    : html`<span dir="auto">${title}</span>`;
