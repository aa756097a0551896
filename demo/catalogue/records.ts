import { type Imprint, type Name, readImprint, readName, readTitle } from './headings.ts';
import type { Branch, Format, Language, Listing, Shelf, ShelfState } from './shelf.ts';
import { children } from './shelves/children.ts';
import { lives } from './shelves/lives.ts';
import { novels } from './shelves/novels.ts';
import { poemsAndSongs } from './shelves/poems-and-songs.ts';
import { science } from './shelves/science.ts';
import { virginia } from './shelves/virginia.ts';
import { world } from './shelves/world.ts';

/** Everything the library has: real works, all in the public domain in the United States. */

export interface Copy {
  branch: Branch;
  state: ShelfState;
}

export interface CatalogueRecord extends Imprint {
  id: string;
  title: string;
  subtitle?: string;
  /** Authors first. */
  names: readonly Name[];
  subjects: readonly string[];
  summary: string;
  call: string;
  copies: readonly Copy[];
  format: Format;
  language: Language;
  online?: string;
}

const record = (id: string, listing: Listing): CatalogueRecord => ({
  id,
  ...readTitle(listing.title),
  ...readImprint(listing.imprint),
  names: listing.by.map(readName),
  subjects: listing.subjects,
  summary: listing.summary,
  call: listing.call,
  copies: Object.entries(listing.copies).map(([branch, state]) => ({ branch: branch as Branch, state })), // the keys of a Listing's copies
  format: listing.format ?? 'book',
  language: listing.language ?? 'eng',
  ...(listing.online && { online: listing.online }),
});

const shelf = (listings: Shelf): CatalogueRecord[] =>
  Object.entries(listings).map(([id, listing]) => record(id, listing));

export const SHELVES = {
  virginia: shelf(virginia),
  novels: shelf(novels),
  world: shelf(world),
  children: shelf(children),
  science: shelf(science),
  lives: shelf(lives),
  poemsAndSongs: shelf(poemsAndSongs),
} as const;

export const RECORDS: readonly CatalogueRecord[] = Object.values(SHELVES).flat();

const BY_ID = new Map(RECORDS.map((one) => [one.id, one]));

export const findRecord = (id: string): CatalogueRecord | undefined => BY_ID.get(id);

/** Those who made it; a translator or illustrator is named apart. */
export const authorsOf = (of: CatalogueRecord): Name[] =>
  of.names.filter((name) => name.role === undefined || name.role === 'composer');

/** Who made it, in one line, as lists have it; a serial may have nobody. */
export const creditOf = (of: CatalogueRecord): string | undefined => {
  const authors = authorsOf(of);
  const [first, ...others] = authors.length > 0 ? authors : of.names;
  if (first === undefined) return undefined;
  const name = authors.length > 0 ? first.spoken : `${first.spoken}, ${first.role}`;
  return others.length > 1 ? `${name}, and others` : others[0] ? `${name} and ${others[0].spoken}` : name;
};

/** `Frankenstein: or, The Modern Prometheus`. */
export const fullTitle = (of: CatalogueRecord): string =>
  of.subtitle === undefined ? of.title : `${of.title}: ${of.subtitle}`;
