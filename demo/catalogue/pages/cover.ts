import { type Html, html, type Part } from '../html.ts';
import { authorsOf, type CatalogueRecord, creditOf } from '../records.ts';
import { LANGUAGE_TAGS } from '../wording.ts';

/** A drawn cover. A cover service on the internet would learn what a patron looks at. */
export const cover = (record: CatalogueRecord, size: 'small' | 'large' = 'small'): Html =>
  record.cover
    ? html`<span class="cover ${size} ${record.format} shade-${shade(record.id)}" aria-hidden="true"><b${language(record)}>${record.title}</b><i>${authorsOf(record)[0]?.family ?? record.year}</i></span>`
    : html`<span class="cover ${size} none" aria-hidden="true"><i>No cover</i></span>`;

/** A row of records, each with its cover, title and byline. */
export const covers = (records: readonly CatalogueRecord[]): Html =>
  html`<ul class="row">${records.map((record) => html`<li><a href="/record/${record.id}">${cover(record)}<b${language(record)}>${record.title}</b></a><span class="quiet">${creditOf(record) ?? record.publisher}</span></li>`)}</ul>`;

/** Attributes for an element with the title: screen readers and bidirectional text need the record's own language. */
export const language = ({ language }: CatalogueRecord): Part =>
  language !== 'eng' && html` lang="${LANGUAGE_TAGS[language]}"${language === 'ara' && RIGHT_TO_LEFT}`;

const RIGHT_TO_LEFT = html` dir="rtl"`;

const SHADES = 6;

/** The same colour for the same record on every page. */
const shade = (id: string): number =>
  Array.from(id).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7) % SHADES;
