import type { ToConsole } from '../../../relay/protocol/frames.ts';
import type { Availability } from '../../../relay/protocol/whereabouts.ts';
import type { Thread } from './threads/thread.ts';

/** An event that the librarian may want to notice. Facts only: announcements, alerts and badges add their own wording. */
export type ConsoleNotification =
  /** A conversation has begun to wait. */
  | { kind: 'question'; thread: Thread; text: string }
  /** The patron wrote another line, in a conversation of the librarian's or in one that was announced before. */
  | { kind: 'line'; thread: Thread; text: string }
  /** A colleague consults the librarian about a conversation, or has answered such a question. Patrons see neither. */
  | { kind: 'consulted' | 'aside'; thread: Thread; name: string; text: string }
  /** A colleague holds the conversation now. */
  | { kind: 'held'; thread: Thread; holder?: string }
  | { kind: 'closed'; thread: Thread }
  | { kind: 'patron-left' | 'patron-back'; thread: Thread }
  | { kind: 'quoted'; thread: Thread; holder?: string }
  | { kind: 'refused'; thread: Thread }
  /** What patrons see of the librarian has changed. */
  | { kind: 'shown'; availability: Availability; words?: string }
  /** The patron deleted the conversation: nothing of it is left here. */
  | { kind: 'gone'; word: string };

/** The relay's reminder of questions that nobody has answered. */
export type Reminder = Extract<ToConsole, { kind: 'left' | 'late' }>;

/** Unsent text of a conversation that this console no longer shows. */
export interface LostDraft {
  word: string;
  texts: string[];
}
