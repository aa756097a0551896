import type { DeskName, LibrarianName } from '../roster.ts';

/** The state of asking librarians, and what patrons are shown of it. */

/** Which librarians are asked to answer a conversation. In memory only: who can be asked changes from moment to moment. */
export interface RingState {
  /** The desk that the conversation is at. */
  readonly desk: DeskName | undefined;
  /** The librarian who holds the conversation; undefined while it waits. */
  readonly holder: LibrarianName | undefined;
  /** The librarians who are asked. Empty while somebody holds the conversation. */
  readonly asked: ReadonlySet<LibrarianName>;
  /** Since when there is at least one librarian to deliver its lines to; undefined: there is none. */
  readonly since: number | undefined;
}

export const NOBODY: ReadonlySet<LibrarianName> = new Set();

export const NOT_RINGING: RingState = { desk: undefined, holder: undefined, asked: NOBODY, since: undefined };

/**
 * What a patron's page shows while a line waits, or while the conversation waits for a librarian who cannot be asked now.
 * The members are those of the `wait` frame.
 */
export interface Wait {
  /** How many librarians are asked. Absent while a librarian holds the conversation. */
  asked?: number;
  /**
   * Nobody is asked, because the conversation was passed to a librarian who cannot be asked now: that librarian's display
   * name, or empty where patrons must not read it.
   */
  meant?: string;
  /** No librarian's client has acknowledged the line in time. */
  unconfirmed?: true;
  /** The line has waited for LATE_MS. */
  late?: true;
  /** Seconds within which most questions at this desk are answered. Absent if unknown, or if this wait is already longer. */
  usual?: number;
}
