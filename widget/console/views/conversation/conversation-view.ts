import { html, nothing, type TemplateResult } from 'lit';
import { ownWhereabouts } from '../../model/own-whereabouts.ts';
import { waitingSince } from '../../model/threads/lists.ts';
import { type Thread, wordSuffix } from '../../model/threads/thread.ts';
import { shape, signShape } from '../shapes.ts';
import { deskName, heldText } from '../status-text.ts';
import type { Confirmed, ViewContext } from '../view-context.ts';
import { composerView } from './composer-view.ts';
import { consultedView } from './consulted-view.ts';
import { handOffView } from './hand-off-view.ts';
import { linesView } from './lines-view.ts';

/** The open conversation, or a hint to choose one. */
export const conversationView = (context: ViewContext): TemplateResult => {
  const thread = context.model.open;
  const { conversation } = context.text;
  if (!thread) {
    return html`
      <section class="conversation empty" aria-labelledby="conversation-heading">
        <h2 id="conversation-heading">${conversation.choose}</h2>
        <p>${conversation.chooseHint}</p>
      </section>
    `;
  }
  const word = thread.shortWord;
  return html`
    <section class="conversation" aria-labelledby="conversation-heading">
      ${head(thread, context)} ${handOffView(thread, context)}
      <div class="lines" tabindex="0" role="region" aria-label=${conversation.with(word)}>${linesView(thread, context)}</div>
      <div class="lines-end">${
        context.scrolledUp
          ? html`<button type="button" class="chip jump" @click=${context.actions.toNewest}>${shape('down')}${conversation.jump}</button>`
          : nothing
      }</div>
      <p class="typing" aria-hidden="true">${thread.typing ? conversation.typing(word) : nothing}</p>
      ${foot(thread, context)}
    </section>
  `;
};

const head = (thread: Thread, context: ViewContext): TemplateResult => {
  const { text, actions, model } = context;
  const { conversation } = text;
  const { card } = thread;
  return html`
    <header class="conversation-head">
      <button type="button" class="plain to-lists" @click=${actions.toLists}>
        ${shape('back')}<span class="hidden-text">${conversation.toLists}</span>
      </button>
      <div class="about">
        <h2 id="conversation-heading" tabindex="-1">
          <span class="word">${thread.patronName ?? thread.shortWord}</span>
          <span class="rest">${thread.patronName === undefined ? wordSuffix(card.word) : thread.shortWord}</span>
        </h2>
        <p class="faint">
          <span class="presence">${presence(card, conversation)}</span>
          ${model.desks.size > 1 ? html`<span class="at-desk">${deskName(card.desk, model)}</span>` : nothing}
          ${card.state === 'waiting' ? html`<span class="waits">${waits(thread, context)}</span>` : nothing}
          ${miniSign(context)}
        </p>
      </div>
      ${context.confirming && mayDo(context.confirming, card) ? confirm(context.confirming, thread, context) : acts(thread, context)}
    </header>
  `;
};

const presence = ({ patronHere, state }: Thread['card'], { here, left, gone }: ViewContext['text']['conversation']) => [
  shape(patronHere ? 'here' : 'left'),
  patronHere ? here : state === 'closed' ? gone : left,
];

/** The librarian's own availability. On a small screen the sign itself is shown only with the lists. */
const miniSign = ({ model, text, link }: ViewContext) => {
  if (!model.self) return nothing;
  const { sign, availability } = ownWhereabouts(model.self, link === 'live');
  return html`<span class="mini-sign">${signShape(sign)}${text.sign.mini(text.sign.availability[availability])}</span>`;
};

const waits = (thread: Thread, { text, now }: ViewContext): string => {
  const minutes = Math.max(0, Math.floor((now - waitingSince(thread)) / 60_000));
  return text.conversation.waiting(minutes, text.lists.waitingFor(minutes));
};

