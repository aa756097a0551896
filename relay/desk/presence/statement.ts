import { defined } from '../../protocol/defined.ts';
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

/** Statements: what librarians say about themselves, how it is cleaned and remembered, and how it ends. Pure. */

/** A return time that is further ahead than this is taken for a typing error. */
export const MAX_UNTIL_MS = 14 * DAY_MS;

/** For this long after a return time patrons read "was due back at". After that the statement is over. */
export const OVERDUE_MS = 12 * HOUR_MS;

/** The most earlier statements that are remembered per librarian. */
export const MAX_RECENT = 8;

/**
 * A statement as it is stored. The words are put on one line. `until` is kept only for away and busy, and only if it lies
 * ahead by at most MAX_UNTIL_MS; another time is dropped, not refused, since the words alone say more than no statement.
 * Without an `until`, the time is read from the words, in the time zone of `desk`. If the desk has a list of places, the
 * words become the place that they name. Refused: `too-long`, the words; `no-place`, they name no place.
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

/**
 * True if the words themselves state the return time, so that pages need not add it. "In 20 minutes" does not: somebody who
 * reads it later does not know from when to count.
 */
export const statesReturnTime = ({ words, until, at }: Statement, desk: DeskEntry): boolean =>
  words !== undefined &&
  until !== undefined &&
  returnTimeIn(words, at, desk) === until &&
  returnTimeIn(words, at + 1, desk) === until;

/** The return time in the words, if they were said at `now`. */
const returnTimeIn = (words: string, now: number, desk: DeskEntry): number | undefined =>
  parseReturnTime(words, now, desk.zone, nextClosing(desk, now));

/**
 * `recent` with a new statement in front, without repeats. Return times are left out, because they applied to one day
 * only. "Available" without words is not remembered.
 */
export const nextRecent = (recent: readonly ConsoleStatement[], said: ConsoleStatement): ConsoleStatement[] => {
  const { availability, words } = said;
  if (availability === 'available' && words === undefined) return recent.slice(0, MAX_RECENT);
  const others = recent.filter((one) => one.availability !== availability || one.words !== words);
  return [{ availability, ...defined({ words }) }, ...others].slice(0, MAX_RECENT);
};

/** The promised return time. A statement with one applies whether the librarian is connected or not. */
const promisedReturn = ({ availability, until }: Statement): number | undefined =>
  availability === 'available' ? undefined : until;

/** The connections that a statement ends with: one set in an IM client ends with IM, any other with the last connection. */
const carryingConnections = ({ source }: Statement, connections: readonly Connection[]): readonly Connection[] =>
  source === 'im' ? connections.filter(({ resource }) => resource.startsWith('xmpp:')) : connections;

/**
 * The phase that a statement is in.
 *
 * - `promised`: it has a return time, and applies until then, connected or not.
 * - `overdue`: the return time has passed, and the librarian has done nothing since.
 * - `said`: it has no return time, and applies while the librarian is connected.
 * - `silent`: its connection is unsure. Nothing of it is shown, but it may apply again.
 * - `over`: it ended by the clock, or with its connection. While the librarian stays connected it still limits their
 *   availability to what they said last.
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

/** When the clock alone ends a statement at a desk; Infinity: never. */
export const endByClock = (statement: Statement, desk: DeskEntry): number => {
  const back = promisedReturn(statement);
  const closing = nextClosing(desk, back ?? statement.at) ?? Number.POSITIVE_INFINITY;
  return back === undefined ? closing : Math.min(closing, back + OVERDUE_MS);
};

/** The times at which the clock alone changes the phase of a statement. */
export const statementChanges = (statement: Statement, desk: DeskEntry): number[] => {
  const back = promisedReturn(statement);
  return back === undefined ? [endByClock(statement, desk)] : [back, endByClock(statement, desk)];
};

/**
 * True if a statement is over at all of the librarian's desks and the librarian is offline. It must then be deleted, or it
 * would apply again when the librarian comes back.
 */
export const isSpent = (
  statement: Statement,
  connections: readonly Connection[],
  desks: readonly DeskEntry[],
  now: number,
): boolean =>
  connectionAvailability(connections, now).availability === 'offline' &&
  desks.every((desk) => phaseOf(statement, connections, desk, now) === 'over');
