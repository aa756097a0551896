import { html } from 'lit/html.js';
import type { LibrarianWhereabouts, Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import { EN as words } from '../../strings/chat-details.en.ts';
import { hoursOf } from '../hours.ts';
import style from './details.css';
import { sign } from './icon.ts';
import type { Reader } from './reader.ts';
import { statement } from './statement.ts';
import { timeThere } from './until.ts';

export { style };

/** What several librarians say of themselves. */
export const several = ({ librarians, zone }: Whereabouts, reader: Reader) => html`
  <ul>${librarians.map((librarian) => oneOfSeveral(librarian, zone, reader))}</ul>
`;

const oneOfSeveral = (librarian: LibrarianWhereabouts, zone: string, reader: Reader) => html`
  <li>
    ${sign(librarian.availability, reader)}
    <div>
      <p><b>${librarian.name}</b> ${reader.words[librarian.availability]}</p>
      ${statement(librarian, zone, reader)}
    </div>
  </li>
`;

/** How to reach a desk where nobody is, or may be. */
export const elsewhere = (desk: Whereabouts, talking: boolean, reader: Reader) => {
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
