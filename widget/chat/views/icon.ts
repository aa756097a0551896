import { html } from 'lit';
import { SIGNS, type Sign } from '../../signs.ts';

/** Drawn with a pen, on 24×24. */
const LINES = {
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M12 20V5M5.5 11.5L12 5l6.5 6.5',
  down: 'M12 4v15M5.5 12.5L12 19l6.5-6.5',
  more: 'M6 9.5l6 6 6-6',
  sending: 'M12 3a9 9 0 1 0 .01 0zM12 7.5V12l3 2',
  kept: 'M4 12.5l5 5L20 6.5',
  delivered: 'M1.5 12.5l5 5 11-11M11.5 16l1.5 1.5 9.5-11',
  seen: 'M2 12q10-13 20 0-10 13-20 0zM12 9.2a2.8 2.8 0 1 0 .01 0z',
  failed: 'M12 3a9 9 0 1 0 .01 0zM12 7.5v5.5M12 16.2v.3',
};

export const icon = (name: keyof typeof LINES) =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${LINES[name]} /></svg>`;

export const sign = (name: Sign) =>
  html`<svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path d=${SIGNS[name]} /></svg>`;
