import { html } from 'lit';
import type { Availability } from '../../../relay/protocol/whereabouts.ts';
import type { Reader } from './reader.ts';

/** Drawn with a pen along this path, on 24×24. */
export const icon = (path: string) => html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;

/** The bubble's sign, whose path stands in quotation marks; until it is known, its place. */
export const sign = (availability: Availability, { signs }: Reader) => html`
  <svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path d=${signs?.[availability].split('"')[1]} /></svg>
`;
