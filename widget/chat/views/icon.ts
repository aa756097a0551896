import { html } from 'lit/html.js';
import { SIGNS, type Sign } from '../../signs.ts';

/** Drawn with a pen, on 24×24. */
const LINES = {
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M12 20V5M5 12l7-7 7 7',
  down: 'M12 4v15M5 12l7 7 7-7',
  more: 'M6 9l6 6 6-6',
  sending: 'M12 3a9 9 0 1 0 .1 0zM12 7v5l3 2',
  kept: 'M4 12l5 5L20 6',
  delivered: 'M1 12l5 5L17 6M11 16l1 1L23 6',
  seen: 'M2 12q10-12 20 0-10 12-20 0zM12 9a3 3 0 1 0 .1 0z',
  failed: 'M12 3a9 9 0 1 0 .1 0zM12 7v6M12 16v.5',
};

export const icon = (name: keyof typeof LINES) =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${LINES[name]} /></svg>`;

export const sign = (name: Sign) =>
  html`<svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path d=${SIGNS[name]} /></svg>`;
