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
