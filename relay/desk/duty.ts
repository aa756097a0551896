import { closedBetween, closingAfter, openAt, openingAfter } from './hours.ts';
import type { Standing } from './ports.ts';
import type { DeskEntry } from './roster.ts';

/** Who is on duty at a desk, and when it is open. A desk without hours is never closed and never opens. */

/** Was there a closing of the desk after `from`, up to and with `now`? */
export const hasClosed = ({ hours, zone }: DeskEntry, from: number, now: number): boolean =>
  hours !== undefined && closedBetween(hours, zone, from, now);

export const nextClosing = ({ hours, zone }: DeskEntry, t: number): number | undefined =>
  hours && closingAfter(hours, zone, t);

/** When it closes, where it is open; when it opens next, where it is not. */
export const doorTimes = ({ hours, zone }: DeskEntry, now: number): { opens?: number; closes?: number } => {
  if (!hours) return {};
  const open = openAt(hours, zone, now);
  const at = open ? closingAfter(hours, zone, now) : openingAfter(hours, zone, now);
  if (at === undefined) return {};
  return open ? { closes: at } : { opens: at };
};

/**
 * What she said of duty lasts until the desk closes. Where it has hours, she is on duty only if she said so; where it has
 * none, also when she is `present`: connected, or with a return time that she gave.
 */
export const isOnDuty = (
  desk: DeskEntry,
  said: Standing['duty'][string] | undefined,
  present: boolean,
  now: number,
) => {
  const standing = said && !hasClosed(desk, said.at, now) ? said.on : undefined;
  return standing ?? (desk.hours === undefined && present);
};
