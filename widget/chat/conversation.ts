import type { FromPatron, ToPatron } from '../../relay/protocol/frames.ts';
import type { LinkState } from '../relay-link.ts';
import type { ConversationView } from './conversation-view.ts';
import type { KeyKeeper } from './key-keeper.ts';

/** What a conversation needs of a `RelayLink`. */
export interface ConversationLink {
  readonly state: LinkState;
  readonly closeCode: number | undefined;
  start(): void;
  stop(): void;
  send(frame: FromPatron): boolean;
  retryNow(): void;
  restart(): void;
}

export interface ConversationParts {
  desk: string;
  keys: KeyKeeper;
  /** Called once, before this constructor returns. */
  link(on: { hello(): FromPatron; onFrame(frame: ToPatron): void; onState(state: LinkState): void }): ConversationLink;
  /** `now`: milliseconds since 1970. */
  clock: { now(): number; after(ms: number, then: () => void): () => void };
  newId(): string;
  visible(): boolean;
}

/** One patron's conversation with a desk, as one page has it. Knows no DOM and no socket. */
export declare class Conversation {
  constructor(parts: ConversationParts);

  /** The same object until something changes. */
  readonly view: ConversationView;

  /** Called after every change, with the new view. */
  subscribe(listener: (view: ConversationView) => void): () => void;

  /** The chat is shown: connects. */
  open(): void;

  /** The chat is shut. Stays connected where there is a conversation, so that `unread` goes on counting. */
  close(): void;

  /** Connects, without showing anything, where this browser has a conversation. False: it has none. */
  resume(): boolean;

  /** Takes a line; it is in `view.lines` at once. Or says why not: then nothing has changed. */
  say(text: string): 'empty' | 'too-long' | undefined;

  /** Sends a failed line again, as the last one. */
  tryAgain(id: string): void;

  /** Drops a failed line. */
  discard(id: string): void;

  /** On every input event; `on: false` when the composer was emptied. Sends little of it. */
  typing(on?: boolean): void;

  /** All lines so far are on screen of a visible page. */
  seen(): void;

  /** Does not wait for the link's next try. */
  retryNow(): void;

  /** Empties this screen and this browser, in all its tabs; closes the conversation. */
  clearScreen(): void;

  /** Has the relay forget the conversation. `view.forgetting` until it is done, then `view.ended` is `forgotten`. */
  forget(): void;

  /** The page goes: stops everything, keeps what is stored. */
  stop(): void;
}
