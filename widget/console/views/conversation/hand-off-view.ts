import { html, nothing, type TemplateResult } from 'lit';
import { MAX_TEXT } from '../../../../relay/protocol/limits.ts';
import type { Thread } from '../../model/threads/thread.ts';
import type { HandOffDraft, HandOffTarget } from '../../model/threads/unfinished.ts';
import { deskStatus, memberStatus } from '../status-text.ts';
import type { ViewContext } from '../view-context.ts';

/** The form for transferring a conversation with a note, or for asking a colleague. */
export const handOffView = (thread: Thread, context: ViewContext): TemplateResult | typeof nothing => {
  const { model, text, handOff, actions } = context;
  const draft = handOff.draftFor(thread, model.connected);
  if (!draft) return nothing;
  const { kind } = draft;
  const words = text.handOff[kind];
  const close = () => {
    handOff.cancel();
    actions.focus(`#${kind}-on`);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (handOff.send(thread)) actions.focus('#conversation-heading');
    else actions.focus(draft.to === '' ? '#hand-off input:not(:disabled)' : '#hand-off-text');
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.stopPropagation();
    event.preventDefault();
    close();
  };
  return html`
    <form
      id="hand-off"
      class="hand-off"
      aria-label=${words.label(thread.shortWord)}
      @submit=${submit}
      @keydown=${pressed}
    >
      <fieldset class="target">
        <legend class="label">${words.whom}</legend>
        ${choices(draft, thread, context)}
      </fieldset>
      <div class="field">
        <label for="hand-off-text">${words.text}</label>
        <textarea
          id="hand-off-text"
          rows="2"
          dir="auto"
          maxlength=${MAX_TEXT}
          aria-describedby="hand-off-help"
          .value=${draft.text}
          @input=${(event: InputEvent) => handOff.change({ text: (event.currentTarget as HTMLTextAreaElement).value })}
        ></textarea>
        <p id="hand-off-help" class="help">${words.help}</p>
      </div>
      <div class="buttons">
        <button type="submit" class="primary" ?disabled=${!model.connected || draft.sentAfter !== undefined}>
          ${words.send}
        </button>
        <button type="button" class="plain" @click=${close}>${text.statement.cancel}</button>
      </div>
    </form>
  `;
};

const choices = (draft: HandOffDraft, { card }: Thread, context: ViewContext): TemplateResult[] | TemplateResult => {
  const { model, text } = context;
  const members = model.colleagues.colleaguesOf(model.librarian, card.desk);
  if (draft.kind === 'ask') {
    if (members.length === 0) return html`<p class="none">${text.handOff.nobody}</p>`;
    return members.map((member) =>
      choice(
        `librarian ${member.librarian}`,
        member.name,
        memberStatus(member, context),
        draft,
        context,
        member.here === true,
      ),
    );
  }
  return [
    choice('list', text.handOff.list, '', draft, context),
    ...members.map((member) =>
      choice(`librarian ${member.librarian}`, member.name, memberStatus(member, context), draft, context),
    ),
    ...model.colleagues
      .desksOtherThan(card.desk)
      .map((desk) => choice(`desk ${desk.desk}`, desk.name, deskStatus(desk, context), draft, context)),
  ];
};

const choice = (
  to: HandOffTarget,
  name: string,
  sign: string,
  draft: HandOffDraft,
  { handOff }: ViewContext,
  possible = true,
): TemplateResult => html`
  <label class="check">
    <input
      type="radio"
      name="target"
      .checked=${draft.to === to}
      ?disabled=${!possible}
      @change=${() => handOff.change({ to })}
    />
    <span class="whom"><bdi>${name}</bdi>${sign && html`<bdi class="faint">${sign}</bdi>`}</span>
  </label>
`;
