import type { DeskName, LibrarianName } from '../roster.ts';

/** How a conversation is asked about: in memory, since who can be asked is of this moment. */
export interface RingState {
  /** The desk that has it. */
  readonly desk: DeskName | undefined;
  /** Whose the conversation is; absent while it waits. */
  readonly holder: LibrarianName | undefined;
  /** Asked, and still to be asked; empty while somebody holds it. */
  readonly asked: ReadonlySet<LibrarianName>;
  /** Since when there is somebody to bring its lines to. */
  readonly since: number | undefined;
}

export const NOBODY: ReadonlySet<LibrarianName> = new Set();

export const NOT_RINGING: RingState = { desk: undefined, holder: undefined, asked: NOBODY, since: undefined };

/**
 * What a patron is told while a line of hers waits, or while her conversation is left for one who cannot be asked now. `asked`
 * is absent where a librarian holds the conversation.
 */
export interface Wait {
  asked?: number;
  /** Nobody is asked, since it was passed to one who cannot be; by her name; empty where patrons may not read that. */
  meant?: string;
  unconfirmed?: true;
  /** She has waited for LATE_MS. */
  late?: true;
  /** Seconds within which most questions at this desk are answered; absent where nobody knows, and where it was longer. */
  usual?: number;
}
