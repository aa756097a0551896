import type { Seq } from '../../protocol/entries.ts';
import { librarianOf } from '../entry.ts';
import type { Rules } from '../roster.ts';
import type { Conversation, Line } from './conversation.ts';

const DAY_MS = 86_400_000;

/**
 * Where less is retained, what is owed is kept for so long after the last entry all the same: a question for the librarians,
 * over a holiday too, and an answer for the patron, who may come back by her link days later.
 */
export const OWED_DAYS = 30;

/**
 * Is there an answer that none of the patron's pages has? They have everything up to `delivered`. Who ends the conversation
 * herself is done with it: whoever means to come back by a link does not.
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

/** The last time its patron ended it. */
const patronClosedSeq = (lines: readonly Line[]): Seq =>
  lines.findLast(({ entry: { what } }) => what.kind === 'closed' && what.by === 'patron')?.entry.seq ?? 0;

/** For how long after its last entry a conversation can be kept at most. */
export const longestRetentionMs = ({ retentionDays }: Rules): number => Math.max(retentionDays, OWED_DAYS) * DAY_MS;

/** For so long after its last entry it is kept with nothing owed in it; at retention 0 until it is closed. */
export const retentionMs = ({ retentionDays }: Rules): number => retentionDays * DAY_MS;

/** Is anything owed in it, to librarians or to the patron, and not for longer than it may be? */
export const isAnythingOwed = (conversation: Conversation, rules: Rules, now: number): boolean => {
  const last = conversation.lines.at(-1)?.entry.at;
  if (last === undefined || now - last > longestRetentionMs(rules)) return false;
  return (
    conversation.fold.waitingSince !== undefined ||
    isAnswerOwed(conversation.lines, conversation.mark('patron').delivered)
  );
};
