import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';
import type { BubbleWords } from './bubble-words.ts';

/**
 * What the bubble and its chat have agreed on. `<ask-librarian-chat>` is made by the bubble, once, when the chat is first
 * opened (or in the background, where this browser has a conversation), and put into its shadow root behind the button.
 * Attributes are set before it is connected; `lang` and `--ask-accent` are inherited from the bubble.
 *
 * While it is open the bubble hides its button; on `close` it shows it again and gives it the focus.
 *
 * Events, none of which bubbles:
 * - `view`: anything the bubble shows may have changed: `unread`, `whereabouts`, `live`
 * - `message`: a librarian wrote; `detail` is `{ text, name? }`
 * - `open`, `close`: it has been shown, or shut, by whatever means
 */
export interface ChatElement extends HTMLElement {
  /** Address of the relay, with a slash at its end: `https://ask.library.example/`. */
  relay: string;
  desk: string;
  /** For how many minutes the conversation can be taken up again after its last page was closed; 0: not at all. */
  remember: number;
  /** A library's own computer: nothing outlives the tab. */
  shared: boolean;
  /** The bubble's signs, once it has them. To be set before `known`. */
  signs: BubbleWords['signs'] | undefined;
  /** What the bubble knows already; the chat's own view replaces it. */
  known: Whereabouts | undefined;

  /** Itself, once what it shows first is there, or has been waited for long enough; from being put into a page on. */
  readonly ready: Promise<ChatElement>;

  /** Shows it and puts the focus into the composer. */
  open(): void;
  close(): void;
  /** Opens it with `text` in the composer; the patron sends it herself. */
  ask(text: string): void;
  /** Connects in the background where this browser has a conversation. */
  resume(): void;

  readonly unread: number;
  /** Kept fresh by the chat's socket while `live`; otherwise the bubble asks by itself. */
  readonly whereabouts: Whereabouts | undefined;
  readonly live: boolean;
}
