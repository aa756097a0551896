/** Words as the search sees them: without case, accents, ligatures and marks. */

const LIGATURES: Readonly<Record<string, string>> = { æ: 'ae', œ: 'oe', ß: 'ss', ø: 'o', đ: 'd', ł: 'l' };

/** `Brontë` and `BRONTE` are the same; so are `Philosophiæ` and `philosophiae`, `Women’s` and `womens`. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[æœßøđł]/g, (letter) => LIGATURES[letter] ?? letter)
    .replace(/(\p{L})[’'](\p{L})/gu, '$1$2');

export const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Too common to find anything by, in the catalogue's languages. */
const STOP = new Set(
  wordsOf('a an and as at by de der die das el en et for in la le les of on or the to und von with y'),
);

export const isStopWord = (word: string): boolean => STOP.has(word);
