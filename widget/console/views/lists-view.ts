import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ownThreads, waitingSince, waitingThreads } from '../model/threads/lists.ts';
import { type Thread, wordSuffix } from '../model/threads/thread.ts';
import { shape } from './shapes.ts';
import { deskName } from './status-text.ts';
import { teamView } from './team-view.ts';
import type { ViewContext } from './view-context.ts';

const MINUTE_MS = 60_000;

/** The lists of waiting and own conversations, the team and the keyboard shortcuts. */
export const listsView = (context: ViewContext): TemplateResult => {
  const { text, model } = context;
  const onDuty = model.self?.duty.some(({ desk }) => model.ownStatus.dutyAt(desk)) ?? false;
  const nobody = onDuty ? text.lists.nobodyWaits : text.lists.nobodyWaitsOffDuty;
  return html`
    <nav class="lists" aria-labelledby="lists-heading">
      <h2 id="lists-heading" class="hidden-text" tabindex="-1">${text.lists.heading}</h2>
      ${list('waiting', waitingThreads(model.threads), model.connected ? nobody : text.lists.unknown, context)}
      ${list('mine', ownThreads(model.threads), text.lists.noneMine, context)}
      ${teamView(context)}
      <dl class="keys" aria-label=${text.page.keysHeading}>
        ${text.page.keys.map(({ keys, does }) => html`<div><dt>${keys}</dt><dd>${does}</dd></div>`)}
      </dl>
    </nav>
  `;
};

const list = (which: 'waiting' | 'mine', threads: Thread[], none: string, context: ViewContext) => html`
  <section class="list ${which}" aria-labelledby="list-${which}">
    <h3 id="list-${which}">${context.text.lists[which]}<span class="count">${threads.length || nothing}</span></h3>
    ${
      threads.length === 0
        ? html`<p class="none">${none}</p>`
        : html`<ul>${repeat(
            threads,
            ({ card }) => card.id,
            (thread) => html`<li>${item(thread, context)}</li>`,
          )}</ul>`
    }
  </section>
`;

const item = (thread: Thread, context: ViewContext): TemplateResult => {
  const { text, model, actions } = context;
  const { card } = thread;
  const desk = deskName(card.desk, model);
  const unread = thread.unread(model.librarian);
  return html`
    <button
      type="button"
      id="item-${card.id}"
      class="item ${card.state}"
      ?data-unread=${unread > 0 && card.state !== 'waiting'}
      aria-current=${model.open === thread ? 'true' : nothing}
      @click=${() => actions.open(card.id)}
    >
      <span class="item-head">
        <span class="word">${thread.patronName ?? thread.shortWord}</span>
        ${rest(thread, context)}
        ${when(thread, context)}
      </span>
      ${model.desks.size > 1 ? html`<span class="desk">${desk}</span>` : nothing}
      <span class="preview" dir="auto">${preview(thread, context)}</span>
      ${flags(thread, unread, text)}
    </button>
  `;
};

/** What distinguishes the patron: their word, if a name is shown in its place; the suffix of the word, if two patrons have the same word. */
const rest = (thread: Thread, { model }: ViewContext) => {
  if (thread.patronName !== undefined) return html`<span class="rest">${thread.shortWord}</span>`;
  const twins = [...model.threads].filter((other) => other.shortWord === thread.shortWord);
  return twins.length > 1 ? html`<span class="rest">${wordSuffix(thread.card.word)}</span>` : nothing;
};

/** How long the patron has waited; "typing" takes its place, so that no item moves while the librarian reaches for it. */
const when = (thread: Thread, { now, text }: ViewContext) => {
  if (thread.typing) return html`<em class="wait">${text.lists.typing}</em>`;
  if (thread.card.waitingSince === undefined && thread.card.state !== 'waiting') return nothing;
  const minutes = Math.max(0, Math.floor((now - waitingSince(thread)) / MINUTE_MS));
  const waits = text.lists.waitingFor(minutes);
  const owed = thread.card.state !== 'waiting' && minutes > 0;
  return html`<span class="wait">${owed ? text.lists.owed(waits) : waits}</span>`;
};

const preview = (thread: Thread, { model, text }: ViewContext) => {
  if (thread.draft.trim() !== '' && model.open !== thread) return html`<em>${text.lists.draft}</em> ${thread.draft}`;
  return thread.preview ?? nothing;
};

const flags = ({ card, unsent }: Thread, unread: number, { lists }: ViewContext['text']) => {
  const said = [
    card.consulted && card.state !== 'closed' && lists.asked(card.holder ?? ''),
    card.state === 'held' && (card.holder === undefined ? lists.elsewhere : lists.held(card.holder)),
    card.state === 'closed' && lists.closed,
    !card.patronHere && card.state !== 'closed' && lists.left,
  ].filter((flag): flag is string => typeof flag === 'string');
  const failed = unsent.some((line) => line.refused);
  if (said.length === 0 && !failed && (unread === 0 || card.state === 'waiting')) return nothing;
  return html`
    <span class="flags">
      ${unread > 0 && card.state !== 'waiting' ? html`<span class="unread">${lists.unread(unread)}</span>` : nothing}
      ${failed ? html`<span class="alert">${shape('failed')}${lists.failed}</span>` : nothing}
      ${said.map((flag) => html`<span>${flag}</span>`)}
    </span>
  `;
};
