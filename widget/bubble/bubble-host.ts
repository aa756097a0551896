import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';

/** The element the bubble is in, as its parts see it. */
export interface BubbleHost extends HTMLElement {
  whereabouts: Whereabouts | undefined;
  open(): void;
}
