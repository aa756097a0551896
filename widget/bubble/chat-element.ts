/** The interface between the bubble and the chat, which are two scripts. */

import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';
import type { BubbleWords } from './bubble-words.ts';

/**
 * `<ask-librarian-chat>`, the chat as the bubble uses it. The bubble creates it once, when the chat is first opened (or in
 * the background, where this browser has stored a conversation), and puts it into its own shadow root after the button.
 * The bubble sets the properties before it connects the element; the chat inherits `lang` and `--ask-accent`.
 *
 * While the chat is open, the bubble hides its button. On `close` the bubble shows the button again and focuses it.
 *
 * Events, none of which bubbles:
 * - `view`: something that the bubble shows may have changed: `unread`, `whereabouts`, `live`
 * - `message`: a librarian wrote; `detail` is `{ text, name? }`
 * - `open`, `close`: the chat was opened or closed, by whatever means
 */
export interface ChatElement extends HTMLElement {
  /** Address of the relay, with a slash at its end: `https://ask.library.example/`. */
  relay: string;
  desk: string;
  /** For how many minutes after its last page was closed the conversation can be continued; 0: not at all. */
  remember: number;
  /** This is one of the library's own computers, so nothing is stored for longer than the tab exists. */
  shared: boolean;
  /** The bubble's icons, after the bubble has received them. To be set before `known`. */
  signs: BubbleWords['signs'] | undefined;
  /** The whereabouts that the bubble has received. The chat shows them until it has its own. */
  known: Whereabouts | undefined;

  /**
   * Resolves with this element when everything that the chat shows first has been loaded, or when the time limit for that
   * is over. Set as soon as the element is in a page.
   */
  readonly ready: Promise<ChatElement>;

  /** Shows the chat and focuses the composer. */
  open(): void;
  close(): void;
  /** Opens the chat with `text` in the composer. The patron decides whether to send it. */
  ask(text: string): void;
  /** Connects in the background, if this browser has stored a conversation. */
  resume(): void;

  /** The number of lines from librarians that the patron has not seen. */
  readonly unread: number;
  /** The chat's socket keeps the whereabouts up to date while `live` is true. Otherwise the bubble polls for them. */
  readonly whereabouts: Whereabouts | undefined;
  /** The chat's socket is connected and the relay has answered. */
  readonly live: boolean;
}
