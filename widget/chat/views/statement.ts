import { html } from 'lit';
import type { LibrarianWhereabouts } from '../../../relay/protocol/whereabouts.ts';
import type { Reader } from './reader.ts';
import { untilOf } from './until.ts';

/** Her words as she typed them, and when she is back; `signed` with her name where she is the only one. */
export const statement = (said: Partial<LibrarianWhereabouts>, zone: string, reader: Reader, signed?: string) => {
  const until = untilOf(said, zone, reader);
  return [
    said.words &&
      html`<p class="words"><q .textContent=${reader.words.quoted(said.words)}></q> ${signed && html`<span .textContent=${`— ${signed}`}></span>`}</p>`,
    until && html`<p class="until" .textContent=${until}></p>`,
  ];
};
