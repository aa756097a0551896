/** Finds the web addresses in a line of text. */

/** A part of a line: plain text, or a link. */
export type Stretch = string | { href: string; text: string };

/** Quotation marks, angle brackets and full-width punctuation end an address, even if no space follows them. */
const ADDRESS = /(?<![\w@./-])(?:https?:\/\/|www\.)[^\s<>"“”„«»‹›「」『』（）【】《》。，、；：！？]+/giu;

const CLOSERS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/**
 * Splits a line into text and links. Only text that begins with `http://`, `https://` or `www.` becomes a link. The text
 * of a link is always the text that was typed, so the parts joined together are the line again.
 */
export function linkify(line: string): Stretch[] {
  const stretches: Stretch[] = [];
  let end = 0;
  for (const match of line.matchAll(ADDRESS)) {
    const text = withoutPunctuation(match[0]);
    const href = addressOf(text);
    if (!href) continue;
    if (match.index > end) stretches.push(line.slice(end, match.index));
    stretches.push({ href, text });
    end = match.index + text.length;
  }
  if (end < line.length) stretches.push(line.slice(end));
  return stretches;
}

/** Punctuation at the end of a sentence is not part of the address. A closing bracket is, if the address also opens it. */
function withoutPunctuation(address: string): string {
  for (let rest = address; ; rest = rest.slice(0, -1)) {
    const last = rest.at(-1) ?? '';
    const opener = CLOSERS[last];
    const loose = opener ? count(rest, last) > count(rest, opener) : /[.,:;!?'’*_~…|\\]/u.test(last);
    if (!loose) return rest;
  }
}

const count = (text: string, part: string): number => text.split(part).length - 1;

/**
 * The complete URL of an address, or undefined where it should stay text. An address with a user name or password before
 * its host stays text, because such an address is used to look like another host.
 */
function addressOf(text: string): string | undefined {
  try {
    const url = new URL(/^www\./i.test(text) ? `https://${text}` : text);
    return /[^.]\.[^.]/.test(url.host) && !url.username && !url.password ? url.href : undefined;
  } catch {
    return undefined; // such as `https://[`
  }
}
