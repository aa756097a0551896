import { html, nothing, type TemplateResult } from 'lit';
import type { DutyRow } from '../../../../relay/protocol/frames.ts';
import { MAX_WORDS } from '../../../../relay/protocol/limits.ts';
import { cleanLine } from '../../../../relay/protocol/text.ts';
import { momentOf } from '../../../chat/moments.ts';
import type { ViewContext } from '../view-context.ts';

/** Shows that a desk is closed out of its hours or paused. Librarians whom the config allows it can do and undo both here. */
export const closingView = (row: DutyRow, context: ViewContext): TemplateResult | typeof nothing => {
  const { text, model } = context;
  const { desk, name, closed, paused, mayClose } = row;
  const shut = closed || paused;
  if (!shut && !mayClose) return nothing;
  return html`
    <div class="closing">
      ${closed ? html`<p class="closed" dir="auto">${text.duty.closed(untilText(closed, context), closed.words)}</p>` : nothing}
      ${paused ? html`<p class="closed">${text.duty.paused(untilText(paused, context))}</p>` : nothing}
      ${
        shut && mayClose
          ? html`<button type="button" class="plain" aria-label=${text.duty.openLabel(name)} @click=${() => model.update({ kind: 'open-desk', desk })}>${text.duty.open}</button>`
          : nothing
      }
      ${shut || !mayClose ? nothing : [closingForm(row, context), pausingForm(row, context)]}
    </div>
  `;
};

const untilText = ({ until }: { until?: number }, { text, now }: ViewContext): string | undefined =>
  until === undefined ? undefined : momentOf(until, now, { language: text.language });

const closingForm = ({ desk, name }: DutyRow, context: ViewContext): TemplateResult => {
  const { model, text } = context;
  const why = html`
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
  `;
  const words = { open: text.duty.close, label: text.duty.closeLabel(name), until: text.duty.closedUntil };
  return doorForm(
    `close-${desk}`,
    { ...words, help: text.duty.untilHelp, now: text.duty.closeNow },
    context,
    why,
    (said) => {
      const reason = cleanLine(String(said.get('words')));
      model.update({ kind: 'close-desk', desk, ...untilSaid(said), ...(reason && { words: reason }) });
    },
  );
};

const pausingForm = ({ desk, name }: DutyRow, context: ViewContext): TemplateResult => {
  const { model, text } = context;
  const words = { open: text.duty.pause, label: text.duty.pauseLabel(name), until: text.duty.pausedUntil };
  const help = `${text.duty.pauseHelp} ${text.duty.untilHelp}`;
  return doorForm(`pause-${desk}`, { ...words, help, now: text.duty.pauseNow }, context, nothing, (said) =>
    model.update({ kind: 'pause-desk', desk, ...untilSaid(said) }),
  );
};

const untilSaid = (said: FormData): { until?: number } => {
  const until = Date.parse(String(said.get('until')));
  return Number.isNaN(until) ? {} : { until };
};

const doorForm = (
  id: string,
  words: { open: string; label: string; until: string; help: string; now: string },
  { now }: ViewContext,
  more: TemplateResult | typeof nothing,
  save: (said: FormData) => void,
): TemplateResult => {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save(new FormData(event.currentTarget as HTMLFormElement)); // as: the handler is on the form
  };
  return html`
    <details>
      <summary aria-label=${words.label}>${words.open}</summary>
      <form class="statement" aria-label=${words.label} @submit=${submit}>
        <div class="field">
          <label for=${id}>${words.until}</label>
          <input id=${id} name="until" type="datetime-local" min=${localMinute(now)} aria-describedby=${`${id}-help`} />
          <p id=${`${id}-help`} class="help">${words.help}</p>
        </div>
        ${more}
        <div class="buttons"><button type="submit" class="primary">${words.now}</button></div>
      </form>
    </details>
  `;
};

/** The next full minute on this computer's clock, in the format of `datetime-local`. */
const localMinute = (now: number): string => {
  const minute = new Date(now + 60_000);
  return new Date(minute.getTime() - minute.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};
