import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Thread } from '../../model/threads/thread.ts';
import type { ViewContext } from '../view-context.ts';
import { hasReplies, openReplies, repliesButton, repliesView } from './replies-view.ts';

/** The count of remaining characters is shown from this many on. */
const NEAR = 200;

const formClass = (thread: Thread, context: ViewContext): string =>
  ['composer', hasReplies(thread, context) ? 'with-replies' : '', thread.card.consulted ? 'answers-aside' : '']
    .filter(Boolean)
    .join(' ');

/** Enter sends and Shift+Enter breaks the line. While an input method is composing, Enter belongs to the input method. */
export const composerView = (thread: Thread, context: ViewContext): TemplateResult => {
  const { model, text, actions } = context;
  const { composer } = text;
  const left = model.maxText - thread.draft.length;
  const send = () => {
    if (left < 0 || !model.say(thread, thread.draft)) return;
    model.write(thread, '');
    actions.toNewest();
    actions.focus('#composer');
  };
  const pressed = (event: KeyboardEvent) => {
    // The physical key, not the letter: with Alt held, a keyboard may produce another character.
    if (event.altKey && event.code === 'KeyR' && hasReplies(thread, context)) {
      event.preventDefault();
      openReplies(thread, context);
    }
    // Safari ends a composition before the keydown that ended it; only the key code 229 shows that it belonged to it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    send();
  };
  return html`
    <form class=${formClass(thread, context)} @submit=${submit}>
      ${repliesView(thread, context)}
      ${repliesButton(thread, context)}
      <label class="hidden-text" for="composer">${composer.label(thread.shortWord)}</label>
      ${keyed(
        thread.card.id,
        html`<textarea
          id="composer"
          rows="1"
          dir="auto"
          placeholder=${placeholder(thread, context)}
          .value=${thread.draft}
          aria-describedby=${left <= NEAR ? 'composer-left' : nothing}
          @input=${(event: InputEvent) => model.write(thread, typed(event))}
          @keydown=${pressed}
        ></textarea>`,
      )}
      <button type="submit" class="primary" ?disabled=${left < 0}>${composer.send}</button>
      ${left <= NEAR ? html`<p id="composer-left" class=${left < 0 ? 'help alert' : 'help'}>${composer.left(left)}</p>` : nothing}
    </form>
  `;
};

const placeholder = ({ card }: Thread, { text: { composer, conversation } }: ViewContext): string => {
  if (card.consulted) return composer.aside(card.holder ?? conversation.somebody);
  return card.state === 'waiting' ? composer.first : composer.answer;
};

// as: the listener is on the textarea itself.
const typed = (event: InputEvent): string => (event.currentTarget as HTMLTextAreaElement).value;
