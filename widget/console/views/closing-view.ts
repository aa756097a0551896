import { html, nothing, type TemplateResult } from 'lit';
import type { DutyRow } from '../../../relay/protocol/frames.ts';
import { MAX_WORDS } from '../../../relay/protocol/limits.ts';
import { cleanLine } from '../../../relay/protocol/text.ts';
import { momentOf } from '../../chat/moments.ts';
import type { Scene } from '../scene.ts';

/** A desk closed out of its hours, and the way to close one, for those whom the config lets. */
export const closingView = (row: DutyRow, scene: Scene): TemplateResult | typeof nothing => {
  const { text, now } = scene;
  const { desk, name, closed, mayClose } = row;
  const face = { language: text.language };
  const sentence =
    closed &&
    text.duty.closed(closed.until === undefined ? undefined : momentOf(closed.until, now, face), closed.words);
  if (!closed && !mayClose) return nothing;
  return html`
    <div class="closing">
      ${sentence ? html`<p class="closed" dir="auto">${sentence}</p>` : nothing}
      ${
        closed && mayClose
          ? html`<button type="button" class="plain" aria-label=${text.duty.openLabel(name)} @click=${() => scene.model.wish({ kind: 'open-desk', desk })}>${text.duty.open}</button>`
          : nothing
      }
      ${!closed && mayClose ? form(row, scene) : nothing}
    </div>
  `;
};

const form = ({ desk, name }: DutyRow, { model, text, now }: Scene): TemplateResult => {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const said = new FormData(event.currentTarget as HTMLFormElement); // the form the handler stands on
    const until = Date.parse(String(said.get('until')));
    const words = cleanLine(String(said.get('words')));
    model.wish({ kind: 'close-desk', desk, ...(Number.isNaN(until) ? {} : { until }), ...(words && { words }) });
  };
  return html`
    <details>
      <summary aria-label=${text.duty.closeLabel(name)}>${text.duty.close}</summary>
      <form class="statement" aria-label=${text.duty.closeLabel(name)} @submit=${submit}>
        <div class="field">
          <label for=${`until-${desk}`}>${text.duty.closedUntil}</label>
          <input
            id=${`until-${desk}`}
            name="until"
            type="datetime-local"
            min=${localMinute(now)}
            aria-describedby=${`until-help-${desk}`}
          />
          <p id=${`until-help-${desk}`} class="help">${text.duty.untilHelp}</p>
        </div>
        <div class="field">
          <label for=${`why-${desk}`}>${text.duty.why}</label>
          <input
            id=${`why-${desk}`}
            name="words"
            dir="auto"
            autocomplete="off"
            maxlength=${MAX_WORDS}
            placeholder=${text.duty.whyExample}
          />
        </div>
        <div class="buttons"><button type="submit" class="primary">${text.duty.closeNow}</button></div>
      </form>
    </details>
  `;
};

/** As `datetime-local` writes a moment: the next full minute on this computer's clock. */
const localMinute = (now: number): string => {
  const minute = new Date(now + 60_000);
  return new Date(minute.getTime() - minute.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};
