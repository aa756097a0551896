import type { ConsoleEntry, Mark, PatronEntry, RecordNote, Seq } from './entries.ts';
import type { Member, OtherDesk } from './team.ts';
import type { Availability, StatedAvailability, Whereabouts } from './whereabouts.ts';

/**
 * Why something a correct page sent was not done. `final`: sending it again will not help.
 *
 * - `gone`: the conversation is forgotten or unknown (final; the key is of no use any more)
 * - `unknown-desk`: the relay has no such desk (final)
 * - `too-long`, `empty`: the text of a `say`, `name`, `about` or of words; `empty` also a closing of a desk that would be over (final)
 * - `other-content`: this id was used for another text (final)
 * - `too-many`: this conversation takes no more lines for now, or ever (see `final`)
 * - `not-kept`: the relay cannot write at the moment; the page keeps the line and tries again
 * - `blocked`: the desk takes nothing from this network, or in this conversation, for now (final)
 * - `paused`: the desk takes no new conversation for now; said later, the line may be taken (final)
 * - `not-yours`: the conversation is held by a colleague, or the desk is not hers (console; final)
 * - `not-there`: the colleague who was to be asked cannot be reached now (console; final)
 * - `no-place`: her words name none of the places her desk has a list of (console; final)
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

export interface Sorry {
  kind: 'sorry';
  code: SorryCode;
  /** The `say` it is about. */
  id?: string;
  final: boolean;
}

/** The limits a page needs to know of this relay. */
export interface PageLimits {
  /** UTF-16 code units of a line. */
  text: number;
}

/** Page to relay, on `/socket`. */
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
 * Relay to page. `welcome.after` is the last seq the relay has of this conversation (0: none yet); the
 * entries the page lacks follow at once. `mark` is how far librarians have got with the patron's lines.
 * `wait`, while a line of the patron waits for an answer: how many librarians are asked now (absent: one has the
 * conversation), and whether no librarian's program has confirmed that it has the line. With neither: nothing waits.
 * `meant`: nobody is asked, since it was passed to one who cannot be now; also where everything is answered. `late`: she has
 * waited for long, and need not wait here. `usual`: seconds within which most are answered, where that is known.
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

/** A librarian's statement as her console says it. `until`: milliseconds since 1970. */
export interface SaidStatement {
  availability: StatedAvailability;
  words?: string;
  until?: number;
}

/** A conversation as listed in a console. */
export interface ConversationCard {
  id: string;
  /** The readable name of the patron's side, such as `heron-k2x9m4tq`; never her own name. */
  word: string;
  desk: string;
  begunAt: number;
  /** `held`: a colleague answers; the console takes it off its list. */
  state: 'waiting' | 'mine' | 'held' | 'closed';
  /** Display name of who answers, where it is held or mine. */
  holder?: string;
  /** She was asked beside it: what she says is for those who have it, unseen by the patron. */
  consulted?: true;
  /** Since when a line of the patron waits for an answer, where one does. */
  waitingSince?: number;
  /** Is one of her pages connected? */
  patronHere: boolean;
  /** How far her pages have got. */
  mark: Mark;
}

/**
 * One of her desks. `closed`: somebody has closed it out of its hours; `paused`: it takes no new conversation; `mayClose`:
 * she may do both, and open it again; `replies`: it has some.
 */
export interface DutyRow {
  desk: string;
  name: string;
  on: boolean;
  closes?: number;
  closed?: { until?: number; words?: string };
  paused?: { until?: number };
  mayClose?: true;
  replies?: true;
}

/** What a desk's librarians say again and again, as she would say it now; `lacks`: the placeholder without a value now. */
export type Reply = { code: string } & ({ text: string } | { lacks: string });
/** What a colleague who went off duty has left for whoever comes next. */
export interface HandOver {
  /** Her account. */
  by: string;
  name: string;
  desk: string;
  at: number;
  text: string;
}

/** What a librarian sees of herself: her statement, what patrons see of it, and duty. */
export interface OwnStatus {
  librarian: string;
  name: string;
  statement?: SaidStatement & { at: number };
  /** What patrons are shown of her now. Absent words: nothing said, or not published. */
  shown: { availability: Availability; words?: string; until?: number; told?: true; overdue?: true; since?: number };
  /** `undecided`: never asked; patrons see availability only. `hidden`: neither name, words nor time. */
  publish: 'undecided' | 'shown' | 'hidden';
  /** Per desk she serves. */
  duty: DutyRow[];
  /** What she said before, newest first, without repeats. */
  recent: SaidStatement[];
  /** The places to choose from instead of free words, where her first desk has such a list. */
  places?: readonly string[];
  /** Notes left at desks where she is on duty, that she has not put away. */
  handOvers?: HandOver[];
  /** Her return time has passed and she was not heard from: ask "back?". Gone once any of her consoles said `asked`. */
  askBack?: true;
}

/**
 * Console to relay, on `/console/socket`. `have`: the last seq the console has of each conversation. `asked`: she has
 * answered "back?" with no; `at` is that of the statement it was about. `duty.note`, with `on: false`: for whoever comes on
 * duty there next. `put-away`: she has read the notes that `by` left up to `at`. `close-desk`: out of its hours, from now on;
 * without `until`, until further notice; `pause-desk` alike; `open-desk` ends both. `block`: ends the conversation, and
 * refuses new ones from where it came. `replies`: asks for those of a desk.
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
  | { kind: 'state'; statement: SaidStatement }
  | { kind: 'duty'; desk: string; on: boolean; note?: string }
  | { kind: 'put-away'; by: string; at: number }
  | { kind: 'close-desk'; desk: string; until?: number; words?: string }
  | { kind: 'pause-desk'; desk: string; until?: number }
  | { kind: 'open-desk'; desk: string }
  | { kind: 'publish'; shown: boolean }
  | { kind: 'asked'; at: number }
  | { kind: 'still' };

/**
 * Relay to console. After `welcome` come a `conversation` for each one waiting or hers, with the entries
 * she lacks; any other conversation the console still has is not hers to show any more.
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
