import type { WeekHours } from '../../protocol/whereabouts.ts';
import type { LibrarianState } from '../ports.ts';
import type { DeskEntry, LibrarianName } from '../roster.ts';
import { closingAfter, openAt, openingAfter, today } from './opening-hours.ts';

/** Who is on duty at a desk, and when it is open. A desk without hours closes only on dates, and where a librarian closes it. */

const NO_HOURS: WeekHours = [[], [], [], [], [], [], []];

const neverCloses = ({ hours, dates, closure }: DeskEntry): boolean =>
  hours === undefined && dates === undefined && closure === undefined;

export const nextClosing = (desk: DeskEntry, t: number): number | undefined =>
  neverCloses(desk) ? undefined : closingAfter(desk, t);

/** When it closes, where it is open; when it opens next, where it is not. */
export const openingTimes = (desk: DeskEntry, now: number): { opens?: number; closes?: number } => {
  if (neverCloses(desk)) return {};
  const open = openAt(desk, now);
  const at = open ? closingAfter(desk, now) : openingAfter(desk, now);
  if (at === undefined) return {};
  return open ? { closes: at } : { opens: at };
};

/**
 * When what she said of duty at an instant ends: as the desk closes. One that has a rota and no hours ends it with the shift
 * that it fell into, or where it fell into none, as her next one begins, at the latest at midnight there. Undefined: never.
 */
export const overrideEnds = (desk: DeskEntry, librarian: LibrarianName, saidAt: number): number | undefined => {
  const closing = nextClosing(desk, saidAt);
  const { zone, hours, rota } = desk;
  if (!rota || (hours && closing !== undefined)) return closing;
  const shifts = { zone, hours: rota.get(librarian) ?? NO_HOURS };
  const midnight = today(desk, saidAt).ends;
  const turn = openAt(shifts, saidAt)
    ? (closingAfter(shifts, saidAt) ?? midnight)
    : Math.min(openingAfter(shifts, saidAt) ?? midnight, midnight);
  return Math.min(turn, closing ?? turn);
};

/**
 * What she said of duty lasts for as long as `saidUntil` says. Else the rota says when she is, while the desk is open. Where it has
 * neither rota nor hours, also whoever is `present`: connected, or with a return time that she gave.
 */
export const isOnDuty = (
  desk: DeskEntry,
  librarian: LibrarianName,
  said: LibrarianState['duty'][string] | undefined,
  present: boolean,
  now: number,
): boolean => {
  if (said && now < (overrideEnds(desk, librarian, said.at) ?? Number.POSITIVE_INFINITY)) return said.on;
  const { zone, hours, rota } = desk;
  if (!rota && hours) return false;
  if (!neverCloses(desk) && !openAt(desk, now)) return false;
  if (!rota) return present;
  const shifts = rota.get(librarian);
  return shifts !== undefined && openAt({ zone, hours: shifts }, now);
};

/** The next moment at which the rota puts somebody on duty, or takes her off; undefined where it does not. */
export const nextShift = ({ zone, rota }: DeskEntry, now: number): number | undefined => {
  const turns = [...(rota?.values() ?? [])].flatMap((hours) => [
    openingAfter({ zone, hours }, now),
    closingAfter({ zone, hours }, now),
  ]);
  const next = turns.filter((turn) => turn !== undefined);
  return next.length === 0 ? undefined : Math.min(...next);
};
