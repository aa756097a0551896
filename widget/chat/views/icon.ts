import { html } from 'lit';
import type { Availability } from '../../../relay/protocol/whereabouts.ts';
import type { Reader } from './reader.ts';

/** An icon whose outline is this path, on a canvas of 24 by 24. */
export const icon = (path: string) => html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;

/** The sign of the bubble. Its path is inside quotation marks in a CSS value; until it is known, the place is empty. */
export const sign = (availability: Availability, { signs }: Reader) => html`
  <svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path d=${signs?.[availability].split('"')[1]} /></svg>
`;
