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

/** What was said, oldest first. */
export const linesView = (thread: Thread, scene: ViewContext): TemplateResult => {
  const { model, now, text } = scene;
  const rows = rowsOf(thread, { herself: model.herself, now, language: text.language });
  return html`<ol class="rows">${repeat(
    rows,
    (row) => row.key,
    (row) => rowView(row, thread, scene),
  )}</ol>`;
};

const rowView = (row: Row, thread: Thread, scene: ViewContext): TemplateResult => {
  const { text } = scene;
  const { conversation } = text;
  switch (row.kind) {
    case 'time':
      return html`<li class="time-row"><span>${row.text}</span></li>`;
    case 'new':
      return html`<li class="new-row" id="new-row"><span>${conversation.newLines}</span></li>`;
    case 'patrons':
      return html`<li class="said patrons">${bubble(row.entry.text, thread.shortWord, row.entry.at, scene)}</li>`;
    case 'colleagues':
      return html`
        <li class="said colleagues">
          ${bubble(readAs(row.entry, scene), row.entry.name, row.entry.at, scene)}
          <span class="below">${row.entry.name}${edited(row.entry, scene)}</span>
        </li>
      `;
    case 'hers':
      return html`
        <li class="said hers">
          ${bubble(readAs(row.entry, scene), conversation.you, row.entry.at, scene)}
          <span class="below tick">
            ${edited(row.entry, scene)}${shape(row.tick)}<span class=${row.latest ? '' : 'hidden-text'}>${conversation.tick[row.tick]}</span>
          </span>
        </li>
      `;
    case 'hidden':
      return html`
        <li class="said not-shown ${row.hers ? 'hers' : 'colleagues'}">
          ${bubble(row.entry.text, row.hers ? conversation.you : row.entry.name, row.entry.at, scene)}
          <span class="below">
            ${shape('hidden')}${
              row.hers
                ? conversation.hidden(thread.answeredBy(row.entry.id))
                : conversation.colleagueHidden(row.entry.name)
            }
          </span>
        </li>
      `;
    case 'aside':
      return html`
        <li class="said aside ${row.hers ? 'hers' : 'colleagues'}">
          ${bubble(row.entry.text, row.hers ? conversation.you : row.entry.name, row.entry.at, scene)}
          <span class="below">
            ${shape('hidden')}${row.hers ? conversation.asideHers : conversation.aside(row.entry.name)}
          </span>
        </li>
      `;
    case 'happened':
      return happened(row.entry, scene);
    case 'unsent':
      return unsent(row.line, thread, scene);
  }
};

type Said = Extract<ConsoleEntry, { kind: 'said' }>;

/** A line as its author has left it. */
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

const unsent = (line: Extract<Row, { kind: 'unsent' }>['line'], thread: Thread, scene: ViewContext): TemplateResult => {
  const { model, text, hands } = scene;
  const { conversation } = text;
  const { refused } = line;
  const takeBack = () => {
    const said = model.takeBack(thread, line.id);
    model.write(thread, [thread.draft.trimEnd(), said].filter(Boolean).join('\n'));
    hands.focus('#composer');
  };
  return html`
    <li class="said hers ${refused ? 'failed-row' : 'sending-row'}">
      ${bubble(line.text, conversation.you, line.at, scene)}
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
          : html`<span class="below tick">${shape('sending')}${model.live ? conversation.tick.sending : conversation.tick.unsent}</span>`
      }
    </li>
  `;
};

const happened = (entry: ConversationEvent, { model, text }: ViewContext): TemplateResult => {
  const record = entry.kind === 'noted' && entry.topic === 'record' ? entry.record : undefined;
  return html`
    <li class=${entry.kind === 'asked' ? 'happened between' : 'happened'} dir="auto">
      ${entry.kind === 'asked' ? shape('hidden') : nothing}${eventText(entry, model.herself, text)}${record ? html` ${recordView(record)}` : nothing}
    </li>
  `;
};

/** The relay keeps only http and https addresses; here they are looked at once more, because she clicks them. */
const recordView = ({ title, url }: { title: string; url?: string }): TemplateResult =>
  url !== undefined && /^https?:\/\//i.test(url)
    ? html`<a href=${url} target="_blank" rel="noopener noreferrer" dir="auto">${title}</a>`
    : html`<span dir="auto">${title}</span>`;
