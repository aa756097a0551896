import type { ConsoleStatement } from '../../protocol/frames.ts';
import { MAX_WORDS } from '../../protocol/limits.ts';
import { cleanLine } from '../../protocol/text.ts';
import type { ImStatus, LibrarianState } from '../ports.ts';
import type { DeskEntry } from '../roster.ts';
import { cleanStatement, nextRecent } from './statement.ts';

/** Turns a status that is set in an IM client into a statement. Pure. */

/** A status without its words. Used when the words name none of the desk's places: then they give no return time either. */
const bare = ({ availability }: ImStatus): ImStatus => ({ availability });

/** The status with its words on one line, cut to the length that patrons are shown. */
export const cleanStatus = ({ availability, words = '' }: ImStatus): ImStatus => {
  const line = cleanLine(words);
  const shown =
    line.length > MAX_WORDS
      ? `${line
          .slice(0, MAX_WORDS - 1)
          .toWellFormed()
          .trimEnd()}…`
      : line;
  return { availability, ...(shown === '' ? {} : { words: shown }) };
};

/**
 * The librarian's state after their IM client shows `status`, set `at`.
 *
 * - Only a status that differs from the last one is a statement, because clients repeat the old one when they reconnect.
 * - A status that was set before the last statement is not a statement: it shows only because another client of the
 *   librarian has disconnected.
 * - Available without words is not a statement. It ends an earlier status, but no statement made by command or in the
 *   console.
 */
export const withStatus = (
  state: LibrarianState,
  status: ImStatus,
  { at, desk }: { at: number; desk: DeskEntry | undefined },
): LibrarianState => {
  const { im, statement, ...rest } = state;
  if (im?.availability === status.availability && im.words === status.words) return state;
  if (statement !== undefined && at < statement.at) return { ...state, im: status };
  if (status.availability === 'available' && status.words === undefined) {
    const others = statement && statement.source !== 'im' ? { statement } : {};
    return { ...rest, ...others, im: status };
  }
  const said = cleanStatement(status, { now: at, desk });
  // Does not happen: `cleanStatus` has cut the words to the length that a statement may have.
  if (said === 'too-long') return state;
  if (said === 'no-place') return { ...withStatus(state, bare(status), { at, desk }), im: status };
  return {
    ...rest,
    im: status,
    statement: { ...said, source: 'im', at },
    recent: nextRecent(state.recent, said satisfies ConsoleStatement),
  };
};
