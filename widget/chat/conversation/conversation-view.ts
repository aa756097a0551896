/** What the chat shows of a conversation. */
import type { PatronEntry, Seq } from '../../../relay/protocol/entries.ts';
import type { PageLimits, SorryCode, ToPatron } from '../../../relay/protocol/frames.ts';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import type { LinkState } from '../../shared/relay-link.ts';
import type { KeyKeeper } from './key-keeper.ts';

/**
 * The state of a patron's line. `sending`: it is only in this page. `kept`: it is on the relay's disk. `delivered`: a
 * librarian's client has received it. `seen`: a librarian has seen it. `failed`: the relay has refused it (`failure`); the
 * patron can try again.
 */
export type Tick = 'sending' | 'kept' | 'delivered' | 'seen' | 'failed';

/** A line of the patron. `seq`: after the relay has kept it. `at`: by this page's clock, and by the relay's once kept. */
export interface OwnLine {
  kind: 'said';
  by: 'patron';
  id: string;
  seq?: Seq;
  at: number;
  text: string;
  tick: Tick;
  failure?: SorryCode;
}

/** What others said or did, as the relay sends it. */
export type TheirLine = Exclude<PatronEntry, { kind: 'said'; by: 'patron' }>;

export type Line = OwnLine | TheirLine;

/**
 * The state of a question that waits: how many librarians are asked now (absent: one librarian answers), whether none of
 * them has received it yet, and how long an answer usually takes.
 */
export type Wait = Omit<Extract<ToPatron, { kind: 'wait' }>, 'kind'>;

/** The key of a line in a list of lines. It is not always the id, because ids are unique only among one author's lines. */
export const lineKey = (line: Line): string => ('tick' in line ? line.id : `${line.seq}`);

/** What the chat shows. Every change makes a new object; lines that did not change stay the same objects. */
export interface ConversationView {
  /** The lines that the relay has kept, in its order; then the lines it has not kept yet, in the order they were sent. */
  lines: readonly Line[];
  link: LinkState;
  /**
   * A code of `Close` or `sorry`. Where `link` is `ended`, the patron can send nothing more from this page; reloading it may
   * help. Otherwise the relay has refused this page for the moment.
   */
  closeCode?: number | SorryCode | undefined;
  /** While the link is unsure, their availability is `unsure` and they name nobody. Absent before the relay's first frame. */
  whereabouts?: Whereabouts | undefined;
  /** Present while a line waits for an answer; from the protocol's frame `wait`. */
  wait?: Wait | undefined;
  /** Present while a librarian types. */
  typing?: { name?: string | undefined } | undefined;
  /** The number of lines from librarians that the patron has not seen. */
  unread: number;
  /**
   * Where the mark "new" is shown: the first line that came while the chat was closed or its page hidden. Absent again when
   * the patron sends a line or closes the chat.
   */
  firstNew?: Seq | undefined;
  /** The patron's key, for the private link. Absent in a view that has no real page, as in tests. */
  keys?: Pick<KeyKeeper, 'key' | 'inUse' | 'hasLink' | 'link'>;
  /** The patron has asked to delete the conversation, and the relay has not confirmed it yet. */
  forgetting: boolean;
  /**
   * Why the conversation has ended. `gone`: the relay has deleted it; lines that were not kept are shown as failed, and the
   * next line starts a new conversation. `cleared`, `forgotten`: the patron has cleared the chat or deleted the
   * conversation, here or in another tab.
   */
  ended?: 'gone' | 'cleared' | 'forgotten' | undefined;
  /** Why the relay refuses lines for the moment. The page sends them again by itself. */
  sorry?: SorryCode | undefined;
  limits: PageLimits;
}
