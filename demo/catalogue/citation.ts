import { authorsOf, type CatalogueRecord, fullTitle } from './records.ts';
import { list } from './wording.ts';

/** The record as a bibliography has it (Chicago, 17th edition, 14.23); titles are set in italics by the page. */
export const citation = (record: CatalogueRecord): { before: string; title: string; after: string } => {
  const [first, ...others] = authorsOf(record);
  const lead = first && (first.given === undefined ? first.spoken : `${first.family}, ${first.given}`);
  const names =
    lead === undefined ? '' : others.length === 0 ? lead : list([lead, ...others.map((name) => name.spoken)]);
  return {
    before: names === '' ? '' : `${names.replace(/\.$/, '')}. `,
    title: fullTitle(record),
    after: `. ${record.place}: ${record.publisher}, ${record.year}.`,
  };
};
