import { html } from 'lit';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import type { ConversationView } from '../conversation/conversation-view.ts';
import { icon, sign } from './icon.ts';
import type { Reader } from './reader.ts';
import { statement } from './statement.ts';

export interface CardState {
  view: ConversationView;
  /** True if there is a conversation; the opening hours are then folded. */
  talking: boolean;
  /** True if there is little height: the card is one line, unless the patron has made it `wide`. */
  low: boolean;
  wide: boolean;
}

export interface CardActions {
  widen(): void;
  close(): void;
}

/**
 * The whereabouts card: who is there, where they are and when they are back. If nobody is there, when the desk opens and
 * how else to reach it.
 */
export function card({ view, talking, low, wide }: CardState, reader: Reader, { widen, close }: CardActions) {
  const desk = view.whereabouts;
  const { words } = reader;
  const availability = desk?.availability ?? 'unsure';
  const slim = low && !wide;
  const said = slim ? desk?.librarians.find((librarian) => librarian.words)?.words : undefined;
  return html`
    <header class=${availability}>
      <div class=${slim ? 'top slim' : 'top'}>
        ${sign(availability, reader)}
        <div>
          <h2 id="title" tabindex="-1" .textContent=${desk?.name}></h2>
          <p>
            <span .textContent=${desk ? availabilityOf(desk, reader) : ''}></span>
            ${said && html`<q .textContent=${words.quoted(said)}></q>`}
          </p>
        </div>
        ${
          low
            ? html`<button aria-expanded=${wide} aria-label=${words.more} @click=${widen}>${icon('M6 9l6 6 6-6')}</button>`
            : ''
        }
        <button aria-label=${words.close} @click=${close}>${icon('M6 6l12 12M18 6L6 18')}</button>
      </div>
      ${desk && !slim ? html`<div class="rest">${rest(desk, talking, reader)}</div>` : ''}
    </header>
  `;
}

/** The desk's state in a word or a sentence, with the name of the only librarian unless their own words follow. */
export function availabilityOf({ availability, librarians, opens }: Whereabouts, { words }: Reader): string {
  if (availability === 'offline' && opens === undefined) return words.nobody;
  const [only, other] = librarians;
  return only && !other && !only.words ? `${words[availability]} · ${only.name}` : words[availability];
}

/** What is shown below the desk's name. The views that fewer patrons see are fetched when they are needed. */
const rest = (desk: Whereabouts, talking: boolean, reader: Reader) => {
  const { availability, librarians, zone } = desk;
  const [only, other] = librarians;
  if (availability === 'offline' || availability === 'unsure')
    return reader.details()?.elsewhere(desk, talking, reader);
  return other ? reader.details()?.several(desk, reader) : statement(only ?? desk, zone, reader, only?.name);
};
