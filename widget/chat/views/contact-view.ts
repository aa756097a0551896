import { html } from 'lit/html.js';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';

/** Other ways to the desk. */
export const contactView = ({ phone, email, address }: NonNullable<Whereabouts['contact']>) => html`
  <address>
    ${phone && html`<a href=${`tel:${phone.replace(/[^\d+]/g, '')}`} dir="ltr">${phone}</a>`}
    ${email && html`<a href=${`mailto:${email}`}>${email}</a>`}
    ${address && html`<p>${address}</p>`}
  </address>
`;
