import { defined } from '../../protocol/defined.ts';
import type { Seq } from '../../protocol/entries.ts';
import { EMPTY, fold } from '../conversation/fold.ts';
import type { Entry } from '../entry.ts';
import type { DeskName } from '../roster.ts';

/**
 * Finds the questions in a conversation, for the report. One question is everything that a patron says until the
 * conversation is closed. What follows an answer, such as "thank you", is not another question; what the patron says after
 * the closing is the next one.
 */
export interface Question {
  /** The seq of its first line. */
  seq: Seq;
  /** When its first line was stored. */
  at: number;
  /** When the first line of a librarian that the patron was shown was stored. */
  answeredAt?: number;
  closed: boolean;
  /** The desk that answered first or, without an answer, had it last. Absent: the desk where the conversation started. */
  desk?: DeskName;
}

/** The questions of a whole conversation, in order, without what was already counted: the entries up to the seq `counted`. */
export const questionsAfter = (counted: Seq, entries: readonly Entry[]): Question[] => {
  const questions: Question[] = [];
  let now = EMPTY;
  let open: Question | undefined;
  for (const entry of entries) {
    const { after, shown } = fold(now, entry);
    now = after;
    if (!shown || entry.seq <= counted) continue;
    const { what, author, at, seq } = entry;
    if (open && open.answeredAt === undefined && now.desk !== undefined) open.desk = now.desk;
    if (what.kind === 'closed') {
      if (open) open.closed = true;
      open = undefined;
    } else if (what.kind !== 'said') {
      // Nothing was asked or answered.
    } else if (author !== 'patron') {
      if (open) open.answeredAt ??= at;
    } else if (!open) {
      open = { seq, at, closed: false, ...defined({ desk: now.desk }) };
      questions.push(open);
    }
  }
  return questions;
};

/** True if the outcome of the question is known. */
export const isSettled = ({ answeredAt, closed }: Question): boolean => closed || answeredAt !== undefined;
