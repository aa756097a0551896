import { html } from 'lit';
import type { LibrarianWhereabouts } from '../../../relay/protocol/whereabouts.ts';
import type { Reader } from './reader.ts';
import { untilOf } from './until.ts';

/** A librarian's words as they typed them, and when they are back; `signed`: the name, if the librarian is the only one. */
export const statement = (said: Partial<LibrarianWhereabouts>, zone: string, reader: Reader, signed?: string) => {
  const until = untilOf(said, zone, reader);
  return [
    said.words &&
      html`<p class="words"><q .textContent=${reader.words.quoted(said.words)}></q> ${signed && html`<span .textContent=${`— ${signed}`}></span>`}</p>`,
    until && html`<p class="until" .textContent=${until}></p>`,
  ];
};
