import { html, nothing, type TemplateResult } from 'lit';
import { momentOf } from '../../../chat/moments.ts';
import { shortWord } from '../../model/threads/thread.ts';
import { deskName } from '../status-text.ts';
import type { ViewContext } from '../view-context.ts';

/** What the console asks or hands back to her: each stands there until she has answered. */
export const questionsView = (scene: ViewContext): TemplateResult => html`
  ${consent(scene)} ${back(scene)} ${handOvers(scene)} ${reminders(scene)} ${stranded(scene)}
`;

/** Asked once; afterwards it is a switch beside her duty. */
const consent = ({ model, text, hands }: ViewContext) => {
  if (model.self === undefined || model.standing.publishes !== 'undecided') return nothing;
  const answer = (shown: boolean) => () => {
    model.wish({ kind: 'publish', shown });
    hands.focus('#own-heading');
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

const back = ({ model, text, hands, editor, now }: ViewContext) => {
  const { standing, self } = model;
  const until = self?.statement?.until ?? self?.shown.until;
  if (!standing.asksBack || until === undefined) return nothing;
  const isBack = () => {
    editor.cancel();
    model.state({ availability: 'available' });
    hands.focus('#own-heading');
  };
  const notYet = () => {
    model.notBackYet();
    editor.chooseAnew();
    hands.focus('.back-at .chip');
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

/** What colleagues left for her when they went off duty. */
const handOvers = ({ model, text, hands, now }: ViewContext) =>
  model.standing.handOvers.map(({ by, name, at, text: note }) => {
    const from = text.handOver.from(name, momentOf(at, now, { language: text.language }));
    const away = () => {
      model.wish({ kind: 'put-away', by, at });
      hands.focus('#own-heading');
    };
    return html`
      <div class="question hand-over" role="group" aria-label=${from}>
        <div>
          <p>${from}</p>
          <blockquote dir="auto">${note}</blockquote>
        </div>
        <div class="buttons"><button type="button" class="plain" @click=${away}>${text.handOver.putAway}</button></div>
      </div>
    `;
  });

/** Questions that were left where she came on duty, or that wait for too long. */
const reminders = ({ model, text, hands, now }: ViewContext) =>
  model.threads.notices.reminders.map((reminder) => {
    const { desk } = reminder;
    const name = deskName(desk, model);
    const moment = (at: number) => momentOf(at, now, { language: text.language });
    const sentence =
      reminder.kind === 'left'
        ? text.reminder.left(reminder.count, name, moment(reminder.oldest))
        : text.reminder.late(name, shortWord(reminder.word), moment(reminder.since));
    const away = () => {
      model.dismiss(reminder);
      hands.focus('#lists-heading');
    };
    return html`
      <div class="question" role="group" aria-label=${sentence}>
        <p>${sentence}</p>
        <div class="buttons"><button type="button" class="plain" @click=${away}>${text.handOver.putAway}</button></div>
      </div>
    `;
  });

const stranded = ({ model, text, hands }: ViewContext) =>
  model.threads.notices.stranded.map(
    (lines) => html`
      <div class="question" role="group" aria-label=${text.stranded.text(shortWord(lines.word))}>
        <div>
          <p>${text.stranded.text(shortWord(lines.word))}</p>
          ${lines.texts.map((line) => html`<blockquote dir="auto">${line}</blockquote>`)}
        </div>
        <div class="buttons">
          <button
            type="button"
            class="plain"
            @click=${() => {
              model.dismiss(lines);
              hands.focus('#lists-heading');
            }}
          >
            ${text.page.dismiss}
          </button>
        </div>
      </div>
    `,
  );
