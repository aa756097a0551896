import { keyed } from 'lit/directives/keyed.js';

/**
 * A text that shares its element with others. Lit would change the text node that it made before, which a browser that
 * translates the page has replaced; this makes a new one. Where the text is all of an element, bind `.textContent`.
 */
export const text = (value: string) => keyed(value, value);
