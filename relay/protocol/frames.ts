import type { ConsoleEntry, Mark, PatronEntry, RecordNote, Seq } from './entries.ts';
import type { Member, OtherDesk } from './team.ts';
import type { Availability, StatedAvailability, Whereabouts } from './whereabouts.ts';

/**
 * The frames between pages and the relay. A frame is one WebSocket text message with one JSON object. There are four directions:
 * FromPatron and ToPatron on `/socket`, FromConsole and ToConsole on `/console/socket`. PROTOCOL.md says who sends what when.
 * Times are milliseconds since 1970 by the relay's clock.
 */

/**
 * Why the relay did not do what a correct page asked for. "Final" codes come with `final: true`: sending the same again will not
 * help.
 *
 * - `gone`: the conversation was deleted, or is unknown (final; the key is of no use any more)
 * - `unknown-desk`: the relay has no such desk (final)
 * - `too-long`, `empty`: the text of a `say`, `name` or `about`, or the words of a statement; `empty` is also the answer to a
 *   `close-desk` whose `until` has passed (final)
 * - `other-content`: this id was used before, for another text (final)
 * - `too-many`: the conversation takes no more lines for now, or none ever (see `final`)
 * - `not-kept`: the relay cannot write at the moment. The page keeps the line and sends it again
 * - `blocked`: for now the desk takes nothing from this network, or nothing in this conversation (final)
 * - `paused`: the desk takes no new conversation for now. A line that is sent later may be taken (final)
 * - `not-yours`: a colleague holds the conversation, or the librarian does not serve the desk (console; final)
 * - `not-there`: the colleague who was asked for help cannot be reached now (console; final)
 * - `no-place`: the words name none of the desk's places, where the desk has a list of them (console; final)
 */
export type SorryCode =
  | 'gone'
  | 'unknown-desk'
  | 'too-long'
  | 'empty'
  | 'other-content'
  | 'too-many'
  | 'not-kept'
  | 'blocked'
  | 'paused'
  | 'not-yours'
  | 'not-there'
  | 'no-place';

/** The relay refuses a frame. */
export interface Sorry {
  kind: 'sorry';
  code: SorryCode;
  /** The id of the `say`, `name` or `about` that was refused. */
  id?: string;
  final: boolean;
}

/** The limits of this relay that a page needs to know. */
export interface PageLimits {
  /** The longest line, in UTF-16 code units. */
  text: number;
}

/**
 * Patron's page to relay, on `/socket`.
 *
 * - `hello`: the first frame. `key` names the conversation, and `after` is the last `seq` the page has of it, 0 for none.
 * - `say`: a line. The page chooses the `id`; the same id with the same text is one entry, however often it is sent.
 * - `typing`: the patron types (`on: true`), or has stopped. It expires after TYPING_SECONDS.
 * - `mark`: how far the page has got with the entries.
 * - `name`: the name that the patron wants to be called by. `about`: a catalogue record that the patron attaches.
 * - `still`: a ping; the relay answers with `still`. (The name is fixed by the wire.)
 * - `close`: the patron has finished and waits for no answer. `forget`: the patron wants the conversation deleted.
 */
export type FromPatron =
  | { kind: 'hello'; version: number; desk: string; key: string; after: Seq }
  | { kind: 'say'; id: string; text: string }
  | { kind: 'typing'; on: boolean }
  | ({ kind: 'mark' } & Mark)
  | { kind: 'name'; id: string; text: string }
  | { kind: 'about'; id: string; record: RecordNote }
  | { kind: 'still' }
  | { kind: 'close' }
  | { kind: 'forget' };

/**
 * Relay to patron's page.
 *
 * - `welcome`: the answer to `hello`. `after` is the last `seq` that the relay has of the conversation, 0 for none. The entries that
 *   the page does not have follow at once.
 * - `kept`: the line with this id is synced to disk, as the entry `seq`.
 * - `entry`: an entry that this page did not send itself.
 * - `mark`: how far librarians' clients have got with the conversation.
 * - `typing`: a librarian types, or has stopped.
 * - `whereabouts`: the desk's whereabouts changed.
 * - `wait`: the state of a line of the patron that waits for an answer.
 *   - `asked`: how many librarians are notified of it now; 0: nobody can be. It is absent once a librarian has the conversation.
 *   - `meant`: nobody is notified, because the conversation was passed to a librarian who cannot be reached now. It is that
 *     librarian's display name, or empty where patrons may not read the name. It may also come while every line is answered.
 *   - `unconfirmed`: no librarian's client has confirmed that it received the line.
 *   - `late`: the line has waited for long; the patron need not wait on the page for an answer.
 *   - `usual`: the number of seconds within which most questions are answered here, where that is known.
 *   - With neither `asked` nor `unconfirmed`, no line waits, or a librarian has the conversation and has received the line.
 * - `still`: the pong to a `still`.
 * - `gone`: the conversation was deleted. The page empties itself and drops the key.
 */
