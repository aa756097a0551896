import type { Availability } from '../../protocol/whereabouts.ts';
import type { LibrarianName } from '../roster.ts';

/** A librarian on duty at the desk a question waits at. */
export interface Candidate {
  librarian: LibrarianName;
  availability: Availability;
  /** Could she be handed a line now? */
  reachable: boolean;
  /** Has she as many conversations as the config wants her to have at once? */
  full: boolean;
}

/** What is known of a question besides who is there. */
export interface Waiting {
  /** Whom its last holder passed it to: nobody else is asked, unless she does not answer. */
  meant?: LibrarianName | undefined;
  /** Who was asked already, and keeps being asked. */
  before: ReadonlySet<LibrarianName>;
  /** It is asked one after the other: how many of them by now. Absent: all at once. */
  turns?: number | undefined;
  /** Nobody confirmed or answered in time: everybody who may be asked is. */
  wider: boolean;
}

export const mayBeAsked = ({ availability }: Pick<Candidate, 'availability'>): boolean =>
  availability === 'available' || availability === 'away';

/**
 * Who is asked now, in the order of `candidates`: whom it was passed to; else those who are available and have room for it,
 * else, at once, those who are away on a live link and have, else whoever may be asked. Who is busy is not, but for who was
 * meant.
 */
export const pickCandidates = (candidates: readonly Candidate[], waiting: Waiting): LibrarianName[] => {
  const { meant, before, turns = candidates.length, wider } = waiting;
  const reachable = candidates.filter((candidate) => candidate.reachable);
  const askable = reachable.filter(mayBeAsked);
  const tiers = [
    askable.filter(({ availability, full }) => availability === 'available' && !full),
    askable.filter(({ full }) => !full),
    askable,
  ];
  const tier = tiers.find((one) => one.length > 0) ?? [];
  const her = reachable.filter(({ librarian }) => librarian === meant);
  const asked = wider ? [...her, ...askable] : meant === undefined ? tier.slice(0, Math.max(1, turns)) : her;
  return reachable
    .filter((candidate) => asked.includes(candidate) || before.has(candidate.librarian))
    .map(({ librarian }) => librarian);
};
