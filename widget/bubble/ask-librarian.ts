import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';
import { bubble } from './bubble.ts';

/**
 * The bubble: whether a librarian is there and, where she says it, where she is and when she is back. It loads the chat
 * when somebody points at it, and connects when it is opened.
 *
 * Attributes, read when it is put into the page:
 * - `relay`: address of the relay, `https://ask.library.example`
 * - `desk`: name of the desk
 * - `remember`: for how many minutes after the last page was closed a conversation can be taken up again; 30
 * - `shared`: one of the library's own computers, nothing outlives the tab
 * - `accent`: a CSS colour; `lang`: a language, where it is not the page's
 *
 * Events, none of which bubbles:
 * - `whereabouts`: they have changed; see the property
 * - `open`, `close`: the chat was opened, or shut
 * - `message`: a librarian wrote; `detail` is `{ text, name? }`
 *
 * In its shadow root: one `button`, in it `small` with the whereabouts.
 */
export class AskLibrarian extends HTMLElement {
  /** What is known of the desk now; undefined before the relay's first answer. To be read only. */
  declare whereabouts: Whereabouts | undefined;

  readonly #bubble = bubble(this);

  connectedCallback(): void {
    this.#bubble.attend(true);
  }

  disconnectedCallback(): void {
    this.#bubble.attend(false);
  }

  open(): void {
    void this.#bubble.show((chat) => chat.open());
  }

  /** Opens the chat with `text` in its composer; the patron sends it herself. */
  ask(text: string): void {
    void this.#bubble.show((chat) => chat.ask(text));
  }
}
