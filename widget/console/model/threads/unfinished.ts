import type { LostDraft } from '../notifications.ts';
import type { UnsentLine } from './thread.ts';

/** Where a conversation is transferred to, or who is asked: the queue, a colleague or a desk. Empty: nothing is chosen yet. */
export type HandOffTarget = '' | 'list' | `librarian ${string}` | `desk ${string}`;

/** The form for transferring a conversation (`hand`) or asking a colleague (`ask`). */
export interface HandOffDraft {
  kind: 'hand' | 'ask';
  conversation: string;
  to: HandOffTarget;
  text: string;
  /** `lastSeq` of the conversation when the form was sent. The action is done once a newer entry shows it, or once the conversation is no longer the librarian's. */
  sentAfter?: number;
  /** The same for a form that was sent but unanswered when the tab was reloaded. It can be sent again, unless it turns out to be done. */
  maybeSentAfter?: number;
}

/** What the relay does not have yet. It survives a reload of this tab, and is kept nowhere else. */
export interface Unfinished {
  /** The account: whoever else signs in later in this tab sees none of it. */
  librarian: string;
  conversations: UnfinishedThread[];
  lostDrafts: LostDraft[];
  /** The open form for a transfer or a question to a colleague. */
  handOff?: HandOffDraft;
}

export interface UnfinishedThread {
  id: string;
  word: string;
  draft: string;
  unsent: UnsentLine[];
}

const NAME = 'ask-librarian-console-unsent';

/** Without an argument, removes what was kept before. */
export const keepUnfinished = (unfinished: Unfinished | undefined): void => {
  try {
    if (unfinished) sessionStorage.setItem(NAME, JSON.stringify(unfinished));
    else sessionStorage.removeItem(NAME);
  } catch {
    // Storage is forbidden or full: what is unfinished is lost with the page, as it would be without this.
  }
};

/** Moves what was kept from the browser's storage into the page. */
export const takeUnfinished = (): Unfinished | undefined => {
  try {
    const kept = sessionStorage.getItem(NAME);
    sessionStorage.removeItem(NAME);
    // as: only pages of this origin write here; a version with another format uses another name.
    return kept === null ? undefined : (JSON.parse(kept) as Unfinished);
  } catch {
    return undefined;
  }
};
