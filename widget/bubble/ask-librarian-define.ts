/**
 * The entry of `widget.js`, which a library's page loads with one script tag. It defines `<ask-librarian>` and puts one
 * such element into the page, however often the script runs. The tag's `data-...` attributes become the element's
 * attributes.
 */
import { AskLibrarian } from './ask-librarian.ts';

/** Null where this module is bundled with a page's own scripts. Then the page itself places the element. */
const tag = document.currentScript as HTMLScriptElement | null; // as: a classic script is always in an HTML script element
const name = 'ask-librarian';

if (!customElements.get(name)) customElements.define(name, AskLibrarian);

const place = ({ src, dataset }: HTMLScriptElement) => {
  if (document.querySelector(name)) return;
  const element = document.createElement(name);
  const attributes: DOMStringMap = { relay: new URL('.', src).href, desk: 'main', ...dataset };
  for (const attribute in attributes) element.setAttribute(attribute, `${attributes[attribute]}`);
  document.body.append(element);
};

if (tag) {
  if (document.body) place(tag);
  else addEventListener('DOMContentLoaded', () => place(tag));
}
