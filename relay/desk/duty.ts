import { closedBetween, closingAfter, isClosedAt, openAt, openingAfter } from './hours.ts';
import type { Standing } from './ports.ts';
import type { DeskEntry } from './roster.ts';

/** Who is on duty at a desk, and when it is open. A desk without hours closes only where a librarian closes it. */

const neverCloses = ({ hours, closure }: DeskEntry): boolean => hours === undefined && closure === undefined;

/** Was there a closing of the desk after `from`, up to and with `now`? */
export const hasClosed = (desk: DeskEntry, from: number, now: number): boolean =>
  !neverCloses(desk) && closedBetween(desk, from, now);

export const nextClosing = (desk: DeskEntry, t: number): number | undefined =>
  neverCloses(desk) ? undefined : closingAfter(desk, t);

/** When it closes, where it is open; when it opens next, where it is not. */
export const doorTimes = (desk: DeskEntry, now: number): { opens?: number; closes?: number } => {
  if (neverCloses(desk)) return {};
  const open = openAt(desk, now);
  const at = open ? closingAfter(desk, now) : openingAfter(desk, now);
  if (at === undefined) return {};
  return open ? { closes: at } : { opens: at };
};

/**
 * What she said of duty lasts until the desk closes. Where it has hours, she is on duty only if she said so; where it has
 * none and nobody has closed it, also when she is `present`: connected, or with a return time that she gave.
 */
export const isOnDuty = (
  desk: DeskEntry,
  said: Standing['duty'][string] | undefined,
  present: boolean,
  now: number,
) => {
  const standing = said && !hasClosed(desk, said.at, now) ? said.on : undefined;
  return standing ?? (desk.hours === undefined && present && !isClosedAt(desk, now));
};
