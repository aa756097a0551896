import type { CatalogueRecord, Copy } from './records.ts';
import type { Branch, Format, Language } from './shelf.ts';

/** What the catalogue calls things. */

export const FORMAT_NAMES: Readonly<Record<Format, string>> = {
  book: 'Book',
  map: 'Map',
  score: 'Printed music',
  serial: 'Newspaper or journal',
};

export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  eng: 'English',
  fre: 'French',
  ger: 'German',
  ita: 'Italian',
  jpn: 'Japanese',
  lat: 'Latin',
  spa: 'Spanish',
};

/** BCP 47, for pages and for schema.org; the catalogue itself keeps MARC's codes. */
export const LANGUAGE_TAGS: Readonly<Record<Language, string>> = {
  eng: 'en',
  fre: 'fr',
  ger: 'de',
  ita: 'it',
  jpn: 'ja',
  lat: 'la',
  spa: 'es',
};

export const BRANCH_NAMES: Readonly<Record<Branch, string>> = {
  main: 'Main Library',
  harborside: 'Harborside Branch',
  northgate: 'Northgate Branch',
  history: 'Local History Room',
};

export type Shade = 'in' | 'stays' | 'out';

export const shadeOf = ({ state }: Copy): Shade => (typeof state === 'number' ? 'out' : state);

const DAY_MS = 86_400_000;

/** `today`: milliseconds since 1970. */
export const stateOf = ({ state }: Copy, today: number): string => {
  if (state === 'in') return 'On the shelf';
  if (state === 'stays') return 'To read in the library';
  return `Checked out, due ${DUE.format(today + state * DAY_MS)}`;
};

const DUE = new Intl.DateTimeFormat('en-US', { weekday: 'short', month: 'short', day: 'numeric' });

/** The one line of a list: is it worth going there? */
export const standing = (record: CatalogueRecord): { shade: Shade; text: string } => {
  const where = (shade: Shade) =>
    record.copies.filter((copy) => shadeOf(copy) === shade).map((copy) => BRANCH_NAMES[copy.branch]);
  const [shelved, stays] = [where('in'), where('stays')];
  if (shelved.length > 0) return { shade: 'in', text: `Available at ${list(shelved)}` };
  if (stays.length > 0) return { shade: 'stays', text: `To read in the library: ${list(stays)}` };
  return { shade: 'out', text: 'All copies checked out' };
};

export const list = (names: readonly string[]): string =>
  new Intl.ListFormat('en-US', { type: 'conjunction' }).format(names);

export const many = (count: number, one: string, more = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : more}`;