const acts = (thread: Thread, context: ViewContext) => {
  const { model, text, actions } = context;
  const { conversation } = text;
  const { handOff } = context;
  const offline = !model.connected;
  if (thread.card.state === 'waiting') {
    return html`
      <div class="acts">
        <button type="button" class="primary" ?disabled=${offline} @click=${() => take(thread)}>${conversation.take}</button>
        ${blockButton()}
      </div>
    `;
  }
  if (thread.card.state === 'closed') {
    const blocked = thread.blockSent && thread.refused === undefined;
    return html`<div class="acts">${blocked ? html`<p class="faint">${conversation.event.blocked(conversation.you)}</p>` : blockButton()}</div>`;
  }
  if (thread.card.state !== 'mine' || thread.card.consulted) return nothing;
  const begin = (kind: 'hand' | 'ask') => () => {
    handOff.begin(kind, thread);
    actions.focus('#hand-off input:checked, #hand-off input:not(:disabled), #hand-off-text');
  };
  const expanded = (kind: 'hand' | 'ask') => handOff.draftFor(thread, model.connected)?.kind === kind;
  return html`
    <div class="acts">
      <button
        type="button"
        id="hand-on"
        class="plain"
        ?disabled=${offline}
        aria-expanded=${expanded('hand')}
        @click=${begin('hand')}
      >
        ${conversation.transfer}
      </button>
      <button
        type="button"
        id="ask-on"
        class="plain"
        ?disabled=${offline}
        aria-expanded=${expanded('ask')}
        aria-label=${conversation.askLabel}
        @click=${begin('ask')}
      >
        ${conversation.ask}
      </button>
      <button type="button" id="end" class="plain" ?disabled=${offline} @click=${() => actions.confirm('end')}>
        ${conversation.end}
      </button>
      ${blockButton()}
    </div>
  `;
  function blockButton() {
    return html`
      <button type="button" id="block" class="plain" ?disabled=${offline} @click=${() => actions.confirm('block')}>
        ${conversation.block}
      </button>
    `;
  }
  function take(waiting: Thread) {
    model.act('take', waiting);
    actions.focus('#composer');
  }
};

const mayDo = (what: Confirmed, { state }: Thread['card']): boolean =>
  state === 'mine' || (what === 'block' && state !== 'held');

const confirm = (what: Confirmed, thread: Thread, { model, text, actions }: ViewContext): TemplateResult => {
  const { question, yes, no } = text.conversation.confirm[what];
  const act = () => {
    actions.confirm();
    model.act(what === 'end' ? 'close' : 'block', thread);
    actions.focus('#conversation-heading');
  };
  return html`
    <div class="acts confirm" role="group" aria-labelledby="confirm-question">
      <p id="confirm-question">${question}</p>
      <button type="button" id=${`${what}-yes`} class="primary danger" @click=${act}>${yes}</button>
      <button type="button" class="plain" @click=${() => actions.confirm()}>${no}</button>
    </div>
  `;
};

const foot = (thread: Thread, context: ViewContext) => {
  const { conversation } = context.text;
  const { card, refused } = thread;
  const note = refused ? html`<p class="note alert">${conversation.refused(refused)}</p>` : nothing;
  if (card.state === 'held') {
    const join = card.holder === undefined ? nothing : joinable(thread, context);
    return html`<p class="note">${heldText(card, context)}</p>${join}${leftover(thread)}`;
  }
  if (card.state === 'closed') return html`<p class="note">${conversation.over}</p>${leftover(thread)}`;
  return html`${note}${consultedView(thread, context)}${composerView(thread, context)}`;
};

const joinable = ({ card }: Thread, { model, text, actions }: ViewContext): TemplateResult => {
  const join = () => {
    model.actWithTeam({ kind: 'join', conversation: card.id });
    actions.focus('#composer, #conversation-heading');
  };
  return html`
    <p class="joinable">
      <button type="button" class="plain small" ?disabled=${!model.connected} @click=${join}>${text.conversation.join}</button>
    </p>
  `;
};

/** An unsent draft stays readable, so that it can be used elsewhere. */
const leftover = ({ draft }: Thread) =>
  draft.trim() === '' ? nothing : html`<blockquote class="note" dir="auto">${draft}</blockquote>`;
