/** The element that a library's page contains: `<ask-librarian>`. */
import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';
import { bubble } from './bubble.ts';

/**
 * The bubble. It shows whether a librarian is available and, where a librarian shares it, where they are and when they
 * will be back. It loads the chat when the pointer or the focus reaches it; the chat connects when it is opened.
 *
 * Attributes, read when the element is put into the page:
 * - `relay`: address of the relay, `https://ask.library.example`
 * - `desk`: name of the desk
 * - `remember`: for how many minutes after its last page was closed a conversation can be continued; 30 by default
 * - `shared`: this is one of the library's own computers, so nothing is stored for longer than the tab exists
 * - `accent`: a CSS colour; `lang`: a language, if it differs from the page's
 *
 * Events, none of which bubbles:
 * - `whereabouts`: the property `whereabouts` has changed
 * - `open`, `close`: the chat was opened, or closed
 * - `message`: a librarian wrote; `detail` is `{ text, name? }`
 *
 * Its shadow root contains one `button`, and in it a `small` with the whereabouts.
 */
export class AskLibrarian extends HTMLElement {
  /** The latest whereabouts of the desk; undefined before the relay's first answer. Read-only for the page. */
  declare whereabouts: Whereabouts | undefined;

  readonly #bubble = bubble(this);

  connectedCallback(): void {
    this.#bubble.setConnected(true);
  }

  disconnectedCallback(): void {
    this.#bubble.setConnected(false);
  }

  open(): void {
    void this.#bubble.openChat((chat) => chat.open());
  }

  /** Opens the chat with `text` in its composer. The patron decides whether to send it. */
  ask(text: string): void {
    void this.#bubble.openChat((chat) => chat.ask(text));
  }
}
