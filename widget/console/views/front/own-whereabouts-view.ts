import { html, nothing, type TemplateResult } from 'lit';
import { momentsOf } from '../../../chat/moments.ts';
import type { Reader } from '../../../chat/views/reader.ts';
import { untilOf } from '../../../chat/views/until.ts';
import { timeOf } from '../../../shared/time-words.ts';
import { EN as PATRONS } from '../../../strings/chat.en.ts';
import { type OwnWhereabouts, ownWhereabouts } from '../../model/own-whereabouts.ts';
import { signShape } from '../shapes.ts';
import type { ViewContext } from '../view-context.ts';

/** The librarian's own sign, word for word as patrons read it in the chat's card. */
export const ownSignView = (context: ViewContext): TemplateResult => {
  const { model, text } = context;
  const { self } = model;
  if (!self) return html`<section class="own"><h2 class="label">${text.sign.heading}</h2></section>`;
  const sign = ownWhereabouts(self, context.link === 'live');
  const { words, name } = sign;
  const until = untilOf(sign, deskZone(context), patron(context));
  return html`
    <section class="own" aria-labelledby="own-heading">
      <div class="board ${sign.sign}">
        <span class="lamp">${signShape(sign.sign)}</span>
        <div class="sign-text">
          <h2 id="own-heading" class="label" tabindex="-1">${text.sign.heading}</h2>
          <p class="state"><strong>${text.sign.availability[sign.availability]}</strong>${name !== undefined && words === undefined ? ` · ${name}` : nothing}</p>
          ${words === undefined ? nothing : html`<p class="words"><span dir="auto">${PATRONS.quoted(words)}</span>${name === undefined ? nothing : html`${' '}<span class="who">— ${name}</span>`}</p>`}
          ${until === undefined ? nothing : html`<p class="due">${until}</p>`}
        </div>
      </div>
    </section>
  `;
};

/** A patron who reads the sign at this moment. */
const patron = ({ now }: ViewContext): Reader => ({
  words: PATRONS,
  language: PATRONS.language,
  now,
  signs: undefined,
  details: () => undefined,
  more: () => undefined,
});

/** What only the librarian needs to know about their sign. */
export const ownNotesView = (context: ViewContext) => {
  const { self } = context.model;
  return self ? notes(ownWhereabouts(self, context.link === 'live'), context) : nothing;
};

const notes = (sign: OwnWhereabouts, context: ViewContext) => {
  const { text, model } = context;
  const { refused, pendingStatement: wished } = model.ownStatus;
  const lines = [
    context.link === 'live' ? undefined : text.sign.unsure,
    wished &&
      text.sign.pending(
        [text.sign.availability[wished.availability], wished.words && PATRONS.quoted(wished.words)]
          .filter(Boolean)
          .join(', '),
      ),
    refused && text.sign.refused(refused),
    sign.withheld !== undefined && text.sign.withheld(sign.withheld),
    context.link === 'live' && sign.availability === 'offline' && text.sign.offDuty,
    ownTime(sign, context),
  ].filter((line): line is string => typeof line === 'string');
  return lines.length === 0 ? nothing : html`<div class="notes">${lines.map((line) => html`<p>${line}</p>`)}</div>`;
};

/** When the relay expects the librarian back, and what patrons read from then on. */
const ownTime = (sign: OwnWhereabouts, context: ViewContext): string | undefined => {
  if (sign.until === undefined || sign.overdue) return undefined;
  const { text, now } = context;
  const face = { language: text.language, zone: deskZone(context) };
  const { desk, own } = momentsOf(sign.until, now, face);
  const time = own === undefined ? desk : `${desk} (${text.sign.ownTime(own)})`;
  return text.sign.afterThat(time, PATRONS.overdue(timeOf(sign.until, face)));
};

/** Patrons read times by the desk's clock. */
const deskZone = ({ model }: ViewContext): string => {
  const desk = model.self?.duty[0]?.desk;
  const zone = desk === undefined ? undefined : model.desks.get(desk)?.zone;
  return zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
};