export type ToPatron =
  | { kind: 'welcome'; version: number; after: Seq; whereabouts: Whereabouts; limits: PageLimits }
  | { kind: 'kept'; id: string; seq: Seq; at: number }
  | { kind: 'entry'; entry: PatronEntry }
  | ({ kind: 'mark' } & Mark)
  | { kind: 'typing'; on: boolean; name?: string }
  | { kind: 'whereabouts'; whereabouts: Whereabouts }
  | { kind: 'wait'; asked?: number; meant?: string; unconfirmed?: true; late?: true; usual?: number }
  | { kind: 'still' }
  | { kind: 'gone' }
  | Sorry;

/** A librarian's statement about themselves, as their console sends it. */
export interface ConsoleStatement {
  availability: StatedAvailability;
  /** At most MAX_WORDS. */
  words?: string;
  /** When the librarian is back, or no longer busy. */
  until?: number;
}

/** A conversation as a console lists it: everything but its entries. */
export interface ConversationCard {
  id: string;
  /** The readable name that the relay gave the conversation, such as `heron-k2x9m4tq`. It is never the patron's own name. */
  word: string;
  desk: string;
  begunAt: number;
  /** `mine`: this librarian answers. `held`: a colleague answers, so the console takes the conversation off its list. */
  state: 'waiting' | 'mine' | 'held' | 'closed';
  /** The display name of the librarian who answers, where `state` is `held` or `mine`. */
  holder?: string;
  /** A colleague asked this librarian for help: this librarian's next line goes to the librarians who have the conversation, not to the patron. */
  consulted?: true;
  /** Since when a line of the patron waits for an answer. Absent while none waits. */
  waitingSince?: number;
  /** At least one of the patron's pages is connected. */
  patronHere: boolean;
  /** How far the patron's pages have got. */
  mark: Mark;
}

/** One of the desks that a librarian serves. */
export interface DutyRow {
  desk: string;
  /** The desk's title. */
  name: string;
  /** The librarian is on duty at this desk. */
  on: boolean;
  /** When the desk closes, where it has hours and is open. */
  closes?: number;
  /** A librarian has closed the desk during its hours, until `until` or until further notice. */
  closed?: { until?: number; words?: string };
  /** The desk takes no new conversation, until `until` or until further notice. */
  paused?: { until?: number };
  /** This librarian may close, pause and open the desk. */
  mayClose?: true;
  /** The desk has canned replies. */
  replies?: true;
}

/** A canned reply of a desk, with its placeholders replaced; `lacks`: the placeholder that has no value now, so that there is no text. */
export type Reply = { code: string } & ({ text: string } | { lacks: string });

/** A note that a colleague left when they went off duty, for the librarians who come on duty next. */
export interface ShiftNote {
  /** The account name of the colleague. */
  by: string;
  /** The display name of the colleague. */
  name: string;
  desk: string;
  at: number;
  text: string;
}

/** What a console shows its own librarian about themselves. */
export interface OwnStatus {
  /** The account name. */
  librarian: string;
  /** The display name. */
  name: string;
  /** What the librarian said last, and when. */
  statement?: ConsoleStatement & { at: number };
  /**
   * What patrons are shown of the librarian now; the members are those of LibrarianWhereabouts. `words` is absent where the
   * librarian said none, or does not publish them.
   */
  shown: { availability: Availability; words?: string; until?: number; told?: true; overdue?: true; since?: number };
  /** `undecided`: the librarian has not chosen yet, and patrons see their availability only. `hidden`: patrons see neither name, words nor time. */
  publish: 'undecided' | 'shown' | 'hidden';
  /** One row for each desk that the librarian serves. */
  duty: DutyRow[];
  /** The librarian's earlier statements, newest first, without repeats. */
  recent: ConsoleStatement[];
  /** The places to choose from instead of free words, where the librarian's first desk has a list of them. */
  places?: readonly string[];
  /** Notes at the desks where the librarian is on duty, except those that the librarian has dismissed. */
  handOvers?: ShiftNote[];
  /** The return time has passed and the librarian has done nothing since: ask whether they are back. It ends when a console sends `asked`. */
  askBack?: true;
}

