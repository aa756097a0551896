import { html } from 'lit/html.js';
import type { LibrarianWhereabouts, Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import { signOf } from '../../signs.ts';
import { icon, sign } from './icon.ts';
import type { Reader } from './reader.ts';
import { availabilityOf, untilOf } from './whereabouts-words.ts';

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
    <header class=${shown}>
      <div class=${slim ? 'top slim' : 'top'}>
        ${sign(shown)}
        <div>
          <h2 id="title" tabindex="-1">${desk?.name}</h2>
          <p>${desk && availabilityOf(desk, reader)}${slim ? gist(desk, reader) : ''}</p>
        </div>
        ${
          toggle &&
          html`<button aria-expanded=${!slim} aria-label=${words.more} @click=${toggle}>${icon('more')}</button>`
        }
        <button aria-label=${words.close} @click=${close}>${icon('close')}</button>
      </div>
      ${desk && !slim ? html`<div class="rest">${rest(desk, talking, reader)}</div>` : ''}
    </header>
  `;
}

const gist = (desk: Whereabouts | undefined, { words }: Reader) => {
  const said = desk?.librarians.find((librarian) => librarian.words)?.words;
  return said && html`${' '}<q>${words.quoted(said)}</q>`;
};

const rest = (desk: Whereabouts, talking: boolean, reader: Reader) => {
  const { librarians, availability, zone } = desk;
  if (availability === 'offline' || availability === 'unsure') return reader.more()?.elsewhere(desk, talking, reader);
  const [only, other] = librarians;
  if (other) return html`<ul>${librarians.map((librarian) => oneOfMany(librarian, zone, reader))}</ul>`;
  return only ? statement(only, zone, reader, only.name) : until(desk, zone, reader);
};

const until = (said: Partial<LibrarianWhereabouts>, zone: string, reader: Reader) => {
  const sentence = untilOf(said, zone, reader);
  return sentence && html`<p class="until">${sentence}</p>`;
};

const oneOfMany = (librarian: LibrarianWhereabouts, zone: string, reader: Reader) => html`
  <li>
    ${sign(signOf(librarian))}
    <div>
      <p><b>${librarian.name}</b> ${reader.words[librarian.availability]}</p>
      ${statement(librarian, zone, reader)}
    </div>
  </li>
`;

/** Her words as she typed them, signed where she is the only one. */
const statement = (librarian: LibrarianWhereabouts, zone: string, reader: Reader, signed?: string) => [
  librarian.words &&
    html`<p class="words">${reader.words.quoted(librarian.words)}${signed && html`${' '}<span>— ${signed}</span>`}</p>`,
  until(librarian, zone, reader),
];
