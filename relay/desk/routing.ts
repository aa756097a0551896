import type { Availability } from '../protocol/whereabouts.ts';
import type { LibrarianName } from './roster.ts';

/** A librarian on duty at the desk a question waits at. */
export interface Candidate {
  librarian: LibrarianName;
  availability: Availability;
  /** Could she be handed a line now? */
  reachable: boolean;
}

/** What is known of a question besides who is there. */
export interface Waiting {
  /** Whom its last holder passed it to. */
  meant?: LibrarianName | undefined;
  /** Who was asked already, and keeps being asked. */
  before: ReadonlySet<LibrarianName>;
  /** Nobody confirmed in time: everybody who may be asked is. */
  wider: boolean;
}

/**
 * Who is asked now, in the order of `candidates`: whom it was passed to, else those who are available, else, at once,
 * those who are away on a live link. Who is busy is not asked.
 */
export const rung = (candidates: readonly Candidate[], { meant, before, wider }: Waiting): LibrarianName[] => {
  const reachable = candidates.filter((candidate) => candidate.reachable);
  const askable = reachable.filter(({ availability }) => availability === 'available' || availability === 'away');
  const tiers = [
    askable.filter(({ librarian }) => librarian === meant),
    askable.filter(({ availability }) => availability === 'available'),
    askable,
  ];
  const asked = wider ? askable : (tiers.find((tier) => tier.length > 0) ?? []);
  return reachable
    .filter((candidate) => asked.includes(candidate) || before.has(candidate.librarian))
    .map(({ librarian }) => librarian);
};
