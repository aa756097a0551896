import { type ParseError, printParseErrorCode } from 'jsonc-parser';
import { quoted } from './mistakes.ts';

/** One syntax mistake, at an offset in UTF-16 code units. */
export interface SyntaxMistake {
  offset: number;
  message: string;
}

/** A token of the text. `depth` counts the brackets around it; a bracket counts itself. */
export interface Token {
  offset: number;
  end: number;
  text: string;
  depth: number;
}

/** Returns line and column of an offset, both from 1. */
export type PlaceOf = (offset: number) => { line: number; column: number };

interface Surroundings {
  text: string;
  tokens: readonly Token[];
  placeOf: PlaceOf;
}

/** A file with more lines that are not JSON is not a config at all. */
const MAX_MISTAKES = 20;

/**
 * Explains in words why a text is not JSON. At most one mistake for each line, and none after the first that changes how
 * the rest of the file is read, because those that follow would only be its consequences.
 */
export const inWords = (errors: readonly ParseError[], around: Surroundings): SyntaxMistake[] => {
  const mistakes: SyntaxMistake[] = [];
  const lines = new Set<number>();
  for (const error of errors) {
    if (mistakes.length === MAX_MISTAKES) break;
    if (lines.has(around.placeOf(error.offset).line)) continue;
    const { offset, message, last } = wordsFor(error, around);
    const { line } = around.placeOf(offset);
    if (!lines.has(line)) mistakes.push({ offset, message });
    lines.add(line);
    if (last) break;
  }
  const end = mistakes.at(-1);
  if (end) end.message += ' The rest is checked once this is fixed.';
  return mistakes;
};

const wordsFor = (error: ParseError, { text, tokens, placeOf }: Surroundings): SyntaxMistake & { last?: true } => {
  const { offset } = error;
  const piece = text.slice(offset, offset + error.length);
  const before = tokens.findLast((token) => token.end <= offset);
  const opened = openAt(tokens, offset);
  const code = printParseErrorCode(error.error);
  const here = (message: string): SyntaxMistake => ({ offset, message });
  const after = (message: string): SyntaxMistake => ({ offset: before?.end ?? offset, message });
  const last = (message: string): SyntaxMistake & { last: true } => ({ offset, message, last: true });

  if ((piece === '}' || piece === ']') && code !== 'EndOfFileExpected') {
    if (!opened) return last(`This "${piece}" closes nothing. Remove it.`);
    const { line } = placeOf(opened.offset);
    const end = closingOf(opened);
    if (end !== piece)
      return last(`The "${opened.text}" of line ${line} is closed by "${piece}". Write "${end}" where it ends.`);
  }
  if (piece === ',' && code !== 'InvalidSymbol') return here('This comma has nothing before it. Remove it.');
  switch (code) {
    case 'CommaExpected':
      return after(`A comma is missing here, before ${shown(piece)}.`);
    case 'ColonExpected':
      return after(`A colon is missing here, after ${shown(before?.text ?? '')}.`);
    case 'CloseBraceExpected':
    case 'CloseBracketExpected': {
      if (!opened) return last('The file ends too early.');
      const { line } = placeOf(opened.offset);
      return last(`The "${opened.text}" of line ${line} is never closed. Write "${closingOf(opened)}".`);
    }
    case 'EndOfFileExpected':
      return last(`The config ended before this ${shown(piece)}. Remove it.`);
    case 'InvalidSymbol':
      return here(symbolWords(piece));
    case 'PropertyNameExpected':
      return last(`A key in double quotes belongs here, not ${shown(piece)}.`);
    case 'UnexpectedEndOfString':
      return here('This text is not closed on its line. Write " where it ends.');
    case 'UnexpectedEndOfComment':
      return last('This comment is never closed. Write */ where it ends.');
    case 'UnexpectedEndOfNumber':
    case 'InvalidNumberFormat':
      return here(`${quoted(piece)} is not a number as JSON writes it, such as 20 or 0.5.`);
    case 'InvalidEscapeCharacter':
      return here('This text has a backslash that starts no escape sequence. Write the backslash twice: \\\\.');
    case 'InvalidUnicode':
      return here('This text has a \\u that is not followed by four hexadecimal digits.');
    case 'InvalidCharacter':
      return here('This text has a tab or a control character. Write a space, or \\t.');
    default:
      return after(before ? `A value is missing here, after ${shown(before.text)}.` : 'A value is missing here.');
  }
};

const closingOf = (opened: Token): string => (opened.text === '{' ? '}' : ']');

/** The innermost bracket that is open at this offset. */
const openAt = (tokens: readonly Token[], offset: number): Token | undefined => {
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.offset >= offset) break;
    if (token.text === '{' || token.text === '[') open.push(token);
    if (token.text === '}' || token.text === ']') open.pop();
  }
  return open.at(-1);
};

/** A piece of the file in quotes; JSON text has its own quotes. */
const shown = (piece: string): string => quoted(/^".*"$/.test(piece) ? piece.slice(1, -1) : piece);

const symbolWords = (piece: string): string => {
  const bare = piece.replace(/^['‘’“”`]+|['‘’“”`]+$/g, '');
  const lower = bare.toLowerCase();
  if (lower === 'true' || lower === 'false') return `Write ${lower} in lowercase and without quotes.`;
  if (bare !== piece) return `Write text and keys in straight double quotes: ${quoted(bare)}.`;
  if (/^[+.\d]/.test(piece)) return `${quoted(piece)} is not a number as JSON writes it, such as 20 or 0.5.`;
  if (!/\w/.test(piece)) return `${quoted(piece)} does not belong here. Remove it.`;
  return `${quoted(piece)} is not in quotes. Write text and keys in double quotes.`;
};
