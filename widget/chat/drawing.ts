/**
 * What Lit's `html` and `render` do, for templates that are compiled: the build puts it in Lit's place in the chat's
 * script, where it weighs a fourth (`widget/build/compiled.mjs`). Of Lit's values it knows text, templates and lists.
 */

/** A place in what is drawn. It takes any value, and changes what is there only where that differs. */
type Slot = (value: unknown) => void;

/** A template with its values. Nothing that comes as data can pass for one. */
class Filled {
  readonly template: Template;
  readonly values: unknown[];

  constructor(template: Template, values: unknown[]) {
    this.template = template;
    this.values = values;
  }
}

/** Gives a copy of what the template says, and a slot for each of its values. */
type Template = () => [copy: DocumentFragment, slots: Slot[]];

/**
 * What the build makes of a template: called with its values. `html` is without them, `places` says where they belong,
 * in document order: `3` is a comment, `3name`, `3?name` or `3@name` an attribute of an element.
 */
export const compiled = (html: string, places = '') => {
  let whole: DocumentFragment | undefined;
  const template: Template = () => {
    whole ??= parsed(html);
    const copy = document.importNode(whole, true);
    const nodes = document.createTreeWalker(copy, ELEMENTS_AND_COMMENTS);
    let at = -1;
    const slots = [...places.matchAll(/(\d+)([?@]?)(\S*)/g)].map(([, number, kind, name]) => {
      for (; at < Number(number); at++) nodes.nextNode();
      const node = nodes.currentNode;
      return name ? attribute(node as Element, `${kind}`, name) : content(node, node.nextSibling); // as: only elements have names
    });
    return [copy, slots];
  };
  return (...values: unknown[]) => new Filled(template, values);
};

/** `NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT` */
const ELEMENTS_AND_COMMENTS = 129;

const roots = new WeakMap<Node, Slot>();

/** Draws into `root`, over what was drawn there before. */
export const render = (value: unknown, root: Node): void => {
  const slot = roots.get(root) ?? content(root.appendChild(comment()), null);
  roots.set(root, slot);
  slot(value);
};

const comment = () => document.createComment('');

/** Trusted Types, which TypeScript's DOM does not know yet. Pages that list policies have been told to allow Lit's. */
const { trustedTypes } = window as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } };
interface Policy {
  createHTML(html: string): string;
}
const policy = trustedTypes?.createPolicy('lit-html', { createHTML: (html) => html });

const parsed = (html: string): DocumentFragment => {
  const template = document.createElement('template');
  template.innerHTML = policy ? policy.createHTML(html) : html;
  return template.content;
};

/** `kind`: `?` for an attribute that is there or not, `@` for what is called with an event. */
const attribute = (element: Element, kind: string, name: string): Slot => {
  let last: unknown = attribute;
  if (kind === '@') element.addEventListener(name, (event) => (last as (event: Event) => void)(event)); // as: of such a kind
  return (value) => {
    if (value === last) return;
    last = value;
    if (kind === '?') element.toggleAttribute(name, !!value);
    else if (!kind) element.setAttribute(name, `${value ?? ''}`);
  };
};

/** What stands between two nodes, which are another's. */
const content = (start: Node, end: Node | null): Slot => {
  let shown: unknown;
  let slots: Slot[] = [];
  /** The first item of a list stands between the first two of these, and so on. */
  const bounds = [start];
  const put = <N extends Node>(node: N): N => (start.parentNode as Node).insertBefore(node, end); // as: neither is ever alone
  const clearAfter = (bound: Node | undefined) => {
    for (let node = bound?.nextSibling; node && node !== end; node = bound?.nextSibling) node.remove();
  };
  return (value) => {
    const kind = value instanceof Filled ? value.template : Array.isArray(value) ? Array : Text;
    const anew = kind !== shown;
    if (anew) {
      clearAfter(start);
      slots = [];
      shown = kind;
    }
    if (value instanceof Filled) {
      let copy: DocumentFragment | undefined;
      if (anew) [copy, slots] = value.template();
      for (const [place, each] of value.values.entries()) slots[place]?.(each);
      if (copy) put(copy);
    } else if (Array.isArray(value)) {
      for (const [place, each] of value.entries()) {
        if (place === slots.length) {
          bounds[place + 1] = put(comment());
          slots.push(content(bounds[place] as Node, bounds[place + 1] as Node)); // as: both have just been put there
        }
        slots[place]?.(each);
      }
      if (slots.length > value.length) clearAfter(bounds[value.length]);
      slots.length = value.length;
    } else {
      slots[0] ??= written(put(document.createTextNode('')));
      slots[0](value);
    }
  };
};

const written =
  (text: Text): Slot =>
  (value) => {
    const now = `${value ?? ''}`;
    if (text.data !== now) text.data = now;
  };
