import type { LibrarianName } from './roster.ts';

/** How a conversation is asked about: in memory, since who can be asked is of this moment. */
export interface Ring {
  /** Whose the conversation is; absent while it waits. */
  readonly holder: LibrarianName | undefined;
  /** Asked, and still to be asked; empty while somebody holds it. */
  readonly asked: ReadonlySet<LibrarianName>;
  /** Since when there is somebody to bring its lines to. */
  readonly since: number | undefined;
}

export const NOBODY: ReadonlySet<LibrarianName> = new Set();

export const UNASKED: Ring = { holder: undefined, asked: NOBODY, since: undefined };

/** What a patron is told while a line of hers waits. `asked` is absent where a librarian holds the conversation. */
export interface Wait {
  asked?: number;
  unconfirmed?: true;
}
