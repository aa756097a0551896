import { html, nothing, type TemplateResult } from 'lit';
import { MAX_WORDS } from '../../../../relay/protocol/limits.ts';
import type { StatedAvailability } from '../../../../relay/protocol/whereabouts.ts';
import { momentOf } from '../../../chat/moments.ts';
import { signOf } from '../../../shared/signs.ts';
import { QUICK_MINUTES, recentWords, type StatementDraft, untilOf } from '../../model/forms/statement-draft.ts';
import { signShape } from '../shapes.ts';
import type { ViewContext } from '../view-context.ts';

const CHOICES: readonly StatedAvailability[] = ['available', 'busy', 'away'];
/** The count of remaining characters is shown from this many on. */
const NEAR = 30;

/** Three choices. Each opens the form, which is submitted with Enter or with one of the words used before. */
export const choicesView = (context: ViewContext): TemplateResult => html`
  <div
    class="choices"
    role="group"
    aria-label=${context.text.statement.heading}
    @keydown=${(event: KeyboardEvent) => escaped(event, context)}
  >
    ${CHOICES.map((availability) => choice(availability, context))}
  </div>
`;

export const statementView = (context: ViewContext) =>
  context.editor.draft ? form(context.editor.draft, context) : nothing;

const choice = (availability: StatedAvailability, { text, editor, model, actions }: ViewContext) => {
  const now = model.self?.statement?.availability ?? 'available';
  const open = editor.draft?.availability === availability;
  const choose = () => {
    editor.choose(availability);
    actions.focus('#statement-words, #statement-place');
  };
  return html`
    <button
      type="button"
      id="choice-${availability}"
      class="choice"
      aria-expanded=${open}
      aria-controls=${open ? 'statement' : nothing}
      aria-current=${now === availability ? 'true' : nothing}
      @click=${choose}
    >
      ${signShape(signOf({ availability }))}
      <span class="choice-name">${text.statement.choices[availability]}</span>
      <span class="choice-hint">${text.statement.hints[availability]}</span>
    </button>
  `;
};

const form = (draft: StatementDraft, context: ViewContext): TemplateResult => {
  const { text, editor } = context;
  const submit = (event: Event) => {
    event.preventDefault();
    editor.set();
    context.actions.focus(`#choice-${draft.availability}`);
  };
  return html`
    <form
      id="statement"
      class="statement"
      aria-label=${text.statement.heading}
      @submit=${submit}
      @keydown=${(event: KeyboardEvent) => escaped(event, context)}
    >
      ${context.model.self?.places ? places(draft, context.model.self.places, context) : words(draft, context)}
      ${draft.availability === 'available' ? nothing : backAt(draft, context)}
      <div class="buttons">
        <button type="submit" class="primary">${text.statement.set[draft.availability]}</button>
        <button type="button" class="plain" @click=${(event: Event) => leave(context, event)}>${text.statement.cancel}</button>
      </div>
    </form>
  `;
};

/** If the desk has a list of places, it is shown instead of the field for free words. */
const places = (
  draft: StatementDraft,
  listed: readonly string[],
  { text, editor }: ViewContext,
): TemplateResult => html`
  <div class="before">
    <p id="statement-places" class="label">${text.statement.place}</p>
    <ul class="chips" aria-labelledby="statement-places">
      ${listed.map(
        (place, index) => html`
          <li>
            <button
              type="button"
              id=${index === 0 ? 'statement-place' : nothing}
              class="chip"
              dir="auto"
              aria-pressed=${draft.words === place}
              @click=${() => editor.change({ words: draft.words === place ? '' : place })}
            >
              ${place}
            </button>
          </li>
        `,
      )}
    </ul>
  </div>
`;

const words = (draft: StatementDraft, context: ViewContext): TemplateResult => {
  const { text, editor } = context;
  const left = MAX_WORDS - draft.words.length;
  return html`
      <div class="field">
        <label for="statement-words">${text.statement.words}</label>
        <input
          id="statement-words"
          dir="auto"
          autocomplete="off"
          maxlength=${MAX_WORDS}
          placeholder=${text.statement.example[draft.availability]}
          aria-describedby="statement-help"
          .value=${draft.words}
          @input=${(event: InputEvent) => editor.change({ words: field(event).value })}
        />
        <p id="statement-help" class="help">
          <span>${text.statement.wordsHelp}</span>
          ${left <= NEAR ? html` <span class="left">${text.statement.left(left)}</span>` : nothing}
        </p>
      </div>
      ${before(draft, context)}
  `;
};

const before = ({ availability }: StatementDraft, { model, text, editor, actions }: ViewContext) => {
  const used = recentWords(model.self?.recent ?? [], availability);
  if (used.length === 0) return nothing;
  const again = (words: string) => () => {
    editor.set(words);
    actions.focus(`#choice-${availability}`);
  };
  return html`
    <div class="before">
      <p id="statement-before" class="label">${text.statement.before}</p>
      <ul class="chips" aria-labelledby="statement-before">
        ${used.map(
          (words) =>
            html`<li><button type="button" class="chip quoted" dir="auto" @click=${again(words)}>${words}</button></li>`,
        )}
      </ul>
    </div>
  `;
};

const backAt = ({ availability, back }: StatementDraft, { text, editor, now }: ViewContext) => {
  const until = untilOf(back, now);
  const face = { language: text.language };
  const pick = (minutes: number) => () =>
    editor.change({ back: back && 'in' in back && back.in === minutes ? undefined : { in: minutes } });
  return html`
    <fieldset class="back-at">
      <legend class="label">${availability === 'busy' ? text.statement.free : text.statement.back}</legend>
      <div class="chips">
        ${QUICK_MINUTES.map(
          (minutes) => html`
            <button
              type="button"
              class="chip"
              aria-pressed=${back !== undefined && 'in' in back && back.in === minutes}
              @click=${pick(minutes)}
            >
              ${text.statement.minutes(minutes)}
            </button>
          `,
        )}
      </div>
      <div class="at">
        <label>
          ${text.statement.at}
          <input
            type="time"
            .value=${back && 'at' in back ? back.at : ''}
            @input=${(event: InputEvent) => editor.change({ back: field(event).value ? { at: field(event).value } : undefined })}
          />
        </label>
        <output class="until">${until === undefined ? nothing : momentOf(until, now, face)}</output>
      </div>
    </fieldset>
  `;
};

// as: the handlers that call this are on input elements only.
const field = (event: InputEvent): HTMLInputElement => event.currentTarget as HTMLInputElement;

const escaped = (event: KeyboardEvent, context: ViewContext): void => {
  if (event.key === 'Escape' && !event.isComposing && context.editor.draft) leave(context, event);
};

const leave = (context: ViewContext, event: Event): void => {
  event.preventDefault();
  event.stopPropagation();
  const choice = context.editor.draft?.availability;
  context.editor.cancel();
  if (choice) context.actions.focus(`#choice-${choice}`);
};
