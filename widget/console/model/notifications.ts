import type { ToConsole } from '../../../relay/protocol/frames.ts';
import type { Availability } from '../../../relay/protocol/whereabouts.ts';
import type { Thread } from './threads/thread.ts';

/** What happened that she may want to hear of. Facts only: announcing, ringing and badges word it themselves. */
export type ConsoleNotification =
  /** A conversation waits that did not before. */
  | { kind: 'question'; thread: Thread; text: string }
  /** The patron said more, in a conversation that is hers or that was announced before. */
  | { kind: 'line'; thread: Thread; text: string }
  /** A colleague asks her beside a conversation, or has answered there. */
  | { kind: 'consulted' | 'aside'; thread: Thread; name: string; text: string }
  /** A colleague answers now. */
  | { kind: 'held'; thread: Thread; holder?: string }
  | { kind: 'closed'; thread: Thread }
  | { kind: 'patron-left' | 'patron-back'; thread: Thread }
  | { kind: 'quoted'; thread: Thread; holder?: string }
  | { kind: 'refused'; thread: Thread }
  /** What patrons see of her has changed. */
  | { kind: 'shown'; availability: Availability; words?: string }
  /** The patron had it forgotten: nothing of it is left here. */
  | { kind: 'gone'; word: string };

/** Unsent lines of a conversation that is no longer hers to show. */
/** What she was told of questions that nobody answers. */
export type Reminder = Extract<ToConsole, { kind: 'left' | 'late' }>;

export interface LostDraft {
  word: string;
  texts: string[];
}
