import type { Closer, Mark, RecordNote, Seq } from '../protocol/entries.ts';
import type { DeskName, LibrarianName } from './roster.ts';

/** The stored shapes of a conversation: entries, card and marks. The stores read and write them without interpreting them. */

/**
 * The hash of the patron's key. Whoever has the key has the conversation, and the key cannot be computed from the hash.
 */
export type ConversationId = string;

/** Who wrote an entry. Entry ids are unique per conversation and author. */
export type Author = 'patron' | 'relay' | `librarian:${LibrarianName}`;

/**
 * Whose mark it is. `patron`: how far the patron's pages have got. `librarian:`: how far a librarian's clients have got.
 * `handed:`: how far entries were sent to a librarian's messenger, whether or not it acknowledged them.
 */
export type Party = 'patron' | `librarian:${LibrarianName}` | `handed:${LibrarianName}`;

/**
 * What an entry says. The kinds and their members are fixed by the data file.
 *
 * - `said`: a line of the patron or of a librarian. A librarian's first line in a conversation that nobody holds also
 *   claims it, without a separate `claimed`.
 * - `claimed`: the author takes the conversation without saying anything.
 * - `edited`, `withdrawn`: the author changed or withdrew their own line `of`. Of several revisions the last one counts.
 * - `passed`: the holder gave the conversation back to the desk; with `to`, to that colleague before anybody else.
 * - `moved`: to the desk `to`, by the holder, or by the relay while nobody holds the conversation.
 * - `asked`: the author asked the colleague `whom` for help. The colleague's next line is for the librarians who have the
 *   conversation. Patrons do not see that somebody was asked.
 * - `joined`: the author takes part in the conversation as well as the holder.
 * - `lapsed`: the relay took the conversation from `librarian`, who could not be reached. It then belongs to `to`, a
 *   colleague who takes part in it, or to nobody. With `since`, the entry takes effect only while the question that has
 *   waited since then is still unanswered.
 * - `noted`: the patron's name, or a catalogue record that the patron attached.
 * - `late`: the librarian `to` was notified that the question has waited for too long.
 * - `closed`: by the patron, a librarian or the relay. `blocked`: for some time the relay takes nothing more from the
 *   networks that the conversation came from.
 *
 * A `note` is for the librarian who has the conversation next; patrons do not see it.
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

/** What a conversation is started with. The opening of its first entry is final. */
export interface Opening {
  desk: DeskName;
  /** The readable name of the conversation, which is never used again: `heron-k2x9m4tq`. */
  word: string;
}

/** A conversation without its entries. */
export interface Card extends Opening {
  id: ConversationId;
  begunAt: number;
  /** When the last entry was stored. */
  lastAt: number;
  lastSeq: Seq;
  /** True if the last `said` or `closed` entry is a `closed`. */
  closed: boolean;
  /** When the patron's last page left. Absent while a page is connected, and before any has left. */
  leftAt?: number;
}

export type Marks = ReadonlyMap<Party, Mark>;

/** The account name in `librarian:NAME`; undefined for every other author or party. */
export const librarianOf = (party: Author | Party): LibrarianName | undefined =>
  party.startsWith('librarian:') ? party.slice('librarian:'.length) : undefined;
