import { createScanner, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { type Fault, inWords, type PlaceOf, type Token } from './syntax.ts';

/** A config file's text as values with their places. */
export interface Source {
  /** Absent where the text is not whole JSON: there is a fault then. */
  root?: Node;
  faults: Fault[];
  placeOf: PlaceOf;
}

/** No config nests deeper, and parsing must not run out of stack on one that does. */
const MAX_DEPTH = 40;

/** JSON with comments and commas before a closing bracket. Faults are in file order. Never throws. */
export const readSource = (text: string): Source => {
  const placeOf = places(text);
  const fail = (...faults: Fault[]): Source => ({ faults, placeOf });

  const tokens = tokensOf(text);
  if (tokens.length === 0 && !/\S/.test(text.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, ''))) {
    return fail({ offset: 0, message: `The file is empty. Write at least ${LEAST}.` });
  }
  const tooDeep = tokens.find((token) => token.depth > MAX_DEPTH);
  if (tooDeep) return fail({ offset: tooDeep.offset, message: 'Nothing in a config is nested this deep.' });

  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (errors.length > 0 || !root) return fail(...inWords(errors, { text, tokens, placeOf }));
  return { root, faults: [], placeOf };
};

const LEAST = '{ "title": …, "desks": { … }, "librarians": { … } }';

const LINE_END = /\r\n|[\r\n]/g;

const places = (text: string): PlaceOf => {
  const starts = [0, ...Array.from(text.matchAll(LINE_END), (end) => end.index + end[0].length)];
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
};

const tokensOf = (text: string): Token[] => {
  const scanner = createScanner(text, true);
  const tokens: Token[] = [];
  let depth = 0;
  for (;;) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    // Not by the token's length: after an unclosed comment, the end of the text has one.
    if (offset >= text.length) return tokens;
    const end = offset + scanner.getTokenLength();
    const token = text.slice(offset, end);
    if (token === '{' || token === '[') depth += 1;
    tokens.push({ offset, end, text: token, depth });
    if (token === '}' || token === ']') depth -= 1;
  }
};
