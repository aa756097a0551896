import type { Closer, Mark, RecordNote, Seq } from '../protocol/entries.ts';
import type { DeskName, LibrarianName } from './roster.ts';

/** A conversation as it is kept. The stores know these shapes and nothing of what they mean. */

/** The hash of the patron's key: whoever has the key has the conversation, and nobody can go back from this to the key. */
export type ConversationId = string;

/** Who wrote an entry. Ids are unique per conversation and author. */
export type Author = 'patron' | 'relay' | `librarian:${LibrarianName}`;

/** Somebody with a mark: how far the patron's pages, or a librarian's clients, have got; `handed`: what was sent to her client. */
export type Party = 'patron' | `librarian:${LibrarianName}` | `handed:${LibrarianName}`;

/**
 * What an entry says. `claimed`, `passed`, `joined`: by its author. `lapsed`: by the relay, of `librarian`; for what waits
 * `since` then, and not where that was answered meanwhile; to whom takes part beside her, or to nobody.
 * A librarian's first `said` in a conversation nobody holds is her claim, without a `claimed` beside it.
 * `edited`, `withdrawn`: of the line `of` that its author said before; of several the last one counts. `passed` with a
 * `to`: to her, before anybody else. `moved`: to another desk, by its holder, or by the relay while nobody holds it. A `note`
 * is for whoever has it next. `asked`: a colleague, beside the conversation; what she says then is for its holder. Patrons
 * see neither notes nor that somebody was asked. `late`: a question that waits for too long was told to `to`. `closed` and
 * `blocked`: nothing more is taken from where it came, for some time.
 */
export type What =
  | { kind: 'said'; text: string }
  | { kind: 'claimed' }
  | { kind: 'edited'; of: Seq; text: string }
  | { kind: 'withdrawn'; of: Seq }
  | { kind: 'passed'; to?: LibrarianName; note?: string }
  | { kind: 'moved'; to: DeskName; note?: string }
  | { kind: 'asked'; whom: LibrarianName; text: string }
  | { kind: 'joined' }
  | { kind: 'lapsed'; librarian: LibrarianName; since?: number; to?: LibrarianName }
  | { kind: 'noted'; topic: 'name'; text: string }
  | { kind: 'noted'; topic: 'record'; record: RecordNote }
  | { kind: 'late'; to: LibrarianName }
  | { kind: 'closed'; by: Closer; blocked?: true };

export interface NewEntry {
  id: string;
  author: Author;
  at: number;
  what: What;
}

export interface Entry extends NewEntry {
  seq: Seq;
}

/** What a conversation is begun with; the first entry's opening stays. */
export interface Opening {
  desk: DeskName;
  /** Readable, never reused: `heron-k2x9m4tq`. */
  word: string;
}

/** A conversation without its lines. */
export interface Card extends Opening {
  id: ConversationId;
  begunAt: number;
  /** When the last entry was kept. */
  lastAt: number;
  lastSeq: Seq;
  /** The last `said` or `closed` is a `closed`. */
  closed: boolean;
  /** When the last page of the patron left; absent while one is connected, or before any left. */
  leftAt?: number;
}

export type Marks = ReadonlyMap<Party, Mark>;

export const librarianOf = (party: Author | Party): LibrarianName | undefined =>
  party.startsWith('librarian:') ? party.slice('librarian:'.length) : undefined;
