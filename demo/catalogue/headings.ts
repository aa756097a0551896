/** Parsers for what cataloguers type: name headings, imprints and titles. */

export interface Name {
  /** As in the catalogue: `Hugo, Victor, 1802-1885`. */
  heading: string;
  /** `Victor Hugo`. */
  spoken: string;
  /** Absent for an organization (`Virginia Historical Society`) and for a person of one name (`Euclid`). */
  family?: string;
  given?: string;
  /** `translator`, `illustrator`, `editor`, …; absent for an author. */
  role?: string;
}

export interface Imprint {
  place: string;
  publisher: string;
  year: number;
}

const YEARS = /^\d{0,4}\??-(\d{4}\??)?$/;

/** Reads `Tenniel, John, 1820-1914, illustrator`. A heading of one part is an organization, or a person of one name. */
export const readName = (text: string): Name => {
  const parts = text.split(', ');
  const [family = '', ...rest] = parts;
  const years = rest.findIndex((part) => YEARS.test(part));
  const last = rest.at(-1);
  const role = last !== undefined && /^[a-z]+$/.test(last) ? last : undefined;
  const given = rest.length > 0 && years !== 0 && rest[0] !== role ? rest[0] : undefined;
  const heading = role === undefined ? text : parts.slice(0, -1).join(', ');
  const spoken = given === undefined ? family : `${given} ${family}`;
  return { heading, spoken, ...(given && { family, given }), ...(role && { role }) };
};

/** Reads `London: T. Egerton, 1813`. Throws on anything else: records.json is the project's own. */
export const readImprint = (text: string): Imprint => {
  const found = /^(.+?): (.+), (\d{4})$/.exec(text);
  if (!found) throw new Error(`not an imprint: ${text}`);
  const [, place = '', publisher = '', year] = found;
  return { place, publisher, year: Number(year) };
};

/** Splits `Moby-Dick: or, The Whale` at the first colon. */
export const readTitle = (text: string): { title: string; subtitle?: string } => {
  const colon = text.indexOf(': ');
  return colon < 0 ? { title: text } : { title: text.slice(0, colon), subtitle: text.slice(colon + 2) };
};
