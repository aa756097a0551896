/** The desk's predefined locations, used instead of free text. Pure. */

/** The place that a text names in full, ignoring case. If one place is part of another, the longer one counts. */
const placeIn = (text: string, places: readonly string[]): string | undefined => {
  const said = ` ${wordsOf(text)} `;
  return places
    .filter((place) => said.includes(` ${wordsOf(place)} `))
    .sort((one, other) => other.length - one.length)[0];
};

/** The words of a text in lower case, separated by single spaces. */
const wordsOf = (text: string): string =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(' ');

/** Matches words that say when, but not where. */
const ONLY_WHEN = /^(?:(?:back|until|till|free)\b|in \d)[^,;]*$/i;

/**
 * A librarian's words at a desk with places: reduced to the place that they name, or to nothing if they only say when.
 * `no-place`: they name no place.
 */
export const placeOf = (words: string, places: readonly string[]): { words?: string } | 'no-place' => {
  const place = placeIn(words, places);
  if (place !== undefined) return { words: place };
  return words === '' || ONLY_WHEN.test(words) ? {} : 'no-place';
};

/**
 * The text with its first words completed to a place: "map, back at 3" becomes "Map room, back at 3". Several results if
 * several places match; none if no place does. A text that needs no completion is returned as it is.
 */
export const matchingPlaces = (typed: string, places: readonly string[]): string[] => {
  if (placeOf(typed, places) !== 'no-place') return [typed];
  const words = typed.split(/\s+/);
  for (let many = words.length; many > 0; many -= 1) {
    const begins = words.slice(0, many).join(' ');
    const meant = places.filter((place) => wordsOf(place).startsWith(wordsOf(begins)));
    const after = typed.slice(typed.indexOf(words[many - 1] ?? '') + (words[many - 1] ?? '').length);
    if (wordsOf(begins) !== '' && meant.length > 0)
      return meant.map((place) => [place, after.trim()].filter(Boolean).join(', '));
  }
  return [];
};
