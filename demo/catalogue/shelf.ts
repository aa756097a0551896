/** How the shelves' lists are written: headings and imprints as a cataloguer types them, read by `records.ts`. */

export type Branch = 'main' | 'harborside' | 'northgate' | 'history';
export type Format = 'book' | 'map' | 'score' | 'serial';
export type Language = 'eng' | 'fre' | 'ger' | 'ita' | 'jpn' | 'lat' | 'spa';

/** `in`: on the shelf. `stays`: to be read in the room. A number: lent, and due in so many days. */
export type ShelfState = 'in' | 'stays' | number;

export interface Listing {
  /** Title and, after a colon, its subtitle: `Frankenstein: or, The Modern Prometheus`. */
  title: string;
  /** Names in inverted order with years and role: `Tenniel, John, 1820-1914, illustrator`. */
  by: readonly string[];
  /** `London: T. Egerton, 1813`. */
  imprint: string;
  subjects: readonly string[];
  summary: string;
  /** Call number. */
  call: string;
  copies: Partial<Record<Branch, ShelfState>>;
  /** A book where not said. */
  format?: Format;
  /** English where not said. */
  language?: Language;
  /** Where the whole text may be read. */
  online?: string;
}

/** By the last part of each record's address. */
export type Shelf = Readonly<Record<string, Listing>>;
