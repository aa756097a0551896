/** A desk's list of places, in stead of free words. */

/** The place a text names in full, in any case: the longest, where one stands in another. */
const placeIn = (text: string, places: readonly string[]): string | undefined => {
  const said = ` ${wordsOf(text)} `;
  return places
    .filter((place) => said.includes(` ${wordsOf(place)} `))
    .sort((one, other) => other.length - one.length)[0];
};

/** Lower case, with nothing between words but one space. */
const wordsOf = (text: string): string =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(' ');

/** Says when, and not where. */
const ONLY_WHEN = /^(?:(?:back|until|till|free)\b|in \d)[^,;]*$/i;

/** Her words as a desk with places takes them: the place they name, or none, where they only say when. */
export const placeOf = (words: string, places: readonly string[]): { words?: string } | 'no-place' => {
  const place = placeIn(words, places);
  if (place !== undefined) return { words: place };
  return words === '' || ONLY_WHEN.test(words) ? {} : 'no-place';
};

/**
 * A text whose first words begin a place, with that place written out: "map, back at 3" is "Map room, back at 3". Several,
 * where it may mean several; none, where it begins none.
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
