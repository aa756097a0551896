import { type Html, html } from './html.ts';
import { authorsOf, type CatalogueRecord, fullTitle } from './records.ts';
import { FORMAT_NAMES, LANGUAGE_TAGS } from './wording.ts';

/**
 * OpenURL COinS 1.0: an empty span whose `title` is a ContextObject of ANSI/NISO Z39.88-2004 as key/value pairs, so that
 * reference managers find the record on the page. The registry has metadata formats for books and serials; maps and
 * printed music are described in Dublin Core.
 */
export const coins = (record: CatalogueRecord): Html =>
  html`<span class="Z3988" title="${contextObject(record).toString()}"></span>`;

export const contextObject = (record: CatalogueRecord): URLSearchParams => {
  const pairs = new URLSearchParams({ ctx_ver: 'Z39.88-2004', ctx_enc: 'info:ofi/enc:UTF-8' });
  const put = (name: string, value: string | undefined) => value !== undefined && pairs.append(`rft.${name}`, value);
  pairs.append('rft_val_fmt', `info:ofi/fmt:kev:mtx:${METADATA_FORMATS[record.format]}`);
  pairs.append('rfr_id', 'info:sid/newport.library.example:catalogue');
  const [first, ...others] = authorsOf(record);
  switch (record.format) {
    case 'book':
      put('genre', 'book');
      put('btitle', fullTitle(record));
      put('aulast', first?.family);
      put('aufirst', first?.given);
      if (first && first.family === undefined) put('au', first.spoken);
      for (const name of others) put('au', inverted(name));
      put('place', record.place);
      put('pub', record.publisher);
      put('date', String(record.year));
      break;
    case 'serial': // the journal format has neither place nor publisher
      put('genre', 'journal');
      put('jtitle', record.title);
      put('date', String(record.year));
      break;
    case 'map':
    case 'score':
      put('type', FORMAT_NAMES[record.format]);
      put('title', fullTitle(record));
      for (const name of first ? [first, ...others] : []) put('creator', inverted(name));
      put('publisher', `${record.place}: ${record.publisher}`);
      put('date', String(record.year));
      put('language', LANGUAGE_TAGS[record.language]);
      for (const subject of record.subjects) put('subject', subject);
  }
  return pairs;
};

/** Names of metadata formats in the registry. */
const METADATA_FORMATS = { book: 'book', serial: 'journal', map: 'dc', score: 'dc' } as const;

const inverted = (name: { family?: string; given?: string; spoken: string }): string =>
  name.given === undefined ? name.spoken : `${name.family}, ${name.given}`;
