import { html } from 'lit';
import type { LibrarianWhereabouts, Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import { EN as words } from '../../strings/chat-details.en.ts';
import { datesOf, hoursOf } from '../hours.ts';
import { contactView } from './contact-view.ts';
import style from './details.css';
import { sign } from './icon.ts';
import type { Reader } from './reader.ts';
import { statement } from './statement.ts';
import { timeThere } from './until.ts';

export { leave, waiting } from './leaving.ts';
export { otherWay, paused } from './pause.ts';
export { style };

export const { unconfirmed } = words;

/** The whereabouts of several librarians, as a list. */
export const several = ({ librarians, zone }: Whereabouts, reader: Reader) => html`
  <ul>${librarians.map((librarian) => oneOfSeveral(librarian, zone, reader))}</ul>
`;

const oneOfSeveral = (librarian: LibrarianWhereabouts, zone: string, reader: Reader) => html`
  <li>
    ${sign(librarian.availability, reader)}
    <div>
      <p><b .textContent=${librarian.name}></b> <span .textContent=${reader.words[librarian.availability]}></span></p>
      ${statement(librarian, zone, reader)}
    </div>
  </li>
`;

/** The card of a desk where nobody is, or where the chat does not know: opening time, notice, contact, hours. */
export const elsewhere = (desk: Whereabouts, talking: boolean, reader: Reader) => {
  const { availability, opens, zone, contact, notice } = desk;
  return [
    opens !== undefined && html`<p class="until" .textContent=${words.opens(timeThere(opens, zone, reader))}></p>`,
    notice !== undefined && html`<p dir="auto" .textContent=${notice}></p>`,
    contact && contactView(contact),
    availability === 'offline' && hoursView(desk, talking, reader),
  ].map((part) => part || '');
};

const hoursView = ({ hours, dates = [] }: Whereabouts, talking: boolean, { language }: Reader) =>
  (hours || dates.length > 0) &&
  html`
    <details ?open=${!talking}>
      <summary>${words.hours}</summary>
      <table>
        ${(hours ? hoursOf(hours, language) : []).map(([days, times]) => row(days, times))}
        ${datesOf(dates, language).map(([date, times, why]) => row(date, times, why))}
      </table>
    </details>
  `;

const row = (days: string, times: string, why = '') => html`
  <tr>
    <th scope="row"><bdi .textContent=${days}></bdi>${why && html`<p dir="auto" .textContent=${why}></p>`}</th>
    <td><bdi .textContent=${times || words.shut}></bdi></td>
  </tr>
`;
