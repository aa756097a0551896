import { type SVGTemplateResult, svg } from 'lit';
import { SIGNS, type Sign } from '../../shared/signs.ts';

/** Icons of 16 by 16 in the color of the text next to them. Their meaning is always given in words, too. */
const SHAPES = {
  sending:
    'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zm0 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM7.3 5h1.4v2.8l2 1.2-.7 1.2L7.3 8.6z',
  kept: 'M6.3 12.4L2.4 8.5l1.1-1.1 2.8 2.8 6.2-6.2 1.1 1.1z',
  delivered: 'M4.6 12.4L.7 8.5l1.1-1.1 2.8 2.8L10.8 4l1.1 1.1zM9 12.4l-1.2-1.2 1-1.1.2.1L15.2 4l1.1 1.1z',
  seen: 'M8 3.2c3.3 0 6 2.2 7.4 4.8C14 10.6 11.3 12.8 8 12.8S2 10.6.6 8C2 5.4 4.7 3.2 8 3.2zm0 1.5c-2.4 0-4.4 1.4-5.7 3.3 1.3 1.9 3.3 3.3 5.7 3.3s4.4-1.4 5.7-3.3C12.4 6.1 10.4 4.7 8 4.7zm0 1.1a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4z',
  failed: 'M8 1.5L15.3 14H.7zM7.2 6v4h1.6V6zm0 5v1.6h1.6V11z',
  hidden:
    'M2.6 1.5l12 12-1.1 1.1-2.3-2.3a8 8 0 0 1-3.2.6C4.7 12.8 2 10.6.6 8a9.6 9.6 0 0 1 2.7-3.2L1.5 2.6zm1.8 4.3A8 8 0 0 0 2.3 8c1.3 1.9 3.3 3.3 5.7 3.3.7 0 1.4-.1 2-.3l-1.1-1.1A2.2 2.2 0 0 1 6.1 7.1zM8 3.2c3.3 0 6 2.2 7.4 4.8a9.5 9.5 0 0 1-1.7 2.3l-1.1-1.1c.4-.4.8-.8 1.1-1.2C12.4 6.1 10.4 4.7 8 4.7c-.3 0-.6 0-.9.1L5.9 3.5C6.6 3.3 7.3 3.2 8 3.2z',
  here: 'M8 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8z',
  left: 'M8 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zm0 1.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  back: 'M9.5 2.7l1.1 1.1L6.4 8l4.2 4.2-1.1 1.1L4.2 8z',
  down: 'M2.7 6.5l1.1-1.1L8 9.6l4.2-4.2 1.1 1.1L8 11.8z',
  replies:
    'M3 2h10a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H8l-3.5 3v-3H3a2 2 0 0 1-2-2V4c0-1.1.9-2 2-2zm0 1.5a.5.5 0 0 0-.5.5v6c0 .3.2.5.5.5h3v1.3l1.5-1.3H13a.5.5 0 0 0 .5-.5V4a.5.5 0 0 0-.5-.5zM4.5 5.2h7v1.4h-7zm0 2.6h4.5v1.4H4.500z',
  bell: 'M8 1.2a1 1 0 0 1 1 1v.4A4.3 4.3 0 0 1 12.3 6.8V10l1.4 1.6V13H2.3v-1.4L3.7 10V6.8A4.3 4.3 0 0 1 7 2.6v-.4a1 1 0 0 1 1-1zM6.3 13.7h3.4a1.7 1.7 0 0 1-3.4 0z',
  silent:
    'M3.2 1.8l11 11-1.1 1.1-.9-.9H2.3v-1.4L3.7 10V6.8c0-.6.1-1.2.4-1.7l-2-2zm3.1 11.9h3.4a1.7 1.7 0 0 1-3.4 0zM8 1.2a1 1 0 0 1 1 1v.4A4.3 4.3 0 0 1 12.3 6.8V9.7L5.9 3.3c.3-.3.7-.5 1.1-.7v-.4a1 1 0 0 1 1-1z',
} as const;

export type Shape = keyof typeof SHAPES;

export const shape = (name: Shape): SVGTemplateResult =>
  svg`<svg class="shape ${name}" viewBox="0 0 16 16" aria-hidden="true"><path d=${SHAPES[name]} fill-rule="evenodd"></path></svg>`;

export const signShape = (sign: Sign): SVGTemplateResult =>
  svg`<svg class="sign-shape ${sign}" viewBox="0 0 24 24" aria-hidden="true"><path d=${SIGNS[sign]} fill-rule="evenodd"></path></svg>`;
