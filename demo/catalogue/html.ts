/** HTML that cannot be forgotten to be escaped: whatever is put into a template is text, unless it is HTML already. */
export class Html {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

/** `undefined` and `false` leave nothing; lists are put one after another. */
export type Part = Html | string | number | undefined | false | readonly Part[];

export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(String.raw({ raw: texts }, ...parts.map(render)));

/** For text and for attributes in quotes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** JSON inside a script element: HTML ends it at `</script`, and `<!--` changes how the rest is read. */
export const jsonScript = (type: string, value: unknown): Html =>
  new Html(`<script type="${type}">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`);

const render = (part: Part): string => {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.toString();
  if (typeof part === 'object') return part.map(render).join('');
  return escapeHtml(String(part));
};
