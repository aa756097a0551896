import type { WeekHours } from '../../protocol/whereabouts.ts';
import type { LibrarianState } from '../ports.ts';
import type { DeskEntry, LibrarianName } from '../roster.ts';
import { closingAfter, openAt, openingAfter, today } from './opening-hours.ts';

/** Who is on duty at a desk, and when the desk is open. A desk without hours is closed only on dates and by a closure. Pure. */

const NO_HOURS: WeekHours = [[], [], [], [], [], [], []];

const neverCloses = ({ hours, dates, closure }: DeskEntry): boolean =>
  hours === undefined && dates === undefined && closure === undefined;

/** The next closing of a desk after `t`; undefined: it never closes. */
export const nextClosing = (desk: DeskEntry, t: number): number | undefined =>
  neverCloses(desk) ? undefined : closingAfter(desk, t);

/** When an open desk closes, or a closed desk opens next. */
export const openingTimes = (desk: DeskEntry, now: number): { opens?: number; closes?: number } => {
  if (neverCloses(desk)) return {};
  const open = openAt(desk, now);
  const at = open ? closingAfter(desk, now) : openingAfter(desk, now);
  if (at === undefined) return {};
  return open ? { closes: at } : { opens: at };
};

/**
 * When a manual on-duty or off-duty override expires: at closing time. With a rota but no hours: at the end of the
 * current shift, else at the librarian's next shift, at the latest at midnight at the desk. Undefined: never.
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
 * True if a librarian is on duty at a desk. A manual override (`said`) applies until `overrideEnds`. After that the rota
 * applies, while the desk is open. At a desk with neither rota nor hours everyone who is `present` is on duty: connected,
 * or away with a return time.
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

/** The next time at which a shift of the rota starts or ends; undefined: there is none. */
export const nextShift = ({ zone, rota }: DeskEntry, now: number): number | undefined => {
  const turns = [...(rota?.values() ?? [])].flatMap((hours) => [
    openingAfter({ zone, hours }, now),
    closingAfter({ zone, hours }, now),
  ]);
  const next = turns.filter((turn) => turn !== undefined);
  return next.length === 0 ? undefined : Math.min(...next);
};
