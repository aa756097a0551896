import { authorsOf, type CatalogueRecord, fullTitle } from './records.ts';
import { list } from './wording.ts';

/** An entry for a bibliography (Chicago Manual of Style, 17th edition, 14.23). The page sets `title` in italics. */
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
