import type { Availability } from '../../relay/protocol/whereabouts.ts';
import type { EN } from '../strings/bubble.en.ts';

export type Phrases = typeof EN;

/** What travels with the whereabouts as `phrases`: the bubble's words in one language, and the desk's signs. */
export interface BubbleWords extends Phrases {
  /** Values of `clip-path`. */
  signs: Record<Availability, string>;
}
