import type { ConsoleStatement } from '../../protocol/frames.ts';
import { MAX_WORDS } from '../../protocol/limits.ts';
import { cleanLine } from '../../protocol/text.ts';
import type { ImStatus, LibrarianState } from '../ports.ts';
import type { DeskEntry } from '../roster.ts';
import { cleanStatement, nextRecent } from './statement.ts';

/** Where it names no place of the desk's list, its words say nothing, nor when. */
const bare = ({ availability }: ImStatus): ImStatus => ({ availability });

/** One line, cut where it is longer than patrons are shown. */
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
 * Her standing once her program shows `status`, set `at`. Only what differs from what it last showed is a statement:
 * programs say the old one again whenever they reconnect. Nor is one that she set before she last said something else:
 * it speaks only because another program of hers has gone. Available without words is no statement: it ends what an
 * earlier status said, and nothing that she said by command or in the console.
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
  // Words were cut to the length a statement may have.
  if (said === 'too-long') return state;
  if (said === 'no-place') return { ...withStatus(state, bare(status), { at, desk }), im: status };
  return {
    ...rest,
    im: status,
    statement: { ...said, source: 'im', at },
    recent: nextRecent(state.recent, said satisfies ConsoleStatement),
  };
};
