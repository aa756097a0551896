import { html } from 'lit';
import type { ConversationView } from '../conversation/conversation-view.ts';
import { icon } from './icon.ts';
import { usable } from './notice.ts';
import type { Reader } from './reader.ts';

export interface ComposerState {
  view: ConversationView;
  /** True if there is a conversation. */
  talking: boolean;
  /** Length of the text in the composer, in UTF-16 units. */
  length: number;
}

export interface ComposerActions {
  send(text: string): void;
  input(text: string): void;
}

/** The composer shows how many characters are left from this many on. */
export const NEAR = 200;

/** The composer. Enter sends, Shift+Enter makes a new line; Enter of an input method does neither. */
export function composer(
  { view, talking, length }: ComposerState,
  { words, more }: Reader,
  { send, input }: ComposerActions,
) {
  const limit = view.limits.text;
  const left = limit - length;
  return html`
    <form ?hidden=${!usable(view)} @submit=${(event: Event) => submit(event, send)}>
      <textarea
        rows="1"
        enterkeyhint="send"
        aria-label=${words.write}
        aria-describedby="left"
        placeholder=${talking ? words.placeholderMore : words.placeholder}
        maxlength=${limit}
        @input=${({ target }: Event) => input(fitted(target as HTMLTextAreaElement).value)}
        @keydown=${sendsOnEnter}
      ></textarea>
      <button aria-label=${words.send}>${icon('M12 20V5M5 12l7-7 7 7')}</button>
      <small id="left" .textContent=${left < NEAR ? more()?.left(left) : ''}></small>
    </form>
  `;
}

/** Makes the field as high as its text, up to the style's `max-height`. */
export function fitted(area: HTMLTextAreaElement): HTMLTextAreaElement {
  area.style.height = '';
  area.style.height = `${area.scrollHeight}px`;
  return area;
}

function submit(event: Event, send: (text: string) => void): void {
  event.preventDefault();
  const area = (event.target as HTMLFormElement).querySelector('textarea'); // as: the form of this view
  if (area) send(area.value);
}

function sendsOnEnter(event: KeyboardEvent): void {
  // COMPAT: Safari ends the composition before this event and marks it with 229 only.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  (event.target as HTMLTextAreaElement).form?.requestSubmit(); // as: the composer's own listener
}
