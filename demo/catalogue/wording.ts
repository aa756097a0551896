import { BRANCHES, type CatalogueRecord, type Copy, type Format, type Language } from './records.ts';

/** Labels and sentences that pages and metadata share. */

export const FORMAT_NAMES: Readonly<Record<Format, string>> = {
  book: 'Book',
  map: 'Map',
  score: 'Printed music',
  serial: 'Newspaper or journal',
};

/** BCP 47 tags, for pages and for COinS; records have MARC codes. */
export const LANGUAGE_TAGS: Readonly<Record<Language, string>> = {
  ara: 'ar',
  eng: 'en',
  fre: 'fr',
  ger: 'de',
  ita: 'it',
  jpn: 'ja',
  lat: 'la',
  spa: 'es',
};

const LANGUAGES = new Intl.DisplayNames('en', { type: 'language' });

export const languageName = (language: Language): string => LANGUAGES.of(LANGUAGE_TAGS[language]) ?? language;

export type Shade = 'in' | 'stays' | 'out';

export const shadeOf = ({ state }: Copy): Shade => (typeof state === 'number' ? 'out' : state);

const DAY_MS = 86_400_000;

/** The status of one copy. `today`: milliseconds since 1970, from which due dates count. */
export const stateOf = ({ state }: Copy, today: number): string => {
  if (state === 'in') return 'On the shelf';
  if (state === 'stays') return 'Library use only';
  return `Checked out, due ${DUE.format(today + state * DAY_MS)}`;
};

const DUE = new Intl.DateTimeFormat('en-US', { weekday: 'short', month: 'short', day: 'numeric' });

/** One line for all copies of a record: whether a trip to the library is worth it, and where. */
export const availabilityOf = (record: CatalogueRecord): { shade: Shade; text: string } => {
  const where = (shade: Shade) =>
    record.copies.filter((copy) => shadeOf(copy) === shade).map((copy) => BRANCHES[copy.branch].name);
  const [shelved, stays] = [where('in'), where('stays')];
  if (shelved.length > 0) return { shade: 'in', text: `Available at ${list(shelved)}` };
  if (stays.length > 0) return { shade: 'stays', text: `Library use only: ${list(stays)}` };
  return { shade: 'out', text: 'All copies checked out' };
};

/** `a, b, and c`. */
export const list = (names: readonly string[]): string =>
  new Intl.ListFormat('en-US', { type: 'conjunction' }).format(names);
