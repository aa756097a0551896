import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Thread } from '../../model/threads/thread.ts';
import type { ViewContext } from '../view-context.ts';
import { hasReplies, openReplies, repliesButton, repliesView } from './replies-view.ts';

/** The count of what is left shows this near to the limit. */
const NEAR = 200;

const formClass = (thread: Thread, scene: ViewContext): string =>
  ['composer', hasReplies(thread, scene) ? 'with-replies' : '', thread.card.consulted ? 'beside-it' : '']
    .filter(Boolean)
    .join(' ');

/** Enter sends, Shift+Enter breaks the line; while an input method composes, Enter is its own. */
export const composerView = (thread: Thread, scene: ViewContext): TemplateResult => {
  const { model, text, hands } = scene;
  const { composer } = text;
  const left = model.maxText - thread.draft.length;
  const send = () => {
    if (left < 0 || !model.say(thread, thread.draft)) return;
    model.write(thread, '');
    hands.toNewest();
    hands.focus('#composer');
  };
  const pressed = (event: KeyboardEvent) => {
    // Of the key, not of the letter: with Alt held a keyboard may write another one.
    if (event.altKey && event.code === 'KeyR' && hasReplies(thread, scene)) {
      event.preventDefault();
      openReplies(thread, scene);
    }
    // Safari ends a composition before the keydown that ended it; 229 is what is left of it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    send();
  };
  return html`
    <form class=${formClass(thread, scene)} @submit=${submit}>
      ${repliesView(thread, scene)}
      ${repliesButton(thread, scene)}
      <label class="hidden-text" for="composer">${composer.label(thread.shortWord)}</label>
      ${keyed(
        thread.card.id,
        html`<textarea
          id="composer"
          rows="1"
          dir="auto"
          placeholder=${placeholder(thread, scene)}
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

// as: the listener stands on the textarea itself.
const typed = (event: InputEvent): string => (event.currentTarget as HTMLTextAreaElement).value;
