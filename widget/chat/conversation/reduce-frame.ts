/** How a frame from the relay changes the state of a conversation. */
import type { Mark, PatronEntry, Seq } from '../../../relay/protocol/entries.ts';
import type { ToPatron } from '../../../relay/protocol/frames.ts';
import { MAX_TEXT } from '../../../relay/protocol/limits.ts';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import { unsure } from '../../shared/signs.ts';
import type { ConversationView } from './conversation-view.ts';
import type { KeyKeeper } from './key-keeper.ts';
import { cutAfter, lineOf, placed, ticked, unseen } from './lines.ts';

/** What the chat shows, and the values from which it is computed. */
export interface ConversationState extends ConversationView {
  /** The whereabouts that the relay sent last, even if they are too old to be trusted. */
  known?: Whereabouts | undefined;
  /** Up to where librarians have received and seen the patron's lines. */
  mark: Mark;
}

const NO_MARK: Mark = { delivered: 0, seen: 0 };

export const FIRST_STATE: ConversationState = {
  lines: [],
  link: 'ended',
  unread: 0,
  forgetting: false,
  limits: { text: MAX_TEXT },
  mark: NO_MARK,
};

/** The values that are reset when a conversation has ended. */
export const ENDED_STATE: Partial<ConversationState> = {
  mark: NO_MARK,
  forgetting: false,
  wait: undefined,
  typing: undefined,
  firstNew: undefined,
};

/** The state after a change, with the values that are computed from the rest of it and from the keys. */
export const changed = (
  before: ConversationState,
  change: Partial<ConversationState>,
  keys: KeyKeeper,
): ConversationState => {
  const state = { ...before, ...change, keys };
  const { known, link, ended, lines } = state;
  const trusted = link === 'live' || link === 'connecting';
  state.whereabouts = trusted ? known : known && unsure(known);
  state.unread = ended === 'gone' ? 0 : unseen(lines, keys.seen);
  return state;
};

/** What a frame changes. `seenNow`: the patron has seen everything up to here; infinite while the patron is looking. */
export const reduceFrame = (state: ConversationState, frame: ToPatron, seenNow: Seq): Partial<ConversationState> => {
  const { lines, ended } = state;
  switch (frame.kind) {
    case 'welcome':
      return {
        known: frame.whereabouts,
        limits: frame.limits,
        wait: undefined,
        sorry: undefined,
        // The lines of a conversation that is gone are shown until the patron sends a new line.
        lines: ended === 'gone' ? lines : cutAfter(lines, frame.after),
      };
    case 'kept': {
      const line = lines.find(({ id, seq }) => id === frame.id && !seq);
      if (!line) return {};
      // as: a line with a seq is an entry
      return { ...arrived(state, { ...line, seq: frame.seq, at: frame.at } as PatronEntry, seenNow), sorry: undefined };
    }
    case 'entry':
      return arrived(state, frame.entry, seenNow);
    case 'mark':
      return { mark: frame, lines: ticked(lines, frame) };
    case 'typing':
      return { typing: frame.on ? { name: frame.name } : undefined };
    case 'whereabouts':
      return { known: frame.whereabouts };
    case 'wait':
      return { wait: frame };
    default:
      return {};
  }
};

const arrived = (state: ConversationState, entry: PatronEntry, seenNow: Seq): Partial<ConversationState> => {
  const lines = ticked(placed(state.lines, lineOf(entry)), state.mark);
  const theirs = entry.kind === 'said' && entry.by === 'librarian';
  if (!theirs) return entry.kind === 'claimed' || entry.kind === 'closed' ? { lines, wait: undefined } : { lines };
  const firstNew = state.firstNew ?? (entry.seq > seenNow ? entry.seq : undefined);
  return { lines, firstNew, wait: undefined, typing: undefined };
};
