import type { Seq } from '../../protocol/entries.ts';
import type { ConversationId } from '../entry.ts';
import type { Count } from './hourly-counts.ts';

/**
 * Where the report's numbers are stored, separately from conversations and for ever. A conversation records only how far
 * its entries are counted. Every promise rejects with a StoreError and nothing else.
 */
export interface CountStore {
  /**
   * How far a conversation is counted. `upTo`: the seq of the last counted entry, or 0. `unasked`: the first line of the
   * last question for which nobody could be asked, or 0. Undefined: there is no such conversation.
   */
  progress(conversation: ConversationId): Promise<{ upTo: Seq; unasked: Seq } | undefined>;
  /**
   * Adds `counts` and records that the conversation is counted from `from` up to `upTo`, in one transaction. Returns false,
   * and does nothing, if the conversation is not counted up to exactly `from`, or does not exist. Resolves when synced.
   */
  count(conversation: ConversationId, from: Seq, upTo: Seq, counts: readonly Count[]): Promise<boolean>;
  /** The closed conversations that are not counted up to their last entry. */
  uncounted(): Promise<ConversationId[]>;
  /** Records that nobody could be asked the question that starts at `seq`. Written without a sync of its own, like a mark. */
  keepUnasked(conversation: ConversationId, seq: Seq): Promise<void>;
  /** Adds counts that belong to no conversation. Written without a sync of its own, like a mark. */
  add(counts: readonly Count[]): Promise<void>;
  /** The counts for the hours from `from` up to, but not including, `to`: one for each desk, hour, `what` and `value`. */
  between(from: number, to: number): Promise<Count[]>;
}
