/**
 * The entries of a conversation, as patrons' pages and consoles receive them. An entry carries kinds and values, never sentences:
 * each page writes its own, in its own language.
 */

/** The position of an entry in its conversation. It only increases; gaps are normal. 0 is before the first entry. */
export type Seq = number;

/** What every entry has. */
interface Line {
  seq: Seq;
  /** Unique for each conversation and author. The page that sends a `said` or a `noted` entry chooses it. */
  id: string;
  /** Milliseconds since 1970 by the relay's clock. */
  at: number;
}

interface Revision {
  /** The librarian has changed this line since it was sent first. The text of a withdrawn line is empty. */
  revised?: 'edited' | 'withdrawn';
}

/** Who ended a conversation. `relay`: the relay did, because nobody was there any more. */
export type Closer = 'patron' | 'librarian' | 'relay';

/** A catalogue record that a patron chose to attach. */
export interface RecordNote {
  /** At most MAX_RECORD_TITLE. */
  title: string;
  /** At most MAX_RECORD_URL. */
  url?: string;
}

/**
 * An entry as patrons see it. `name` is the librarian's display name; it is absent where the librarian hides it.
 *
 * - `said`: a line of the patron or of a librarian. A line by a librarian who neither held nor joined the conversation is never sent
 *   to patrons. Where a line comes again with a `seq` that the page has already, its librarian has changed it: it replaces the one
 *   the page has.
 * - `claimed`: the librarian answers from now on. `joined`: the librarian takes part next to the one who answers.
 * - `lapsed`: the librarian who answered left without handing the conversation on. `passed`: the librarian handed it on. `to` is the
 *   display name of the librarian who has it now; without it the conversation waits for anyone at the desk.
 * - `moved`: the conversation went to another desk, whose title is `to`; without `name` the relay moved it.
 * - `noted`: what the patron gave: a name to be called by, or a catalogue record.
 * - `closed`: the conversation ended; a new line opens it again.
 */
export type PatronEntry = Line &
  (
    | { kind: 'said'; by: 'patron'; text: string }
    | ({ kind: 'said'; by: 'librarian'; name?: string; text: string } & Revision)
    | { kind: 'claimed' | 'joined'; name?: string }
    | { kind: 'lapsed' | 'passed'; name?: string; to?: string }
    | { kind: 'moved'; name?: string; to: string }
    | { kind: 'noted'; topic: 'name'; text: string }
    | { kind: 'noted'; topic: 'record'; record: RecordNote }
    | { kind: 'closed'; by: Closer }
  );

/**
 * An entry as consoles see it: the kinds of PatronEntry, and those that are between librarians. `librarian`, `whom` and `to` are
 * account names of the config (except the `to` of `moved`, which is the name of a desk); `name`, `whomName` and `toName` are the display
 * names that belong to them.
 *
 * - `said`: `shown` is false where the patron does not see the line, because its author neither held nor joined the conversation.
 *   With `aside`, a colleague had been asked for help with this conversation and answers the librarians who have it.
 * - `passed`, `moved`: `note` is for the librarian who has the conversation next. The patron does not see it.
 * - `asked`: the librarian asked the colleague `whom` for help. The patron does not see it.
 * - `late`: the conversation has waited longer than the library wants, and the librarian `to` was notified.
 * - `closed`: with `blocked`, the librarian ended and blocked the conversation: for some time the relay takes nothing more in it, and its
 *   desks take no new conversation from the networks that it came from.
 */
export type ConsoleEntry = Line &
  (
    | { kind: 'said'; by: 'patron'; text: string }
    | ({
        kind: 'said';
        by: 'librarian';
        librarian: string;
        name: string;
        text: string;
        shown: boolean;
        aside?: true;
      } & Revision)
    | { kind: 'claimed' | 'joined'; librarian: string; name: string }
    | { kind: 'lapsed'; librarian: string; name: string; to?: string; toName?: string }
    | { kind: 'passed'; librarian: string; name: string; to?: string; toName?: string; note?: string }
    | { kind: 'moved'; librarian?: string; name?: string; to: string; toName: string; note?: string }
    | { kind: 'asked'; librarian: string; name: string; whom: string; whomName: string; text: string }
    | { kind: 'late'; to: string; toName: string }
    | { kind: 'noted'; topic: 'name'; text: string }
    | { kind: 'noted'; topic: 'record'; record: RecordNote }
    | { kind: 'closed'; by: Closer; librarian?: string; name?: string; blocked?: true }
  );

/** How far a party has got in a conversation. Both numbers only increase, and `seen` is at most `delivered`. 0: nothing yet. */
export interface Mark {
  /** The last entry that reached the party's client. */
  delivered: Seq;
  /** The last entry that was on a visible screen of the party. */
  seen: Seq;
}
