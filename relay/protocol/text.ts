/**
 * The one cleaning of text, done by pages before they send and by the relay again: so the same line is the same
 * bytes on both sides, and nothing that IM, a terminal or a screen would misread is ever kept.
 */

/** C0 and C1 controls but tab and newline, U+FFFE and U+FFFF: not allowed in XML 1.0 (section 2.2), harmful in terminals. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it removes
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g;

/** Overrides, embeddings and isolates that could turn round what stands beside them (Unicode TR 36, 3.1). */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;

const clean = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(CONTROLS, '').replace(DIRECTIONS, '').toWellFormed();

/** A said line: may have several lines; no space at its ends. */
export const cleanText = (text: string): string => clean(text).trim();

/** Words of a statement, a name or a title: one line, single spaces. */
export const cleanLine = (text: string): string => clean(text).replace(/\s+/g, ' ').trim();
