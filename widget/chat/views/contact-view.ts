import { html } from 'lit';
import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';

/** Other ways to reach the desk: telephone, e-mail, postal address. */
export const contactView = ({ phone, email, address }: NonNullable<Whereabouts['contact']>) => html`
  <address>
    ${phone && html`<a href=${`tel:${phone.replace(/[^\d+]/g, '')}`} dir="ltr" .textContent=${phone}></a>`}
    ${email && html`<a href=${`mailto:${email}`} .textContent=${email}></a>`}
    ${address && html`<p .textContent=${address}></p>`}
  </address>
`;
