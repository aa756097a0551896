/** What a conversation needs from its page. */
import type { FromPatron, ToPatron } from '../../../relay/protocol/frames.ts';
import type { PageClock } from '../../shared/page-clock.ts';
import type { LinkState } from '../../shared/relay-link.ts';
import type { KeyKeeper } from './key-keeper.ts';

/** What a conversation uses of a `RelayLink`. */
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
  /** Called once, by the constructor. */
  link(on: { hello(): FromPatron; onFrame(frame: ToPatron): void; onState(state: LinkState): void }): ConversationLink;
  clock: PageClock;
  newId(): string;
  visible(): boolean;
}
