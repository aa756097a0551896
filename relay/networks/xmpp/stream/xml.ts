/** Stanzas as values. Build them only with `el` and write them only with `serialize`: what a patron typed may be hostile. */

/** The namespace of stanzas on a component's stream (XEP-0114). */
export const STANZAS = 'jabber:component:accept';

export interface Element {
  /** Without prefix. */
  readonly name: string;
  /** `xmlns` is the namespace. An element that was read always has it; one that was built without it has its parent's. */
  readonly attrs: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
}

/** Builds an element; undefined attributes and children are left out. */
export const el = (
  name: string,
  attrs: Readonly<Record<string, string | undefined>> = {},
  ...children: readonly (Element | string | undefined)[]
): Element => ({
  name,
  // Not by assignment: `__proto__` is an attribute name like any other.
  attrs: Object.fromEntries(Object.entries(attrs).filter((entry): entry is [string, string] => entry[1] !== undefined)),
  children: children.filter((child) => child !== undefined),
});

/** The first child with this name and namespace; by default the namespace of the element itself. */
export const childOf = (element: Element, name: string, xmlns = element.attrs.xmlns): Element | undefined =>
  elementsOf(element).find((child) => child.name === name && (child.attrs.xmlns ?? element.attrs.xmlns) === xmlns);

export const elementsOf = (element: Element): Element[] =>
  element.children.filter((child): child is Element => typeof child !== 'string');

/** The text directly in the element, without that of its child elements. */
export const textOf = (element: Element | undefined): string =>
  element?.children.filter((child) => typeof child === 'string').join('') ?? '';

/**
 * The element as XML, for a place where `around` is the default namespace. Text and attribute values are cleaned first: one
 * character that XML does not allow would end the stream for everyone.
 */
export const serialize = (element: Element, around = STANZAS): string => {
  const { xmlns = around, ...attrs } = element.attrs;
  const named = xmlns === around ? attrs : { xmlns, ...attrs };
  const tag = `${element.name}${Object.entries(named)
    .map(([name, value]) => ` ${name}='${escapeValue(cleanXml(value))}'`)
    .join('')}`;
  if (element.children.length === 0) return `<${tag}/>`;
  const inside = element.children
    .map((child) => (typeof child === 'string' ? escapeText(cleanXml(child)) : serialize(child, xmlns)))
    .join('');
  return `<${tag}>${inside}</${element.name}>`;
};

/** Control characters except tab and newline, U+FFFE and U+FFFF: not allowed in XML 1.0 (2.2), or harmful in a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it removes
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g;

/** A text as the other side reads it. */
export const cleanXml = (text: string): string => text.replace(/\r\n?/g, '\n').replace(CONTROLS, '').toWellFormed();

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;', // `]]>` is not allowed in text (XML 1.0, 2.4)
  "'": '&apos;',
  '"': '&quot;',
  // In an attribute value, unescaped ones are read as spaces (XML 1.0, 3.3.3).
  '\t': '&#9;',
  '\n': '&#10;',
};

const escapeText = (text: string): string => text.replace(/[&<>]/g, (character) => ESCAPES[character] ?? character);
const escapeValue = (text: string): string =>
  text.replace(/[&<>'"\t\n]/g, (character) => ESCAPES[character] ?? character);
