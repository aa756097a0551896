import type { Seq } from '../../protocol/entries.ts';
import type { ConversationId } from '../entry.ts';
import type { Count } from './hourly-counts.ts';

/**
 * Numbers for the report, apart from all conversations and kept for ever. A conversation remembers only up to which of its
 * entries it is counted.
 */
export interface CountStore {
  /**
   * `upTo`: the last entry that is counted, or 0. `unasked`: the first line of the last question that found nobody who could be
   * asked, or 0. Undefined: there is no such conversation.
   */
  progress(conversation: ConversationId): Promise<{ upTo: Seq; unasked: Seq } | undefined>;
  /**
   * Adds `counts`, and has the conversation counted from `from` up to `upTo`: both or neither. False: neither, because it is not
   * counted up to just `from`, or is not there. Resolves when synced.
   */
  count(conversation: ConversationId, from: Seq, upTo: Seq, counts: readonly Count[]): Promise<boolean>;
  /** Those that are closed and not counted up to their last entry. */
  uncounted(): Promise<ConversationId[]>;
  /** Without a sync of its own, as a mark; so `add`. */
  keepUnasked(conversation: ConversationId, seq: Seq): Promise<void>;
  /** Adds what belongs to no conversation. */
  add(counts: readonly Count[]): Promise<void>;
  /** By desk, hour, what and value; hours from `from` up to and without `to`. */
  between(from: number, to: number): Promise<Count[]>;
}
