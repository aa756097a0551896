/**
 * A template for the relay's HTML and SVG that escapes by default: a value put into it comes out as text, so that nothing a person
 * typed can become markup. Only markup that was made by this module passes through unchanged.
 */
class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** Markup that may be sent as it is. Its constructor is not exported: `html`, `join` and `styleElement` are the only sources. */
export type Html = Markup;

/** What a template takes. `undefined` and `false` leave nothing; the items of a list follow one another without a separator. */
export type HtmlValue = Html | string | number | false | undefined | readonly HtmlValue[];

/**
 * ``html`<p title="${text}">${text}</p>` ``. A value may be in an element's content or in an attribute with quotation marks; it must
 * not be in a comment, a `<script>` or a `<style>`. A value that is a whole URL must be a path of the relay, such as `/console/`,
 * or empty: escaping does not make `javascript:` harmless. A URL whose scheme is in the template, `href="tel:${phone}"`, takes any
 * value. Throws a TypeError for an attribute without quotation marks and for a URL of another kind.
 */
export const html = (texts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html => {
  const rendered = values.map((value, index) => {
    const before = texts[index] ?? '';
    if (/\s[\w:-]+=$/.test(before)) throw new TypeError(`An attribute needs quotation marks: ${before}`);
    const text = render(value);
    if (/\s(?:href|src|action|formaction)="$/.test(before) && !OWN_PATH.test(text)) {
      throw new TypeError(`A URL of a page must be a path of the relay: ${before}`);
    }
    return text;
  });
  return new Markup(String.raw({ raw: texts }, ...rendered));
};

/** Empty, or a path on this host. `//host` and `/\host` are other hosts to a browser (WHATWG URL, relative slash state). */
const OWN_PATH = /^(?:$|\/(?![/\\]))/;

/** These one after another, with text between each two. */
export const join = (parts: readonly Html[], separator: string): Html =>
  html`${parts.map((part, index) => (index === 0 ? part : html`${separator}${part}`))}`;

/** A `<style>` element. `css` is the relay's own: its content is not text, so it cannot be escaped. */
export const styleElement = (css: string): Html => {
  if (css.includes('<')) throw new TypeError('CSS with "<" could end its style element.');
  return new Markup(`<style>${css}</style>`);
};

const render = (value: HtmlValue): string => {
  if (value === undefined || value === false) return '';
  if (value instanceof Markup) return value.toString();
  if (typeof value === 'object') return value.map(render).join('');
  return String(value).replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');
};

/** The same in HTML and XML; `&apos;` would not be HTML 4, and an old browser may still read these pages. */
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
