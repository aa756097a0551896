import type { LostDraft } from '../notifications.ts';
import type { UnsentLine } from './thread.ts';

/** Whom it goes to: the list, a colleague, another desk. Empty: she has not chosen. */
export type Whither = '' | 'list' | `librarian ${string}` | `desk ${string}`;

export interface HandOffDraft {
  kind: 'hand' | 'ask';
  conversation: string;
  to: Whither;
  text: string;
  /** What the conversation had when it went out: it is done once there is more, or it is not hers any more. */
  sentAfter?: number;
  /** The same of one that was on its way as the tab was loaded anew: it can be sent again, unless it turns out to be done. */
  doubtAfter?: number;
}

/** What of hers the relay does not have: carried over when this tab is loaded anew, and to nowhere else. */
export interface Unfinished {
  /** Her account: whoever signs in after her in this tab gets nothing of it. */
  librarian: string;
  conversations: UnfinishedThread[];
  stranded: LostDraft[];
  /** The form in which she hands one on, or asks a colleague. */
  handing?: HandOffDraft;
}

export interface UnfinishedThread {
  id: string;
  word: string;
  draft: string;
  unsent: UnsentLine[];
}

const NAME = 'ask-librarian-console-unfinished';

/** Without any, what was kept before is taken away. */
export const keepUnfinished = (unfinished: Unfinished | undefined): void => {
  try {
    if (unfinished) sessionStorage.setItem(NAME, JSON.stringify(unfinished));
    else sessionStorage.removeItem(NAME);
  } catch {
    // Storage is forbidden or full: it is lost with the page, as it would be without this.
  }
};

/** It is in the page from now on, and no longer in the browser. */
export const takeUnfinished = (): Unfinished | undefined => {
  try {
    const kept = sessionStorage.getItem(NAME);
    sessionStorage.removeItem(NAME);
    // as: this origin's own pages alone write here; a later version that writes it otherwise takes another name.
    return kept === null ? undefined : (JSON.parse(kept) as Unfinished);
  } catch {
    return undefined;
  }
};
