import { resolve } from 'node:path';
import { cut, templatesIn, textsOf } from './templates.mjs';

/**
 * Compiles Lit's templates, so that a page carries neither Lit's parser nor what else of it is not needed: html`…`
 * becomes a call with its values, of what the module `drawing`, which stands in Lit's place, makes of it once.
 */
export const compiled = (drawing) => ({
  name: 'compiled',
  resolveId: (id) => (id === 'lit/html.js' ? resolve(drawing) : null),
  transform(code, id) {
    const found = id.endsWith('.ts') && code.includes('html`') ? templatesIn(this.parse(code)) : [];
    if (found.length === 0) return null;
    const made = found.map(({ tag, quasi }, number) => {
      if (tag.name !== 'html') this.error('Only html`` is compiled.');
      const parts = compile(textsOf(quasi.quasis)).map((part) => JSON.stringify(part));
      return `const template${number} = compiled(${parts});`;
    });
    const calls = found.flatMap(({ start, end, quasi: { quasis } }, number) =>
      quasis.map((quasi, place) => {
        const [first, last] = [place === 0, place === quasis.length - 1];
        return {
          // What stands around an expression: "${" and "}".
          start: first ? start : quasi.start - 1,
          end: last ? end : quasi.end + 2,
          text: (first ? `template${number}(` : '') + (first || last ? '' : ',') + (last ? ')' : ''),
        };
      }),
    );
    const called = cut(code, calls).replace(
      "import { html } from 'lit/html.js'",
      "import { compiled } from 'lit/html.js'",
    );
    return { code: [called, ...made].join('\n'), map: null };
  },
});

const GAP = '\0';
/** In this order: what nobody should write, the start of an element, its end, a gap between elements. */
const TOKEN = /(<(?!\/?[a-z]))|<([a-z][\w-]*)((?:"[^"]*"|[^">])*)>|<\/([a-z][\w-]*)>|\0/g;
const BOUND = /\s+([?@]?[a-z][\w-]*)=("?)\0\2(?=[\s/]|$)/g;
/** Browsers put a `tbody` there, which would not be counted. */
const UNCOUNTED = /<table[^>]*><tr/;

/**
 * Of a template's `texts` between its expressions: the HTML without them, and their places. Elements and comments are
 * counted from 0 as they begin; a number alone is a comment, put where an expression stood between elements.
 */
export const compile = (texts) => {
  const places = [];
  let count = -1;
  const whole = texts.join(GAP);
  const html = whole.replace(TOKEN, (token, odd, element, attributes) => {
    if (odd) throw new Error(`Not understood in a template: ${whole}`);
    if (token === GAP) {
      places.push(`${++count}`);
      return '<!>';
    }
    if (!element) return token;
    count += 1;
    const rest = attributes.replace(BOUND, (_, name) => {
      places.push(`${count}${name}`);
      return '';
    });
    return `<${element}${rest}>`;
  });
  if (
    places.length !== texts.length - 1 ||
    UNCOUNTED.test(html) ||
    /<(textarea|title|style|script)\b[^>]*>[^<]*<!>/.test(html)
  ) {
    throw new Error(`Not to be compiled: ${whole}`);
  }
  return places.length > 0 ? [html, places.join(' ')] : [html];
};
