/** A conversation's lines as patrons and consoles see them. Kinds and values only: each side words them itself. */

/** Position in a conversation; only increases, gaps are normal. */
export type Seq = number;

/** What every entry has. `at` is the relay's clock in milliseconds since 1970. */
interface Line {
  seq: Seq;
  /** Unique per (conversation, author); chosen by the page for `said`. */
  id: string;
  at: number;
}

/** What became of a librarian's line after she had said it. Withdrawn, its text is empty. */
interface Revision {
  revised?: 'edited' | 'withdrawn';
}

/** Who ended a conversation; `relay`: nobody was there any more. */
export type Closer = 'patron' | 'librarian' | 'relay';

/** A catalogue record a patron chose to attach. */
export interface RecordNote {
  title: string;
  url?: string;
}

/**
 * As patrons see it. `name` is a librarian's display name; absent where she hides it. `passed.to` and `lapsed.to` are the display
 * name of whose it is then, `moved.to` the title of a desk.
 * Lines by a librarian who neither held nor joined the conversation are never here. A line that comes again with a seq
 * the page has is that line as its author has changed it since: it replaces the one before.
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
 * As consoles see it. `librarian` is an account name of the config, `name` her display name. `blocked`: she has ended it so
 * that nothing more comes from there.
 * `shown: false`: the patron does not see this line, because its author neither held nor joined the conversation; with
 * `aside`, because she was asked beside it, and this is for those who have it. `toName`: a colleague's display name, or a
 * desk's title. Nor does the patron see `note`, or `asked`.
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

/** How far a party has got: both only increase, `seen` is at most `delivered`. 0: not yet. */
export interface Mark {
  delivered: Seq;
  seen: Seq;
}
