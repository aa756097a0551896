import { html } from 'lit/html.js';

/** Templates of every kind the chat has; what is drawn is told by data, so that it can be told to a page. */

export type Told = string | number | null | Told[] | View;

export interface View {
  view: keyof typeof VIEWS;
  values: Told[];
}

const VIEWS = {
  text: (one: unknown) => html`${one}`,
  between: (one: unknown, other: unknown) => html`<p>${one}, ${other}</p>and<b>${one}</b>`,
  deep: (one: unknown, other: unknown) => html`<div><hr><span><i>${other}</i> ${one}</span></div>${other}`,
  still: () => html`<svg viewBox="0 0 24 24"><path d="M1 2" /></svg>still`,
  rows: (one: unknown) => html`<table>${[one].flat().map((each) => html`<tr><td>${each}</td></tr>`)}</table>`,
};

/** Attributes take text only. */
const named = (name: string, on: boolean, inner: unknown) =>
  html`<ul lang=${name} ?hidden=${on} title="still"><li>${inner}</li></ul>`;

/** A value as a view gives it. */
export const drawnFor = (told: Told): unknown => {
  if (Array.isArray(told)) return told.map(drawnFor);
  if (typeof told !== 'object' || told === null) return told;
  const [one, other] = told.values.map(drawnFor);
  return typeof one === 'string' && typeof other === 'number'
    ? named(one, other > 0, told.view)
    : VIEWS[told.view](one, other);
};

/** A button that calls the last of these given to it. */
export const button = (press: (event: Event) => void) => html`<button @click=${press}>Press</button>`;

export { render } from 'lit/html.js';
