import type { Seq } from '../../protocol/entries.ts';
import { librarianOf } from '../entry.ts';
import type { Rules } from '../roster.ts';
import type { Conversation, Line } from './conversation.ts';

const DAY_MS = 86_400_000;

/** Decides whether a conversation is still needed: by librarians for a question, or by the patron for an answer. Pure. */

/**
 * How many days a conversation in which something is owed is kept after its last entry, even if the retention time is
 * shorter: a question for the librarians, over a holiday, or an answer for the patron, who may return by a private link
 * days later.
 */
export const OWED_DAYS = 30;

/**
 * True if there is an answer that none of the patron's pages has received; they have everything up to `delivered`. After
 * the patron has ended the conversation no answer is owed: a patron who means to return by a private link does not end it.
 */
export const isAnswerOwed = (lines: readonly Line[], delivered: Seq): boolean =>
  lines.some(
    ({ entry, shown, revised }) =>
      entry.seq > Math.max(delivered, patronClosedSeq(lines)) &&
      shown &&
      entry.what.kind === 'said' &&
      librarianOf(entry.author) !== undefined &&
      revised?.revised !== 'withdrawn',
  );

/** The seq of the last `closed` entry by the patron; 0: none. */
const patronClosedSeq = (lines: readonly Line[]): Seq =>
  lines.findLast(({ entry: { what } }) => what.kind === 'closed' && what.by === 'patron')?.entry.seq ?? 0;

/** The longest time that a conversation can be kept after its last entry, in milliseconds. */
export const longestRetentionMs = ({ retentionDays }: Rules): number => Math.max(retentionDays, OWED_DAYS) * DAY_MS;

/** How long a conversation with nothing owed is kept after its last entry, in milliseconds. With 0, until it is closed. */
export const retentionMs = ({ retentionDays }: Rules): number => retentionDays * DAY_MS;

/** True if a question or an answer is owed, and the last entry is not older than the longest retention time. */
export const isAnythingOwed = (conversation: Conversation, rules: Rules, now: number): boolean => {
  const last = conversation.lines.at(-1)?.entry.at;
  if (last === undefined || now - last > longestRetentionMs(rules)) return false;
  return (
    conversation.fold.waitingSince !== undefined ||
    isAnswerOwed(conversation.lines, conversation.mark('patron').delivered)
  );
};
