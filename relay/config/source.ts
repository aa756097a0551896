import { createScanner, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { inWords, type PlaceOf, type SyntaxMistake, type Token } from './syntax.ts';

/** The text of a config file as a tree of values with their places. */
export interface Source {
  /** Absent where the text is not valid JSON; `errors` then has at least one item. */
  root?: Node;
  errors: SyntaxMistake[];
  placeOf: PlaceOf;
}

/** No config is nested deeper, and the parser must not run out of stack on a file that is. */
const MAX_DEPTH = 40;

/** Reads JSON with comments and trailing commas. The errors are in the order of the file. Never throws. */
export const readSource = (text: string): Source => {
  const placeOf = places(text);
  const fail = (...errors: SyntaxMistake[]): Source => ({ errors, placeOf });

  const tokens = tokensOf(text);
  if (tokens.length === 0 && !/\S/.test(text.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, ''))) {
    return fail({ offset: 0, message: `The file is empty. Write at least ${LEAST}.` });
  }
  const tooDeep = tokens.find((token) => token.depth > MAX_DEPTH);
  if (tooDeep) return fail({ offset: tooDeep.offset, message: 'Nothing in a config is nested this deep.' });

  const parseErrors: ParseError[] = [];
  const root = parseTree(text, parseErrors, { allowTrailingComma: true });
  if (parseErrors.length > 0 || !root) return fail(...inWords(parseErrors, { text, tokens, placeOf }));
  return { root, errors: [], placeOf };
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
    // Not by the token's length: after an unclosed comment, the end-of-file token has a length.
    if (offset >= text.length) return tokens;
    const end = offset + scanner.getTokenLength();
    const token = text.slice(offset, end);
    if (token === '{' || token === '[') depth += 1;
    tokens.push({ offset, end, text: token, depth });
    if (token === '}' || token === ']') depth -= 1;
  }
};
