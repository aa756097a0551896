import { defined } from '../../protocol/defined.ts';
import { WHEREABOUTS_GOOD_SECONDS } from '../../protocol/limits.ts';
import {
  AVAILABILITIES,
  type Availability,
  type LibrarianWhereabouts,
  type Whereabouts,
} from '../../protocol/whereabouts.ts';
import type { Connection, LibrarianState, Statement } from '../ports.ts';
import type { DeskEntry, LibrarianEntry } from '../roster.ts';
import {
  type ConnectionSummary,
  connectionAvailability,
  connectionChanges,
  isConnected,
  worse,
} from './connections.ts';
import { isOnDuty, nextShift, openingTimes, overrideEnds } from './duty.ts';
import { dateOf, dayOf, isClosedAt, isPausedAt, today } from './opening-hours.ts';
import { endByClock, phaseOf, type StatementPhase, statementChanges, statesReturnTime } from './statement.ts';

/**
 * Merges statements, connections, duty and opening hours into what patrons see. Pure: the same inputs give the same bytes.
 */

/** Everything that one librarian's whereabouts at one desk depend on. */
export interface LibrarianInput {
  entry: LibrarianEntry;
  state: LibrarianState;
  connections: readonly Connection[];
  desk: DeskEntry;
  now: number;
}

/** What patrons may know about a librarian at one desk, and what the relay needs to know about them. */
export interface LibrarianResult {
  availability: Availability;
  words?: string;
  until?: number;
  /** The words themselves state the return time. (The name is fixed by the wire.) */
  told?: true;
  overdue?: true;
  since?: number;
  onDuty: boolean;
  /** At least one client is connected. */
  reachable: boolean;
  /**
   * Patrons may see the librarian's name, words and times. If not, `availability` is the only member above `onDuty` that is
   * set.
   */
  published: boolean;
  /** The librarian is connected although their return time has passed, and "back?" was not answered yet. */
  askBack: boolean;
}

/** Whether the librarian publishes name, words and times. Their own choice takes precedence over the config. */
export const publishOf = (entry: LibrarianEntry, state: LibrarianState): 'undecided' | 'shown' | 'hidden' =>
  state.publish ?? (entry.publish === true ? 'shown' : 'undecided');

export const librarianWhereabouts = ({ entry, state, connections, desk, now }: LibrarianInput): LibrarianResult => {
  const { statement } = state;
  const said = dutyOverrideOf(state, desk);
  const summary = connectionAvailability(connections, now);
  const phase = statement && phaseOf(statement, connections, desk, now);
  const hasReturnTime = phase === 'promised' || phase === 'overdue';
  const published = publishOf(entry, state) === 'shown';
  const merged =
    statement && phase
      ? merge(statement, phase, summary, {
          back: cameBack(statement, desk, said),
          told: statesReturnTime(statement, desk),
        })
      : summary;
  const connected = isConnected(connections);
  return {
    ...(published ? merged : { availability: merged.availability }),
    onDuty: isOnDuty(desk, entry.name, said, hasReturnTime || summary.availability !== 'offline', now),
    reachable: connected,
    published,
    askBack: phase === 'overdue' && connected && state.askedBack !== statement?.at,
  };
};

/** The manual duty override at a desk. `Object.hasOwn`, because a desk may be called `constructor`. */
const dutyOverrideOf = ({ duty }: LibrarianState, { name }: DeskEntry): LibrarianState['duty'][string] | undefined =>
  Object.hasOwn(duty, name) ? duty[name] : undefined;

/** True if the librarian went on duty after the statement expired; the statement then no longer limits their availability. */
const cameBack = (statement: Statement, desk: DeskEntry, said: LibrarianState['duty'][string] | undefined): boolean =>
  said?.on === true && said.at >= endByClock(statement, desk);

type Shown = Omit<LibrarianWhereabouts, 'name'>;

const merge = (
  statement: Statement,
  phase: StatementPhase,
  summary: ConnectionSummary,
  { back, told }: { back: boolean; told: boolean },
): Shown => {
  if (phase === 'over' && back) return summary;
  const availability =
    phase === 'promised' ? statement.availability : worse(statement.availability, summary.availability);
  const silent = phase === 'silent' || phase === 'over';
  const since = silent || (phase === 'said' && availability !== statement.availability) ? summary.since : statement.at;
  return {
    availability,
    ...(statement.words === undefined || silent ? {} : { words: statement.words }),
    ...(statement.until === undefined || silent || phase === 'said'
      ? {}
      : { until: statement.until, ...(told ? { told } : {}) }),
    ...(phase === 'overdue' ? { overdue: true } : {}),
    ...defined({ since }),
  };
};

/** The result for one librarian, with their roster entry. */
export type LibrarianAtDesk = LibrarianResult & { entry: LibrarianEntry };

