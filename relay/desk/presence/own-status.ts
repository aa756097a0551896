import { defined } from '../../protocol/defined.ts';
import type { DutyRow, OwnStatus } from '../../protocol/frames.ts';
import { AVAILABILITIES } from '../../protocol/whereabouts.ts';
import type { Connection, LibrarianState } from '../ports.ts';
import type { DeskEntry, LibrarianEntry } from '../roster.ts';
import { openingTimes } from './duty.ts';
import { isClosedAt, isPausedAt } from './opening-hours.ts';
import { phaseOf } from './statement.ts';
import { type LibrarianResult, librarianWhereabouts, publishOf } from './whereabouts.ts';

/** What a console shows its own librarian about themselves, for all the desks that the librarian serves. Pure. */
export const ownStatusOf = (input: {
  entry: LibrarianEntry;
  state: LibrarianState;
  connections: readonly Connection[];
  desks: readonly DeskEntry[];
  now: number;
}): OwnStatus => {
  const { entry, state, connections, desks, now } = input;
  const places = desks[0]?.places;
  const { statement } = state;
  const results = desks.map((desk) => ({ desk, result: librarianWhereabouts({ ...input, desk }) }));
  const isCurrent = statement && desks.some((desk) => phaseOf(statement, connections, desk, now) !== 'over');
  return {
    librarian: entry.name,
    name: entry.displayName,
    ...(isCurrent ? { statement: said(statement) } : {}),
    shown: shown(results.map(({ result }) => result).filter(({ onDuty }) => onDuty)),
    publish: publishOf(entry, state),
    duty: results.map(({ desk, result }) => {
      const { closes } = openingTimes(desk, now);
      return {
        desk: desk.name,
        name: desk.title,
        on: result.onDuty,
        ...defined({ closes }),
        ...closedOf(desk, now),
        ...pausedOf(desk, now),
        ...(desk.replies ? { replies: true as const } : {}),
        ...(desk.mayClose?.includes(entry.name) ? { mayClose: true as const } : {}),
      };
    }),
    recent: state.recent,
    ...(places && { places }),
    ...(results.some(({ result }) => result.askBack) ? { askBack: true } : {}),
  };
};

const closedOf = (desk: DeskEntry, now: number): Pick<DutyRow, 'closed'> => {
  if (!desk.closure || !isClosedAt(desk, now)) return {};
  const { from: _, ...closed } = desk.closure;
  return { closed };
};

const pausedOf = (desk: DeskEntry, now: number): Pick<DutyRow, 'paused'> => {
  if (!desk.pause || !isPausedAt(desk, now)) return {};
  const { from: _, ...paused } = desk.pause;
  return { paused };
};

const said = ({ source: _, ...statement }: NonNullable<LibrarianState['statement']>) => statement;

/** What patrons see of the librarian: the best of the desks where they are on duty. Off duty everywhere: offline. */
const shown = (onDuty: readonly LibrarianResult[]): OwnStatus['shown'] => {
  const best = AVAILABILITIES.map((one) => onDuty.find(({ availability }) => availability === one)).find(Boolean);
  if (!best) return { availability: 'offline' };
  const { onDuty: _, reachable: _r, published: _p, askBack: _a, ...sign } = best;
  return sign;
};
