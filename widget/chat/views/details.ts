import { html } from 'lit/html.js';
import type { LibrarianWhereabouts, Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import { signOf } from '../../signs.ts';
import { EN as words } from '../../strings/chat-details.en.ts';
import { hoursOf } from '../hours.ts';
import style from './details.css';
import { sign } from './icon.ts';
import type { Reader } from './reader.ts';
import { timeThere, untilOf } from './until.ts';

export { askedAway } from './until.ts';
export { style };

/** In place of a conversation where nobody is there to begin one. */
export const { leave } = words;

/** Below the desk's name: what each librarian said of herself, or how to reach a desk where nobody is, or may be. */
export const details = (desk: Whereabouts, talking: boolean, reader: Reader) => html`
  <div class="rest">${
    desk.availability === 'offline' || desk.availability === 'unsure'
      ? elsewhere(desk, talking, reader)
      : statements(desk, reader)
  }</div>
`;

const statements = (desk: Whereabouts, reader: Reader) => {
  const { librarians, zone } = desk;
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

const elsewhere = (desk: Whereabouts, talking: boolean, reader: Reader) => {
  const { availability, opens, zone, hours, contact } = desk;
  return [
    opens !== undefined && html`<p class="until">${words.opens(timeThere(opens, zone, reader))}</p>`,
    contact && contactView(contact),
    availability === 'offline' && hours && hoursView(hours, talking, reader),
  ].map((part) => part || '');
};

const contactView = ({ phone, email, address }: NonNullable<Whereabouts['contact']>) => html`
  <address>
    ${phone && html`<a href=${`tel:${phone.replace(/[^\d+]/g, '')}`} dir="ltr">${phone}</a>`}
    ${email && html`<a href=${`mailto:${email}`}>${email}</a>`}
    ${address && html`<p>${address}</p>`}
  </address>
`;

const hoursView = (hours: NonNullable<Whereabouts['hours']>, talking: boolean, { language }: Reader) => html`
  <details ?open=${!talking}>
    <summary>${words.hours}</summary>
    <table>
      ${hoursOf(hours, language).map(
        ([days, times]) =>
          html`<tr><th scope="row"><bdi>${days}</bdi></th><td><bdi>${times || words.shut}</bdi></td></tr>`,
      )}
    </table>
  </details>
`;
