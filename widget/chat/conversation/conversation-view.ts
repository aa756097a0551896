import type { PatronEntry, Seq } from '../../../relay/protocol/entries.ts';
import type { PageLimits, SorryCode, ToPatron } from '../../../relay/protocol/frames.ts';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import type { LinkState } from '../../shared/relay-link.ts';
import type { KeyKeeper } from './key-keeper.ts';

/**
 * How far a line of the patron has got. `sending`: it is in this page only. `kept`: on the relay's disk. `delivered`: a
 * librarian's program took it. `seen`: she did. `failed`: the relay will not have it (`failure`), until tried again.
 */
export type Tick = 'sending' | 'kept' | 'delivered' | 'seen' | 'failed';

/** A line of the patron. `seq` once it is kept; `at`: this page's clock, then the relay's. */
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

/** What others did, as the relay tells it. */
export type TheirLine = Exclude<PatronEntry, { kind: 'said'; by: 'patron' }>;

export type Line = OwnLine | TheirLine;

/** How many librarians are asked now (absent: one answers), whether none has got it yet, and for how long it takes. */
export type Wait = Omit<Extract<ToPatron, { kind: 'wait' }>, 'kind'>;

/** For keyed lists: ids are unique per author only. */
export const lineKey = (line: Line): string => ('tick' in line ? line.id : `${line.seq}`);

/** What the chat shows. A new object after every change; lines that did not change are the same objects. */
export interface ConversationView {
  /** Kept ones in the relay's order, then those not kept yet in the order they were said. */
  lines: readonly Line[];
  link: LinkState;
  /**
   * A code of `Close` or `sorry`. Where `link` is `ended`, nothing more can be said: this page is of no use any more, a
   * reloaded one may be. Else the relay has turned this page away for the moment.
   */
  closeCode?: number | SorryCode | undefined;
  /** Availability `unsure`, and nobody named, where the link is unsure. Absent before the relay's first word. */
  whereabouts?: Whereabouts | undefined;
  /** While a line waits, as `wait` of the protocol has it. */
  wait?: Wait | undefined;
  /** A librarian types. */
  typing?: { name?: string | undefined } | undefined;
  /** Lines of librarians that were not seen. */
  unread: number;
  /** Where "new" begins: the first line that came while the chat was shut or its page hidden; until she speaks or shuts it. */
  firstNew?: Seq | undefined;
  /** Her key, for a link to come back by. Absent in views no page of hers is behind. */
  keys?: Pick<KeyKeeper, 'key' | 'inUse' | 'hasLink' | 'link'>;
  /** `forget` was asked for and the relay has not said yet that it is done. */
  forgetting: boolean;
  /**
   * Why this screen is empty, or goes no further. `gone`: the relay has forgotten the conversation; lines not kept
   * stand as failed, and the next one begins anew. `cleared`, `forgotten`: by the patron, here or in another tab.
   */
  ended?: 'gone' | 'cleared' | 'forgotten' | undefined;
  /** Why the relay takes nothing for the moment: what she said goes out again by itself. */
  sorry?: SorryCode | undefined;
  limits: PageLimits;
}