/**
 * Console to relay, on `/console/socket`. Frames about a conversation carry its id in `conversation`.
 *
 * - `hello`: the first frame. `have` is the last `seq` that the console has of each conversation.
 * - `say`: a line to the patron. `typing` and `mark`: as from a patron's page. `still`: a ping.
 * - `take`: the librarian claims the conversation. `close`: the librarian ends it.
 * - `pass`: the librarian hands it to the colleague `to`, or back to the desk. `move`: to another desk. The `note` is for the librarian
 *   who has the conversation next.
 * - `ask`: asks the colleague `whom` for help with it. `join`: takes part next to the colleague who answers.
 * - `block`: ends the conversation, and for some time refuses new ones from the networks that it came from.
 * - `replies`: requests the canned replies of a desk.
 * - `state`: the librarian's statement. `publish`: whether patrons may see the librarian's name, words and times.
 * - `duty`: on or off duty at a desk. With `on: false`, `note` is for the librarians who come on duty there next.
 * - `put-away`: the librarian has read the notes that `by` left up to `at`.
 * - `close-desk`: closes the desk during its hours, from now on; without `until`, until further notice. `pause-desk`: the desk takes no
 *   new conversation, with the same `until`. `open-desk`: ends both.
 * - `asked`: the librarian answered "are you back?" with no. `at` is that of the statement the question was about.
 */
export type FromConsole =
  | { kind: 'hello'; version: number; have: Record<string, Seq> }
  | { kind: 'say'; conversation: string; id: string; text: string }
  | { kind: 'take'; conversation: string }
  | { kind: 'pass'; conversation: string; to?: string; note?: string }
  | { kind: 'move'; conversation: string; desk: string; note?: string }
  | { kind: 'ask'; conversation: string; whom: string; text: string }
  | { kind: 'join'; conversation: string }
  | { kind: 'close'; conversation: string }
  | { kind: 'block'; conversation: string }
  | { kind: 'replies'; desk: string }
  | { kind: 'typing'; conversation: string; on: boolean }
  | ({ kind: 'mark'; conversation: string } & Mark)
  | { kind: 'state'; statement: ConsoleStatement }
  | { kind: 'duty'; desk: string; on: boolean; note?: string }
  | { kind: 'put-away'; by: string; at: number }
  | { kind: 'close-desk'; desk: string; until?: number; words?: string }
  | { kind: 'pause-desk'; desk: string; until?: number }
  | { kind: 'open-desk'; desk: string }
  | { kind: 'publish'; shown: boolean }
  | { kind: 'asked'; at: number }
  | { kind: 'still' };

/**
 * Relay to console.
 *
 * - `welcome`: the answer to `hello`. `conversations` lists those that wait or that the librarian answers; the console drops every other
 *   one it has. A `conversation` for each of them follows, with the entries that the console does not have.
 * - `self`: the librarian's own status changed. `team`: the colleagues and the desks changed. `whereabouts`: a desk's did.
 * - `replies`: the canned replies of a desk.
 * - `conversation`: the card of a conversation is new or changed.
 * - `entry`: an entry. `again`: the console may have received it before.
 * - `kept`: the librarian's own line is stored. `aside`: it is for colleagues only; the patron does not see it.
 * - `typing`: the patron types, or has stopped.
 * - `quoted`: the librarian's line was stored but is not shown to the patron, because somebody else holds the conversation. `holder` is
 *   their display name.
 * - `gone`: the conversation was deleted: by the patron, or by the relay when its retention time was over.
 * - `left`: the librarian came on duty at a desk where `count` questions wait, the oldest since `oldest`.
 * - `late`: a question has waited since `since`, longer than the library wants, and this librarian is the one to be notified. `word` is
 *   the readable name of the conversation.
 * - `still`: the pong to a `still`.
 */
export type ToConsole =
  | {
      kind: 'welcome';
      version: number;
      self: OwnStatus;
      whereabouts: Whereabouts[];
      conversations: string[];
      limits: PageLimits;
    }
  | { kind: 'self'; self: OwnStatus }
  | { kind: 'team'; members: Member[]; desks: OtherDesk[] }
  | { kind: 'whereabouts'; whereabouts: Whereabouts }
  | { kind: 'replies'; desk: string; replies: Reply[] }
  | { kind: 'conversation'; conversation: ConversationCard }
  | { kind: 'entry'; conversation: string; entry: ConsoleEntry; again?: true }
  | { kind: 'kept'; conversation: string; id: string; seq: Seq; at: number; aside?: true }
  | { kind: 'typing'; conversation: string; on: boolean }
  | { kind: 'quoted'; conversation: string; text: string; holder?: string }
  | { kind: 'gone'; conversation: string }
  | { kind: 'left'; desk: string; count: number; oldest: number }
  | { kind: 'late'; desk: string; word: string; since: number }
  | { kind: 'still' }
  | (Sorry & { conversation?: string });
