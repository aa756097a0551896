import { readFileSync } from 'node:fs';
import { type Imprint, type Name, readImprint, readName, readTitle } from './headings.ts';

/** What the library holds: real works, all in the public domain in the United States. The branches are made up. */

export type Format = 'book' | 'map' | 'score' | 'serial';
/** MARC language codes. */
export type Language = 'ara' | 'eng' | 'fre' | 'ger' | 'ita' | 'jpn' | 'lat' | 'spa';
export type BranchName = 'main' | 'history' | 'harborside' | 'northgate';

export interface Branch {
  name: string;
  street: string;
  /** 555-01xx numbers are reserved for fiction. */
  phone: string;
  /** Days and hours, as on the door. */
  hours: Readonly<Record<string, string>>;
}

/** `in`: on the shelf. `stays`: for use in the library only. A number: checked out, due in that many days. */
export type ShelfState = 'in' | 'stays' | number;

export interface Copy {
  branch: BranchName;
  state: ShelfState;
}

/** One record as records.json has it: headings as a cataloguer types them, which headings.ts reads. */
interface Listing {
  title: string;
  by: readonly string[];
  imprint: string;
  subjects: readonly string[];
  summary: string;
  call: string;
  copies: Partial<Record<BranchName, ShelfState>>;
  /** A book where it is absent. */
  format?: Format;
  /** English where it is absent. */
  language?: Language;
  /** Address of the full text. */
  online?: string;
  /** False: the catalogue has no cover for it. */
  cover?: boolean;
}

export interface CatalogueRecord extends Imprint {
  /** Last part of the record's address. */
  id: string;
  title: string;
  subtitle?: string;
  /** Authors first. */
  names: readonly Name[];
  subjects: readonly string[];
  summary: string;
  /** Call number. */
  call: string;
  copies: readonly Copy[];
  format: Format;
  language: Language;
  online?: string;
  cover: boolean;
}

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));

const record = ([id, listing]: [string, Listing]): CatalogueRecord => ({
  format: 'book',
  language: 'eng',
  cover: true,
  ...listing,
  id,
  ...readTitle(listing.title),
  ...readImprint(listing.imprint),
  names: listing.by.map(readName),
  copies: Object.entries(listing.copies).map(([branch, state]) => ({ branch: branch as BranchName, state })), // as: the keys of Listing.copies
});

export const BRANCHES = read('branches.json') as Readonly<Record<BranchName, Branch>>; // as: the project's own file

export const RECORDS: readonly CatalogueRecord[] = Object.entries(
  read('records.json') as Record<string, Listing>, // as: the project's own file
).map(record);

const BY_ID = new Map(RECORDS.map((one) => [one.id, one]));

export const findRecord = (id: string): CatalogueRecord | undefined => BY_ID.get(id);

/** Authors and composers; a translator or an illustrator is not one. */
export const authorsOf = (of: CatalogueRecord): Name[] =>
  of.names.filter((name) => name.role === undefined || name.role === 'composer');

/** The byline of a list: undefined for a serial that names nobody. */
export const creditOf = (of: CatalogueRecord): string | undefined => {
  const authors = authorsOf(of);
  const [first, ...others] = authors.length > 0 ? authors : of.names;
  if (first === undefined) return undefined;
  const name = authors.length > 0 ? first.spoken : `${first.spoken}, ${first.role}`;
  return others.length > 1 ? `${name}, and others` : others[0] ? `${name} and ${others[0].spoken}` : name;
};

/** Title and subtitle: `Frankenstein: or, The Modern Prometheus`. */
export const fullTitle = (of: CatalogueRecord): string =>
  of.subtitle === undefined ? of.title : `${of.title}: ${of.subtitle}`;
