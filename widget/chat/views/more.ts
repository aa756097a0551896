import { html } from 'lit/html.js';
import { Close } from '../../../relay/protocol/close-codes.ts';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import { EN as words } from '../../strings/chat-more.en.ts';
import type { ConversationView, OwnLine, TheirLine } from '../conversation-view.ts';
import { hoursOf } from '../hours.ts';
import { linkify } from '../linkify.ts';
import type { Asking } from './foot.ts';
import type { LogActions } from './log.ts';
import style from './more.css';
import type { Reader } from './reader.ts';
import { timeThere } from './whereabouts-words.ts';

/** Views that most patrons never see, fetched when the first of them is needed. */
export { style };

/** A line with its links. */
export const linked = (text: string) =>
  linkify(text).map((part) => (typeof part === 'string' ? part : anchor(part.href, part.text)));

const anchor = (href: string, text: string) =>
  html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow">${text}</a>`;

/** What she told of herself, or attached. */
export const noted = (line: Extract<TheirLine, { kind: 'noted' }>) => {
  if (line.topic === 'name') return words.named(line.text);
  const { title, url } = line.record;
  const [link] = linkify(url ?? '');
  return [words.attached, typeof link === 'object' ? anchor(link.href, title) : title];
};

/** Why a line failed, and what she can do about it. */
export const failure = (line: OwnLine, { tryAgain, discard }: LogActions) => {
  const reasons: Record<string, string | undefined> = words.failures;
  return html`
    <div class="choices">
      <p>${reasons[line.failure ?? '']}</p>
      <button @click=${() => tryAgain(line.id)}>${words.tryAgain}</button>
      <button @click=${() => discard(line.id)}>${words.discard}</button>
    </div>
  `;
};

export const left = words.left;

/** Why nothing more can be said here, or only anew. */
export const ending = ({ unknownDesk, closeCode, forgetting, link, ended }: ConversationView): string | undefined => {
  if (unknownDesk) return words.unknownDesk;
  if (closeCode === Close.versionUnknown.code) return words.outdated;
  if (closeCode === Close.originRefused.code) return words.refused;
  if (closeCode !== undefined) return words.ended;
  if (forgetting) return link === 'live' ? words.forgetting : words.forgettingLater;
  return ended === 'gone' && link === 'live' ? words.gone : undefined;
};

/** How to reach a desk where nobody is, or nobody may be: when it opens, and by what other ways. */
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

/** Before something is lost for good; `no` is the button that has the focus. */
export const asked = (what: Asking, answer: (yes: boolean) => void) => html`
  <footer role="group" aria-labelledby="asked">
    <p id="asked">${words[`${what}Ask`]}</p>
    <button class="firm" @click=${() => answer(true)}>${words[`${what}Yes`]}</button>
    <button id="no" @click=${() => answer(false)}>${words.keep}</button>
  </footer>
`;

/** Beside the sentence that says there is no connection. */
export const retry = (now: () => void) => html`<button @click=${now}>${words.tryNow}</button>`;
