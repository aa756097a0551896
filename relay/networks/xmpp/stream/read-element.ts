import { SaxesParser } from 'saxes';
import { type Element, el } from './xml.ts';

/**
 * Reads one element's XML. Namespaces are resolved here and not by the parser: Prosody writes an `xml:base` as
 * `xmlns:ns1='http://www.w3.org/XML/1998/namespace' ns1:base`, which a strict parser refuses (Namespaces in XML, section 3).
 */

const OPTIONS = { xmlns: false, position: false } as const;

const XML = 'http://www.w3.org/XML/1998/namespace';

/** Most attributes of one element. */
export const MAX_ATTRIBUTES = 100;

/** Prefixes and their namespaces; the prefix `''` is the default namespace. Prefixes not in `own` are looked up in `around`. */
export interface Scope {
  readonly own: ReadonlyMap<string, string>;
  readonly around?: Scope;
}

export const NO_SCOPE: Scope = { own: new Map([['xml', XML]]) };

export const namespaceOf = (prefix: string, scope: Scope | undefined): string | undefined => {
  for (let at = scope; at !== undefined; at = at.around) {
    const found = at.own.get(prefix);
    if (found !== undefined) return found;
  }
  return prefix === '' ? '' : undefined;
};

export interface ReadElement {
  readonly element: Element;
  /** With the prefixes that the element's own attributes declare. */
  readonly scope: Scope;
}

interface Open {
  readonly element: Element;
  readonly children: (Element | string)[];
  readonly scope: Scope;
}

/** Undefined: the XML is not well-formed, or an element has too many attributes. Attributes of other namespaces are left out. */
export const readElement = (xml: string, around: Scope): ReadElement | undefined => {
  const parser = new SaxesParser<typeof OPTIONS>(OPTIONS);
  const open: Open[] = [];
  let read: ReadElement | undefined;

  const text = (piece: string): void => {
    const children = open.at(-1)?.children;
    if (typeof children?.at(-1) === 'string') children.push(`${children.pop()}${piece}`);
    else children?.push(piece);
  };

  parser.on('opentag', ({ name, attributes }) => {
    const scope = declared(attributes, open.at(-1)?.scope ?? around);
    const children: (Element | string)[] = [];
    const element = { ...bare(name, attributes, scope), children };
    open.at(-1)?.children.push(element);
    open.push({ element, children, scope });
  });
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed !== undefined && open.length === 0) read = closed;
  });
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('error', (error) => {
    throw error;
  });

  try {
    parser.write(xml).close();
    return read;
  } catch {
    return undefined; // whatever the parser failed on: the input comes from outside, and is never an error of the relay
  }
};

const declared = (attributes: Readonly<Record<string, string>>, around: Scope): Scope => {
  const own = Object.entries(attributes).filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
  if (own.length === 0) return around;
  return { own: new Map(own.map(([name, uri]) => [name.slice('xmlns:'.length), uri])), around };
};

const bare = (name: string, attributes: Readonly<Record<string, string>>, scope: Scope): Element => {
  const entries = Object.entries(attributes);
  if (entries.length > MAX_ATTRIBUTES) throw new Error('too many attributes');
  const { local, xmlns } = resolved(name, scope);
  const kept = entries.flatMap(([qualified, value]) => {
    if (!qualified.includes(':')) return qualified === 'xmlns' ? [] : [[qualified, value] as const];
    if (qualified.startsWith('xmlns:')) return [];
    const attribute = resolved(qualified, scope);
    return attribute.xmlns === XML ? [[`xml:${attribute.local}`, value] as const] : [];
  });
  return el(local, Object.fromEntries([['xmlns', xmlns], ...kept]));
};

const resolved = (qualified: string, scope: Scope): { local: string; xmlns: string } => {
  const colon = qualified.indexOf(':');
  const xmlns = namespaceOf(qualified.slice(0, Math.max(0, colon)), scope);
  if (xmlns === undefined) throw new Error('an unbound prefix');
  return { local: qualified.slice(colon + 1), xmlns };
};
