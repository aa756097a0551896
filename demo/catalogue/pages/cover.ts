import { type Html, html } from '../html.ts';
import { authorsOf, type CatalogueRecord } from '../records.ts';

/** A drawn cover, where other catalogues fetch a picture from somebody who then knows what is being read. */
export const cover = (record: CatalogueRecord, size: 'small' | 'large' = 'small'): Html =>
  html`<span class="cover ${size} ${record.format} shade-${shade(record.id)}" aria-hidden="true"><b>${record.title}</b><i>${authorsOf(record)[0]?.family ?? record.year}</i></span>`;

const SHADES = 6;

/** Any number that spreads well; a record keeps its colour. */
const shade = (id: string): number =>
  Array.from(id).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7) % SHADES;
