import type { Availability } from '../../protocol/whereabouts.ts';
import type { LibrarianName } from '../roster.ts';

/** Picks the librarians who are asked to answer a question. Pure. */

/** A librarian on duty at the desk where a question waits. */
export interface Candidate {
  librarian: LibrarianName;
  availability: Availability;
  /** A line could be delivered to the librarian now. */
  reachable: boolean;
  /** The librarian has as many conversations as the config's `atOnce` allows. */
  full: boolean;
}

/** What is known about a waiting question, apart from who is present. */
export interface Waiting {
  /** The librarian to whom the last holder passed it: nobody else is asked, unless this librarian does not answer. */
  meant?: LibrarianName | undefined;
  /** The librarians who were asked already. They keep being asked. */
  before: ReadonlySet<LibrarianName>;
  /** How many librarians have had their turn by now, where they are asked one after the other. Absent: all at once. */
  turns?: number | undefined;
  /** Nobody confirmed or answered in time: ask everyone who may be asked. */
  wider: boolean;
}

/** Librarians who are available or away may be asked. Busy, unsure and offline ones are not. */
export const mayBeAsked = ({ availability }: Pick<Candidate, 'availability'>): boolean =>
  availability === 'available' || availability === 'away';

/**
 * The librarians who are asked now, in the order of `candidates`: the one to whom the question was passed; else those who
 * are available and not full; else everyone who may be asked and is not full; else everyone who may be asked. Only
 * reachable librarians are asked. A busy librarian is asked only if the question was passed to them.
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
  const intended = reachable.filter(({ librarian }) => librarian === meant);
  const asked = wider ? [...intended, ...askable] : meant === undefined ? tier.slice(0, Math.max(1, turns)) : intended;
  return reachable
    .filter((candidate) => asked.includes(candidate) || before.has(candidate.librarian))
    .map(({ librarian }) => librarian);
};
