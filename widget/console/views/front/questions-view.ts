import { html, nothing, type TemplateResult } from 'lit';
import { momentOf } from '../../../chat/moments.ts';
import { shortWord } from '../../model/threads/thread.ts';
import { deskName } from '../status-text.ts';
import type { ViewContext } from '../view-context.ts';

/** Questions and notices for the librarian. Each is shown until it is answered or dismissed. */
export const questionsView = (context: ViewContext): TemplateResult => html`
  ${consent(context)} ${back(context)} ${shiftNotes(context)} ${reminders(context)} ${lostDrafts(context)}
`;

/** Asked once; afterwards there is a switch next to the duty switches. */
const consent = ({ model, text, actions }: ViewContext) => {
  if (model.self === undefined || model.ownStatus.publishes !== 'undecided') return nothing;
  const answer = (shown: boolean) => () => {
    model.update({ kind: 'publish', shown });
    actions.focus('#own-heading');
  };
  const availability = text.sign.availability[model.self.shown.availability];
  return html`
    <div class="question" role="group" aria-labelledby="consent">
      <p id="consent">${text.consent.question(availability)}</p>
      <div class="buttons">
        <button type="button" class="primary" @click=${answer(true)}>${text.consent.show}</button>
        <button type="button" class="plain" @click=${answer(false)}>${text.consent.notNow}</button>
      </div>
    </div>
  `;
};

const back = ({ model, text, actions, editor, now }: ViewContext) => {
  const { ownStatus, self } = model;
  const until = self?.statement?.until ?? self?.shown.until;
  if (!ownStatus.asksWhetherBack || until === undefined) return nothing;
  const isBack = () => {
    editor.cancel();
    model.state({ availability: 'available' });
    actions.focus('#own-heading');
  };
  const notYet = () => {
    model.notBackYet();
    editor.chooseAgain();
    actions.focus('.back-at .chip');
  };
  return html`
    <div class="question" role="group" aria-labelledby="back">
      <p id="back">${text.back.question(momentOf(until, now, { language: text.language }))}</p>
      <div class="buttons">
        <button type="button" class="primary" @click=${isBack}>${text.back.back}</button>
        <button type="button" class="plain" @click=${notYet}>${text.back.notYet}</button>
      </div>
    </div>
  `;
};

/** Shift notes that colleagues left when they went off duty. */
const shiftNotes = ({ model, text, actions, now }: ViewContext) =>
  model.ownStatus.shiftNotes.map(({ by, name, at, text: note }) => {
    const from = text.shiftNote.from(name, momentOf(at, now, { language: text.language }));
    const dismiss = () => {
      model.update({ kind: 'put-away', by, at });
      actions.focus('#own-heading');
    };
    return html`
      <div class="question hand-over" role="group" aria-label=${from}>
        <div>
          <p>${from}</p>
          <blockquote dir="auto">${note}</blockquote>
        </div>
        <div class="buttons"><button type="button" class="plain" @click=${dismiss}>${text.shiftNote.dismiss}</button></div>
      </div>
    `;
  });

/** Questions that were left at a desk while it was unattended, or that have waited for too long. */
const reminders = ({ model, text, actions, now }: ViewContext) =>
  model.threads.notices.reminders.map((reminder) => {
    const { desk } = reminder;
    const name = deskName(desk, model);
    const moment = (at: number) => momentOf(at, now, { language: text.language });
    const sentence =
      reminder.kind === 'left'
        ? text.reminder.left(reminder.count, name, moment(reminder.oldest))
        : text.reminder.late(name, shortWord(reminder.word), moment(reminder.since));
    const dismiss = () => {
      model.dismiss(reminder);
      actions.focus('#lists-heading');
    };
    return html`
      <div class="question" role="group" aria-label=${sentence}>
        <p>${sentence}</p>
        <div class="buttons"><button type="button" class="plain" @click=${dismiss}>${text.page.dismiss}</button></div>
      </div>
    `;
  });

const lostDrafts = ({ model, text, actions }: ViewContext) =>
  model.threads.notices.lostDrafts.map(
    (lines) => html`
      <div class="question" role="group" aria-label=${text.lostDraft.text(shortWord(lines.word))}>
        <div>
          <p>${text.lostDraft.text(shortWord(lines.word))}</p>
          ${lines.texts.map((line) => html`<blockquote dir="auto">${line}</blockquote>`)}
        </div>
        <div class="buttons">
          <button
            type="button"
            class="plain"
            @click=${() => {
              model.dismiss(lines);
              actions.focus('#lists-heading');
            }}
          >
            ${text.page.dismiss}
          </button>
        </div>
      </div>
    `,
  );
