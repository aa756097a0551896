import { html, nothing } from 'lit';
import type { LibrarianWhereabouts, Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import { signOf } from '../../signs.ts';
import { hoursOf } from '../when.ts';
import { icon, sign } from './icon.ts';
import type { Reader } from './reader.ts';
import { availabilityOf, opensOf, untilOf } from './whereabouts-words.ts';

export interface CardState {
  /** One line, because the conversation needs the room; she can have it all back. */
  slim: boolean;
  /** There is a conversation: the opening hours are folded. */
  talking: boolean;
  toggle: (() => void) | undefined;
  close(): void;
}

/** Who is there, where, and when she is back; with nobody there, when the desk opens and how else to reach it. */
export function card(desk: Whereabouts | undefined, reader: Reader, { slim, talking, toggle, close }: CardState) {
  const { words } = reader;
  const shown = signOf(desk);
  return html`
    <header class=${`${shown} ${slim ? 'slim' : ''}`}>
      <div class="top">
        ${sign(shown)}
        <div>
          <h2 id="title" tabindex="-1" dir="auto">${desk?.name}</h2>
          <p>${desk ? availabilityOf(desk, reader) : nothing}${slim ? gist(desk, words) : nothing}</p>
        </div>
        ${toggle ? html`<button type="button" class="more" aria-expanded=${!slim} aria-label=${words.more} @click=${toggle}>${icon('more')}</button>` : nothing}
        <button type="button" class="close" aria-label=${words.close} @click=${close}>${icon('close')}</button>
      </div>
      ${desk && !slim ? html`<div class="rest">${rest(desk, talking, reader)}</div>` : nothing}
    </header>
  `;
}

const gist = (desk: Whereabouts | undefined, words: Reader['words']) => {
  const said = desk?.librarians.find((librarian) => librarian.words)?.words;
  return said ? html` <q dir="auto">${words.quoted(said)}</q>` : nothing;
};

const rest = (desk: Whereabouts, talking: boolean, reader: Reader) => [
  desk.librarians.length > 1
    ? html`<ul>${desk.librarians.map((librarian) => html`<li>${oneOfMany(librarian, desk, reader)}</li>`)}</ul>`
    : desk.librarians.map((librarian) => statement(librarian, desk, reader, librarian.name)),
  desk.librarians.length === 0 && desk.availability !== 'offline' ? line(untilOf(desk, desk.zone, reader)) : nothing,
  desk.availability === 'offline' ? [line(opensOf(desk, reader)), hours(desk, talking, reader)] : nothing,
  desk.availability === 'offline' || desk.availability === 'unsure' ? contact(desk) : nothing,
];

const line = (text: string | undefined) => (text ? html`<p class="until">${text}</p>` : nothing);

const oneOfMany = (librarian: LibrarianWhereabouts, desk: Whereabouts, reader: Reader) => html`
  ${sign(signOf(librarian))}
  <div>
    <p><b dir="auto">${librarian.name}</b> ${reader.words[librarian.availability]}</p>
    ${statement(librarian, desk, reader)}
  </div>
`;

/** Her words as she typed them, signed where she is the only one. */
const statement = (librarian: LibrarianWhereabouts, desk: Whereabouts, reader: Reader, signed?: string) => [
  librarian.words
    ? html`<p class="words" dir="auto">${reader.words.quoted(librarian.words)}${signed && html` <span>— ${signed}</span>`}</p>`
    : nothing,
  line(untilOf(librarian, desk.zone, reader)),
];

const hours = ({ hours: week }: Whereabouts, talking: boolean, { words, language }: Reader) =>
  week &&
  html`
    <details ?open=${!talking}>
      <summary>${words.hours}</summary>
      <table>
        ${hoursOf(week, language).map(
          ([days, times]) => html`<tr><th scope="row">${days}</th><td>${times || words.shut}</td></tr>`,
        )}
      </table>
    </details>
  `;

const contact = ({ contact }: Whereabouts) =>
  contact &&
  html`
    <address>
      ${contact.phone && html`<a href=${`tel:${contact.phone.replace(/[^\d+]/g, '')}`} dir="ltr">${contact.phone}</a>`}
      ${contact.email && html`<a href=${`mailto:${contact.email}`} dir="ltr">${contact.email}</a>`}
      ${contact.address && html`<p dir="auto">${contact.address}</p>`}
    </address>
  `;
