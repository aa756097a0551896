/** Whom it goes to: the list, a colleague, another desk. Empty: she has not chosen. */
export type Whither = '' | 'list' | `librarian ${string}` | `desk ${string}`;

export interface HandingDraft {
  kind: 'hand' | 'ask';
  conversation: string;
  to: Whither;
  text: string;
  /** What the conversation had when it went out: it is done once there is more, or it is not hers any more. */
  sentAfter?: number;
}
