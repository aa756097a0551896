import { closedBetween, closingAfter, openAt, openingAfter } from './hours.ts';
import type { Standing } from './ports.ts';
import type { DeskEntry, LibrarianName } from './roster.ts';

/** Who is on duty at a desk, and when it is open. A desk without hours closes only on dates, and where a librarian closes it. */

const neverCloses = ({ hours, dates, closure }: DeskEntry): boolean =>
  hours === undefined && dates === undefined && closure === undefined;

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
 * What she said of duty lasts until the desk closes. Else the rota says when she is, while the desk is open. Where it has
 * neither rota nor hours, also whoever is `present`: connected, or with a return time that she gave.
 */
export const isOnDuty = (
  desk: DeskEntry,
  librarian: LibrarianName,
  said: Standing['duty'][string] | undefined,
  present: boolean,
  now: number,
): boolean => {
  if (said && !hasClosed(desk, said.at, now)) return said.on;
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
