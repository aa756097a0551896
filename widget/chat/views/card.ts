import { html } from 'lit/html.js';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import { signOf } from '../../signs.ts';
import { icon, sign } from './icon.ts';
import type { Reader } from './reader.ts';

export interface CardState {
  /** There is little height: it is one line, unless she has it `wide`. */
  low: boolean;
  wide: boolean;
  /** There is a conversation: the opening hours are folded. */
  talking: boolean;
  widen(): void;
  close(): void;
}

/** Who is there, where, and when she is back; with nobody there, when the desk opens and how else to reach it. */
export function card(desk: Whereabouts | undefined, reader: Reader, { low, wide, talking, widen, close }: CardState) {
  const { words } = reader;
  const shown = signOf(desk);
  const slim = low && !wide;
  const said = slim && desk?.librarians.find((librarian) => librarian.words)?.words;
  return html`
    <header class=${shown}>
      <div class=${slim ? 'top slim' : 'top'}>
        ${sign(shown)}
        <div>
          <h2 id="title" tabindex="-1">${desk?.name}</h2>
          <p>${desk && availabilityOf(desk, reader)}${said && html`${' '}<q>${words.quoted(said)}</q>`}</p>
        </div>
        ${
          low
            ? html`<button aria-expanded=${wide} aria-label=${words.more} @click=${widen}>${icon('more')}</button>`
            : ''
        }
        <button aria-label=${words.close} @click=${close}>${icon('close')}</button>
      </div>
      ${desk && !slim && saysMore(desk) ? reader.details()?.details(desk, talking, reader) : ''}
    </header>
  `;
}

/** The desk's state in a word or a sentence; with one librarian who has said nothing more, her name too. */
export function availabilityOf({ availability, librarians, opens }: Whereabouts, { words }: Reader): string {
  if (availability === 'offline' && opens === undefined) return words.nobody;
  const [only, other] = librarians;
  return only && !other && !only.words ? `${words[availability]} · ${only.name}` : words[availability];
}

/** More than that somebody, or one librarian with her name, is there. */
const saysMore = ({ availability, librarians: [only, other] }: Whereabouts): unknown =>
  availability !== 'available' || only?.words || other;
