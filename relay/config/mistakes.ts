/** One mistake in the config, and what to write instead. */
export interface Mistake {
  /** From 1, as in editors; 0: not at a place in the file (an environment variable, or the file itself). */
  line: number;
  /** From 1, in UTF-16 code units; 0 where `line` is 0. */
  column: number;
  /** Such as `desks.main.hours.monday[0]`, or the name of the environment variable; empty: the whole file. */
  path: string;
  /** One or more whole sentences. */
  message: string;
}

export type Path = readonly (string | number)[];

/** Further mistakes are only counted: with this many it is probably the wrong file. */
const MOST_PRINTED = 50;

/** The text with which `check` and `serve` refuse a config. */
export const reportMistakes = (mistakes: readonly Mistake[], file: string): string => {
  const printed = mistakes.slice(0, MOST_PRINTED).map((mistake) => `${whereIs(mistake, file)}\n    ${mistake.message}`);
  const rest = mistakes.length - printed.length;
  return [
    `${count(mistakes.length, 'mistake')} in the config ${printable(file)}:`,
    ...printed,
    ...(rest > 0 ? [`… and ${rest} more.`] : []),
  ].join('\n\n');
};

const whereIs = ({ line, column, path }: Mistake, file: string): string => {
  if (line === 0) return path === '' ? printable(file) : `${path} (environment)`;
  return `${printable(file)}:${line}:${column}${path === '' ? '' : `  ${path}`}`;
};

export const count = (number: number, thing: string): string => `${number} ${thing}${number === 1 ? '' : 's'}`;

const PLAIN_KEY = /^[\w$-]+$/;

export const pathText = (path: Path): string =>
  path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!PLAIN_KEY.test(step)) return `[${quoted(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');

/** Control, invisible and direction characters and lone surrogates: unsafe in a terminal, so printed as escapes. */
const UNPRINTABLE = /[\p{Control}\p{Format}\p{Surrogate}\u2028\u2029]/gu;

const printable = (text: string): string =>
  text.replace(UNPRINTABLE, (character) =>
    [...Array(character.length).keys()]
      .map((unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`)
      .join(''),
  );

/** The most characters of the file that a message quotes at once. */
const MAX_QUOTED = 60;

/** A value as it would be written in the file, safe to print and at most one line long. */
export const quoted = (text: string): string => {
  const characters = [...text];
  const short = characters.length > MAX_QUOTED ? `${characters.slice(0, MAX_QUOTED).join('')}…` : text;
  return printable(JSON.stringify(short));
};
