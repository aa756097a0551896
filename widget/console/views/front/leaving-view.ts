import { html, type TemplateResult } from 'lit';
import type { DutyRow } from '../../../../relay/protocol/frames.ts';
import { MAX_TEXT } from '../../../../relay/protocol/limits.ts';
import { cleanText } from '../../../../relay/protocol/text.ts';
import type { ViewContext } from '../view-context.ts';

/** The form for going off duty with a note for whoever comes on duty next. */
export const leavingView = ({ desk, name }: DutyRow, { model, text, actions }: ViewContext): TemplateResult => {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const said = new FormData(event.currentTarget as HTMLFormElement); // as: the handler is on the form
    model.setDuty(desk, false, cleanText(String(said.get('note'))));
    actions.focus('#own-heading');
  };
  return html`
    <div class="closing">
      <details>
        <summary aria-label=${text.leaving.label(name)}>${text.leaving.open}</summary>
        <form class="statement" aria-label=${text.leaving.label(name)} @submit=${submit}>
          <div class="field">
            <label for=${`note-${desk}`}>${text.leaving.note}</label>
            <textarea id=${`note-${desk}`} name="note" rows="2" dir="auto" required maxlength=${MAX_TEXT} aria-describedby=${`note-help-${desk}`}></textarea>
            <p id=${`note-help-${desk}`} class="help">${text.leaving.help}</p>
          </div>
          <div class="buttons"><button type="submit" class="primary">${text.leaving.now}</button></div>
        </form>
      </details>
    </div>
  `;
};
