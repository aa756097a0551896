import { html, nothing, type TemplateResult } from 'lit';
import { MAX_TEXT } from '../../../../relay/protocol/limits.ts';
import type { Thread } from '../../model/threads/thread.ts';
import type { HandOffDraft, Whither } from '../../model/threads/unfinished.ts';
import { desksSign, membersSign } from '../status-text.ts';
import type { ViewContext } from '../view-context.ts';

/** To whom a conversation goes, with a note; or which colleague is asked, and what. */
export const handOffView = (thread: Thread, scene: ViewContext): TemplateResult | typeof nothing => {
  const { model, text, handing, hands } = scene;
  const draft = handing.of(thread, model.live);
  if (!draft) return nothing;
  const { kind } = draft;
  const words = text.handing[kind];
  const close = () => {
    handing.cancel();
    hands.focus(`#${kind}-on`);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (handing.send(thread)) hands.focus('#conversation-heading');
    else hands.focus(draft.to === '' ? '#handing input:not(:disabled)' : '#handing-text');
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.stopPropagation();
    event.preventDefault();
    close();
  };
  return html`
    <form
      id="handing"
      class="handing"
      aria-label=${words.label(thread.shortWord)}
      @submit=${submit}
      @keydown=${pressed}
    >
      <fieldset class="whither">
        <legend class="label">${words.whom}</legend>
        ${choices(draft, thread, scene)}
      </fieldset>
      <div class="field">
        <label for="handing-text">${words.text}</label>
        <textarea
          id="handing-text"
          rows="2"
          dir="auto"
          maxlength=${MAX_TEXT}
          aria-describedby="handing-help"
          .value=${draft.text}
          @input=${(event: InputEvent) => handing.change({ text: (event.currentTarget as HTMLTextAreaElement).value })}
        ></textarea>
        <p id="handing-help" class="help">${words.help}</p>
      </div>
      <div class="buttons">
        <button type="submit" class="primary" ?disabled=${!model.live || draft.sentAfter !== undefined}>
          ${words.send}
        </button>
        <button type="button" class="plain" @click=${close}>${text.statement.cancel}</button>
      </div>
    </form>
  `;
};

const choices = (draft: HandOffDraft, { card }: Thread, scene: ViewContext): TemplateResult[] | TemplateResult => {
  const { model, text } = scene;
  const members = model.colleagues.beside(model.herself, card.desk);
  if (draft.kind === 'ask') {
    if (members.length === 0) return html`<p class="none">${text.handing.nobody}</p>`;
    return members.map((member) =>
      choice(
        `librarian ${member.librarian}`,
        member.name,
        membersSign(member, scene),
        draft,
        scene,
        member.here === true,
      ),
    );
  }
  return [
    choice('list', text.handing.list, '', draft, scene),
    ...members.map((member) =>
      choice(`librarian ${member.librarian}`, member.name, membersSign(member, scene), draft, scene),
    ),
    ...model.colleagues
      .otherThan(card.desk)
      .map((desk) => choice(`desk ${desk.desk}`, desk.name, desksSign(desk, scene), draft, scene)),
  ];
};

const choice = (
  to: Whither,
  name: string,
  sign: string,
  draft: HandOffDraft,
  { handing }: ViewContext,
  possible = true,
): TemplateResult => html`
  <label class="check">
    <input
      type="radio"
      name="whither"
      .checked=${draft.to === to}
      ?disabled=${!possible}
      @change=${() => handing.change({ to })}
    />
    <span class="whom"><bdi>${name}</bdi>${sign && html`<bdi class="faint">${sign}</bdi>`}</span>
  </label>
`;