const rank = (availability: Availability): number => AVAILABILITIES.indexOf(availability);

/** What patrons are shown of a desk. Librarians who do not publish count for its availability, but are not listed. */
export const deskWhereabouts = (desk: DeskEntry, people: readonly LibrarianAtDesk[], now: number): Whereabouts => {
  const onDuty = people.filter((person) => person.onDuty);
  const paused = isPausedAt(desk, now);
  // A paused desk answers no new patron, however available its librarians are for open conversations.
  const seen = (one: Availability) => (paused ? worse(one, 'busy') : one);
  const availability = AVAILABILITIES.find((one) => onDuty.some((person) => seen(person.availability) === one));
  const librarians = onDuty
    .filter(isListed)
    .map((person) => listed({ ...person, availability: seen(person.availability) }))
    .sort(bestFirst);
  // Only return times of librarians with the desk's own availability count: a colleague who comes back from lunch says
  // nothing about when a busy librarian is free.
  const due = librarians
    .filter((one) => one.until !== undefined && !one.overdue && one.availability === availability)
    .map(({ until = 0 }) => until);
  return {
    desk: desk.name,
    name: desk.title,
    zone: desk.zone,
    availability: availability ?? 'offline',
    librarians,
    ...(availability === 'available' || due.length === 0 ? {} : { until: Math.min(...due) }),
    ...openingTimes(desk, now),
    ...(desk.hours ? { hours: desk.hours } : {}),
    ...datesAhead(desk, now),
    ...noticeOf(desk, now),
    ...(paused ? { paused: desk.pause?.until === undefined ? {} : { until: desk.pause.until } } : {}),
    ...(desk.contact ? { contact: desk.contact } : {}),
    goodFor: WHEREABOUTS_GOOD_SECONDS,
  };
};

/** How many days of special hours patrons are shown: they do not plan further ahead. */
const DATES_AHEAD_DAYS = 14;

const datesAhead = (desk: DeskEntry, now: number): Pick<Whereabouts, 'dates'> => {
  if (!desk.dates) return {};
  const { date: first } = today(desk, now);
  const last = dateOf(dayOf(first) + DATES_AHEAD_DAYS);
  const dates = [...desk.dates]
    .filter(([date]) => date >= first && date <= last)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([date, day]) => ({ date, ...day }));
  return dates.length === 0 ? {} : { dates };
};

/** The reason for a closure, or the name of a special date. */
const noticeOf = (desk: DeskEntry, now: number): Pick<Whereabouts, 'notice'> => {
  const notice = isClosedAt(desk, now) ? desk.closure?.words : desk.dates?.get(today(desk, now).date)?.why;
  return defined({ notice });
};

/** True if patrons see the librarian in the list. Offline librarians are listed only with a return time. */
const isListed = ({ published, availability, until }: LibrarianAtDesk): boolean =>
  published && (availability !== 'offline' || until !== undefined);

const listed = ({
  entry,
  availability,
  words,
  until,
  told,
  overdue,
  since,
}: LibrarianAtDesk): LibrarianWhereabouts => ({
  name: entry.displayName,
  availability,
  ...defined({ words, until }),
  ...(told ? { told } : {}),
  ...(overdue ? { overdue } : {}),
  ...defined({ since }),
});

/** Sorts by availability, then by the longest time in it, then by name. */
const bestFirst = (a: LibrarianWhereabouts, b: LibrarianWhereabouts): number =>
  rank(a.availability) - rank(b.availability) ||
  (a.since ?? Number.MAX_SAFE_INTEGER) - (b.since ?? Number.MAX_SAFE_INTEGER) ||
  (a.name < b.name ? -1 : Number(a.name > b.name));

/** The next instant at which the clock alone may change the result; undefined: never. */
export const nextChange = (
  desk: DeskEntry,
  people: readonly Omit<LibrarianInput, 'desk' | 'now'>[],
  now: number,
): number | undefined => {
  const { opens, closes } = openingTimes(desk, now);
  let next = Number.POSITIVE_INFINITY;
  const consider = (instant = next) => {
    if (instant > now && instant < next) next = instant;
  };
  consider(opens);
  consider(closes);
  consider(nextShift(desk, now));
  consider(desk.closure?.until);
  consider(desk.pause?.until);
  if (desk.dates) consider(today(desk, now).ends);
  for (const { entry, state, connections } of people) {
    const said = dutyOverrideOf(state, desk);
    if (said) consider(overrideEnds(desk, entry.name, said.at));
    connections.flatMap(connectionChanges).forEach(consider);
    if (state.statement) statementChanges(state.statement, desk).forEach(consider);
  }
  return next === Number.POSITIVE_INFINITY ? undefined : next;
};
