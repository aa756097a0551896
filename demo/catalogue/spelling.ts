import type { Query } from './query.ts';
import { search } from './search.ts';
import { FREQUENCY } from './word-index.ts';
import { isStopWord, wordsOf } from './words.ts';

/** What a query that found nothing may have meant; undefined where nothing near it finds more. */
export const suggestion = (query: Query): string | undefined => {
  const words = wordsOf(query.text);
  const mended = words.map((word) => (isStopWord(word) ? word : nearest(word)));
  const known = mended.filter((word) => FREQUENCY.has(word));
  return [mended, known, known.filter((word) => !isStopWord(word))]
    .map((line) => line.join(' '))
    .find((text) => text !== '' && text !== words.join(' ') && search({ ...query, text, page: 1 }).total > 0);
};

/** The nearest word the catalogue knows; of equally near ones, the one in most records. */
const nearest = (word: string): string => {
  if (FREQUENCY.has(word) || word.length < 3) return word;
  let best = { word, distance: word.length > 5 ? 3 : 2, count: 0 };
  for (const [known, count] of FREQUENCY) {
    if (Math.abs(known.length - word.length) >= best.distance + 1) continue;
    const distance = editDistance(word, known);
    if (distance < best.distance || (distance === best.distance && best.count > 0 && count > best.count))
      best = { word: known, distance, count };
  }
  return best.word;
};

/** Letters put in, left out, changed, or two neighbours swapped (optimal string alignment). */
export const editDistance = (a: string, b: string): number => {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(at(last, column) + 1, at(line, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      line.push(cost);
    }
    beforeLast = last;
    last = line;
  }
  return at(last, b.length);
};

const at = (line: readonly number[], column: number): number => line[column] ?? Number.POSITIVE_INFINITY;
