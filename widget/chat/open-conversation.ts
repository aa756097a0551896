import type { Conversation } from './conversation.ts';

export interface PageParts {
  /** Address of the relay, with a slash at its end. */
  relay: string;
  desk: string;
  /** Minutes. */
  remember: number;
  shared: boolean;
}

/** A conversation with everything a real page has: its socket, storage, clock and keys. Connects nothing yet. */
export declare const openConversation: (parts: PageParts) => Conversation;
