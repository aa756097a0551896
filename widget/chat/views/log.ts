import { html, nothing } from 'lit';
import type { ConversationView } from '../conversation-view.ts';
import { linkify } from '../linkify.ts';
import { icon } from './icon.ts';
import type { Reader } from './reader.ts';
import { type Row, rowsOf } from './rows.ts';

export interface LogActions {
  tryAgain(id: string): void;
  discard(id: string): void;
}

/** The lines of a conversation, or what stands in their place. */
export function log(view: ConversationView, reader: Reader, actions: LogActions) {
  const { words } = reader;
  if (view.lines.length === 0) return html`<p class="empty">${emptiness(view, words)}</p>`;
  return html`
    <ol>
      ${rowsOf(view, reader).map((row) => rowView(row, words, actions))}
    </ol>
    ${view.typing ? html`<p class="typing">${words.typing(view.typing.name)}<i></i><i></i><i></i></p>` : nothing}
  `;
}

const emptiness = ({ ended, whereabouts }: ConversationView, words: Reader['words']): string => {
  if (ended === 'forgotten') return words.forgotten;
  const { availability } = whereabouts ?? {};
  return availability === 'away' || availability === 'offline' ? words.emptyAway : words.empty;
};

function rowView(row: Row, words: Reader['words'], actions: LogActions) {
  switch (row.row) {
    case 'time':
      return html`<li class="time"><span>${row.text}</span></li>`;
    case 'fresh':
      return html`<li class="fresh"><span>${words.fresh}</span></li>`;
    case 'note':
      return html`<li class="note">${row.text}${row.link && anchor(row.link.url, row.link.title)}</li>`;
    case 'said':
      return said(row, words, actions);
  }
}

function said(
  { line, name, begins, tick }: Extract<Row, { row: 'said' }>,
  words: Reader['words'],
  actions: LogActions,
) {
  const mine = line.by === 'patron';
  return html`
    <li class=${mine ? 'mine' : 'theirs'}>
      <span class=${begins && !mine ? 'name' : 'unseen'} dir="auto">${name}<span class="unseen">: </span></span>
      <p dir="auto" class=${tick ?? ''}>
        ${linkify(line.text).map((part) => (typeof part === 'string' ? part : anchor(part.href, part.text)))}
      </p>
      ${tick === 'failed' && mine ? failure(line, words, actions) : tick && html`<small class=${tick}>${icon(tick)}${words[tick]}</small>`}
    </li>
  `;
}

const anchor = (href: string | undefined, text: string) =>
  href ? html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow">${text}</a>` : text;

function failure(line: { id: string; failure?: string }, words: Reader['words'], actions: LogActions) {
  const reasons: Record<string, string | undefined> = words.failures;
  return html`
    <small class="failed">${icon('failed')}<span>${words.failed} ${reasons[line.failure ?? '']}</span></small>
    <div class="choices">
      <button type="button" @click=${() => actions.tryAgain(line.id)}>${words.tryAgain}</button>
      <button type="button" @click=${() => actions.discard(line.id)}>${words.discard}</button>
    </div>
  `;
}
