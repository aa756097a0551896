import type { ConsoleStatement, SorryCode } from '../../protocol/frames.ts';
import { MAX_WORDS } from '../../protocol/limits.ts';
import { cleanLine } from '../../protocol/text.ts';
import type { Connection, Statement } from '../ports.ts';
import type { DeskEntry } from '../roster.ts';
import { connectionAvailability } from './connections.ts';
import { nextClosing } from './duty.ts';
import { parseReturnTime } from './parse-return-time.ts';
import { placeOf } from './places.ts';
import { DAY_MS, HOUR_MS } from './time-zone.ts';

/** What librarians say of themselves: taken in, remembered, and how it ends. */

/** A return time further off than this is a slip of the hand. */
export const MAX_UNTIL_MS = 14 * DAY_MS;

/** For this long after a return time patrons read "was due back at"; then nothing is known of her. */
export const OVERDUE_MS = 12 * HOUR_MS;

/** What she said before, at most so many. */
export const MAX_RECENT = 8;

/**
 * A statement as it is kept: words on one line; `until` only where she is away or busy and it lies ahead, by no more than
 * MAX_UNTIL_MS. A time that does not is dropped, not refused: her words say more than no statement would. Where she gave
 * none, it is read from her words as the clocks of `desk` go. Where that has a list of places, her words become the one they
 * name. `too-long`: the words; `no-place`: they name none.
 */
export const cleanStatement = (
  said: ConsoleStatement,
  { now, desk }: { now: number; desk: DeskEntry | undefined },
): ConsoleStatement | Extract<SorryCode, 'too-long' | 'no-place'> => {
  const words = cleanLine(said.words ?? '');
  if (words.length > MAX_WORDS) return 'too-long';
  const shown = desk?.places ? placeOf(words, desk.places) : words === '' ? {} : { words };
  if (shown === 'no-place') return 'no-place';
  const until =
    said.availability === 'available' ? undefined : (said.until ?? (desk && returnTimeIn(words, now, desk)));
  return {
    availability: said.availability,
    ...shown,
    ...(until !== undefined && until > now && until <= now + MAX_UNTIL_MS ? { until } : {}),
  };
};

/** Do her words say when she is back, by the clock? "In 20 minutes" does not, to whoever reads it later: it moves with the hour. */
export const statesReturnTime = ({ words, until, at }: Statement, desk: DeskEntry): boolean =>
  words !== undefined &&
  until !== undefined &&
  returnTimeIn(words, at, desk) === until &&
  returnTimeIn(words, at + 1, desk) === until;

const returnTimeIn = (words: string, now: number, desk: DeskEntry): number | undefined =>
  parseReturnTime(words, now, desk.zone, nextClosing(desk, now));

/**
 * `recent` with what she said now in front, without repeats; without return times, which were of their day. Plain
 * "available" is not worth remembering.
 */
export const nextRecent = (recent: readonly ConsoleStatement[], said: ConsoleStatement): ConsoleStatement[] => {
  const { availability, words } = said;
  if (availability === 'available' && words === undefined) return recent.slice(0, MAX_RECENT);
  const others = recent.filter((one) => one.availability !== availability || one.words !== words);
  return [{ availability, ...(words === undefined ? {} : { words }) }, ...others].slice(0, MAX_RECENT);
};

/** Did she promise to be back? Then the statement holds whether she is connected or not. */
const promisedReturn = ({ availability, until }: Statement): number | undefined =>
  availability === 'available' ? undefined : until;

/** The signals a statement ends with: what a client's presence said ends with IM, the rest with the last connection. */
const carryingConnections = ({ source }: Statement, connections: readonly Connection[]): readonly Connection[] =>
  source === 'im' ? connections.filter(({ resource }) => resource.startsWith('xmpp:')) : connections;

/**
 * - `promised`: as stated, connected or not, until its time.
 * - `overdue`: its time has passed and she was not heard from.
 * - `said`: as stated while she is connected.
 * - `silent`: its connection is not sure; nothing of it is shown, but it may come back.
 * - `over`: by the clock, or with its connection. While she stays connected it still keeps her from seeming more
 *   available than she last said she was.
 */
export type StatementPhase = 'promised' | 'overdue' | 'said' | 'silent' | 'over';

export const phaseOf = (
  statement: Statement,
  connections: readonly Connection[],
  desk: DeskEntry,
  now: number,
): StatementPhase => {
  const back = promisedReturn(statement);
  if (back !== undefined && now < back) return 'promised';
  if (now >= endByClock(statement, desk)) return 'over';
  if (back !== undefined) return 'overdue';
  const { availability } = connectionAvailability(carryingConnections(statement, connections), now);
  if (availability === 'offline') return 'over';
  return availability === 'unsure' ? 'silent' : 'said';
};

/** When the clock alone ends a statement at a desk; Infinity where it does not. */
export const endByClock = (statement: Statement, desk: DeskEntry): number => {
  const back = promisedReturn(statement);
  const closing = nextClosing(desk, back ?? statement.at) ?? Number.POSITIVE_INFINITY;
  return back === undefined ? closing : Math.min(closing, back + OVERDUE_MS);
};

/** The moments at which the clock alone changes how a statement holds. */
export const statementChanges = (statement: Statement, desk: DeskEntry): number[] => {
  const back = promisedReturn(statement);
  return back === undefined ? [endByClock(statement, desk)] : [back, endByClock(statement, desk)];
};

/**
 * Is a statement over at all her desks, and she not connected, so that it may be forgotten? It must be: else it would be
 * said of her again when she comes back.
 */
export const isSpent = (
  statement: Statement,
  connections: readonly Connection[],
  desks: readonly DeskEntry[],
  now: number,
): boolean =>
  connectionAvailability(connections, now).availability === 'offline' &&
  desks.every((desk) => phaseOf(statement, connections, desk, now) === 'over');
