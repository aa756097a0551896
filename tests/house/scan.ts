/** Splits a TypeScript, JavaScript or CSS source into comments, strings and code, without parsing it. */

export interface Scanned {
  /** The text inside comments, line breaks kept. */
  comments: string;
  /** The text inside string and template literals. */
  strings: string;
  /** What remains: keywords, names and punctuation, with literals replaced by nothing. */
  code: string;
}

/** A slash after one of these begins a regular expression, not a division. */
const BEFORE_PATTERN = /(?:^|[(,=:[!&|?{};+<>~^%*-]|\b(?:return|typeof|case|in|of|do|else|void|delete|await|yield))$/;

/**
 * Good enough for counting words: it knows line and block comments, the three kinds of quotes, nested template
 * expressions and regular expressions. It never throws; an unclosed literal ends with the file.
 */
export const scan = (path: string, text: string): Scanned => {
  const out: Scanned = { comments: '', strings: '', code: '' };
  const isCss = path.endsWith('.css');
  /** For each open template literal: how many braces of its current expression are open. */
  const braces: number[] = [];
  let at = 0;
  const until = (end: number, part: keyof Scanned): void => {
    out[part] += `${text.slice(at, end)}\n`;
    at = end;
  };
  const endOf = (needle: string, from: number): number => {
    const found = text.indexOf(needle, from);
    return found < 0 ? text.length : found;
  };
  const quoted = (quote: string): void => {
    let end = at + 1;
    while (end < text.length && text[end] !== quote && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1;
    until(Math.min(end + 1, text.length), 'strings');
  };
  const template = (): void => {
    let end = at + 1;
    while (end < text.length && text[end] !== '`' && !text.startsWith('${', end)) end += text[end] === '\\' ? 2 : 1;
    if (text.startsWith('${', end)) {
      until(end + 2, 'strings');
      braces.push(0);
    } else until(Math.min(end + 1, text.length), 'strings');
  };
  const pattern = (): void => {
    let end = at + 1;
    let inClass = false;
    while (end < text.length && text[end] !== '\n' && (inClass || text[end] !== '/')) {
      if (text[end] === '[') inClass = true;
      if (text[end] === ']') inClass = false;
      end += text[end] === '\\' ? 2 : 1;
    }
    until(Math.min(end + 1, text.length), 'strings');
  };
  while (at < text.length) {
    const character = text[at] ?? '';
    const open = braces.at(-1);
    if (text.startsWith('/*', at)) until(Math.min(endOf('*/', at + 2) + 2, text.length), 'comments');
    else if (!isCss && text.startsWith('//', at)) until(endOf('\n', at), 'comments');
    else if (character === '"' || character === "'") quoted(character);
    else if (character === '`') template();
    else if (open === 0 && character === '}') {
      braces.pop();
      template();
    } else if (!isCss && character === '/' && BEFORE_PATTERN.test(out.code.trimEnd())) pattern();
    else {
      if (open !== undefined && character === '{') braces[braces.length - 1] = open + 1;
      if (open !== undefined && character === '}') braces[braces.length - 1] = open - 1;
      out.code += character;
      at += 1;
    }
  }
  return out;
};

/** The words of a name, in lower case: `readHTMLPage` gives `read`, `html`, `page`. */
export const wordsOfName = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');

/** Every name in code, once. */
export const namesIn = (code: string): string[] => [...new Set(code.match(/[A-Za-z_$][\w$]*/g) ?? [])];
