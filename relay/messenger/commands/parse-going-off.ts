import type { DutyRow } from '../../protocol/frames.ts';
import { meaning } from './commands.ts';
import { parseAddressee } from './parse-addressee.ts';

/** What follows `!off`: `maps`, `the printer is out of paper`, `maps, the printer is out of paper`. */
export type Leaving =
  | { rows: readonly DutyRow[]; note: string }
  /** It may mean several desks, or, where there are none, no desk of hers. */
  | { unclear: string; rows: readonly DutyRow[] };

/** One word alone is a desk, never a note: she may have misspelt it. */
export const parseGoingOff = (typed: string, rows: readonly DutyRow[]): Leaving => {
  const namesOf = ({ desk, name }: DutyRow) => [desk, name];
  if (typed === '') return { rows, note: '' };
  const { name, text } = parseAddressee(typed, rows.flatMap(namesOf));
  const meant = name === '' ? rows : meaning(name, rows, namesOf);
  if (name === '' || meant.length === 1) return { rows: meant, note: text };
  if (meant.length > 1) return { unclear: name, rows: meant };
  return /\s/.test(typed) ? { rows, note: typed } : { unclear: name, rows: [] };
};
