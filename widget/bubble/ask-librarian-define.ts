import { AskLibrarian } from './ask-librarian.ts';

/** The tag. What it says as `data-…` becomes an attribute of the one element it puts on the page, however often it is run. */
const tag = document.currentScript as HTMLScriptElement | null; // as: it runs from no other element
const name = 'ask-librarian';

if (!customElements.get(name)) customElements.define(name, AskLibrarian);

const place = ({ src, dataset }: HTMLScriptElement) => {
  if (document.querySelector(name)) return;
  const element = document.createElement(name);
  const said: DOMStringMap = { relay: new URL('.', src).href, desk: 'main', ...dataset };
  for (const attribute in said) element.setAttribute(attribute, `${said[attribute]}`);
  document.body.append(element);
};

// Absent where it is bundled with a page's own scripts: then the page places the element.
if (tag) {
  if (document.body) place(tag);
  else addEventListener('DOMContentLoaded', () => place(tag));
}
