import type { Seq } from '../../protocol/entries.ts';
import { EMPTY, fold } from '../conversation/fold.ts';
import type { Entry } from '../entry.ts';
import type { DeskName } from '../roster.ts';

/**
 * One question of a patron: all she says until her conversation is closed. What follows an answer, a "thank you" say, is no
 * question more; what she says after the closing is the next one.
 */
export interface Question {
  /** Of its first line. */
  seq: Seq;
  at: number;
  /** When the first line of a librarian was kept that she was shown. */
  answeredAt?: number;
  closed: boolean;
  /** The desk that answered first, or, without an answer, had it last; absent: the one where the conversation was begun. */
  desk?: DeskName;
}

/** The questions of a whole conversation, in order, but for what was counted up to the entry `counted`. */
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
      open = { seq, at, closed: false, ...(now.desk === undefined ? {} : { desk: now.desk }) };
      questions.push(open);
    }
  }
  return questions;
};

/** Is it known what became of it? */
export const isSettled = ({ answeredAt, closed }: Question): boolean => closed || answeredAt !== undefined;
