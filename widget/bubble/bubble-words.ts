/** The texts and icons of the bubble, as the relay sends them. */
import type { Availability } from '../../relay/protocol/whereabouts.ts';
import type { EN } from '../strings/bubble.en.ts';

export type Phrases = typeof EN;

/** The field `phrases` of the relay's answer for the whereabouts: the bubble's texts in one language, and the icons. */
export interface BubbleWords extends Phrases {
  /** The icon of each availability, as a value of the CSS property `clip-path`. */
  signs: Record<Availability, string>;
}
