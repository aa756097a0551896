/**
 * How text is cleaned. A page cleans a text before it sends it, and the relay cleans it again with the same functions. So a line is
 * the same bytes on both sides, and nothing that an instant messenger, a terminal or a screen would misread is ever stored.
 */

/** C0 and C1 controls except tab and newline, U+FFFE and U+FFFF: XML 1.0 does not allow them (section 2.2), and terminals obey them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it removes
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g;

/** Direction overrides, embeddings and isolates: they could reverse the text around them (Unicode TR 36 section 3.1). */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;

const clean = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(CONTROLS, '').replace(DIRECTIONS, '').toWellFormed();

/** Cleans a line of a conversation. It may contain line breaks; white space at both ends is removed. Lone surrogates become U+FFFD. */
export const cleanText = (text: string): string => clean(text).trim();

/** Cleans the words of a statement, a name or a title: one line, with single spaces. Lone surrogates become U+FFFD. */
export const cleanLine = (text: string): string => clean(text).replace(/\s+/g, ' ').trim();
