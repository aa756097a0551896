import { isStopWord, wordsOf } from './words.ts';

/** One thing that must be found: a word, or several in a row (`"sea power"`). */
export type Term = readonly string[];

/** Quotes make phrases; one that is never closed ends with the line. Common words count only in phrases, or alone. */
export const termsOf = (text: string): Term[] => {
  const phrases: Term[] = [];
  const loose: string[] = [];
  text.split(/["“”«»„]/).forEach((part, place) => {
    const words = wordsOf(part);
    if (place % 2 === 1) phrases.push(words);
    else loose.push(...words);
  });
  const telling = loose.filter((word) => !isStopWord(word));
  const terms = [...phrases, ...telling.map((word) => [word])].filter((term) => term.length > 0);
  return terms.length > 0 ? terms : loose.map((word) => [word]);
};
