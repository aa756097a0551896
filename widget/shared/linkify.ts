/** A stretch of a line: plain text, or an address that may be followed. */
export type Stretch = string | { href: string; text: string };

/** Quotation marks, angle brackets and full-width punctuation end an address even where no space follows. */
const ADDRESS = /(?<![\w@./-])(?:https?:\/\/|www\.)[^\s<>"“”„«»‹›「」『』（）【】《》。，、；：！？]+/giu;

const CLOSERS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/**
 * A line cut into text and links. Only what somebody typed as `http://…`, `https://…` or `www.…` becomes one; the
 * text shown is always the text typed, and joined together the stretches are the line again.
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

/** What ends a sentence is not part of the address; a bracket is, if it was opened inside it. */
function withoutPunctuation(address: string): string {
  for (let rest = address; ; rest = rest.slice(0, -1)) {
    const last = rest.at(-1) ?? '';
    const opener = CLOSERS[last];
    const loose = opener ? count(rest, last) > count(rest, opener) : /[.,:;!?'’*_~…|\\]/u.test(last);
    if (!loose) return rest;
  }
}

const count = (text: string, sign: string): number => text.split(sign).length - 1;

/** An address with a name or password before its host is left as text: it is made to look like another host. */
function addressOf(text: string): string | undefined {
  try {
    const url = new URL(/^www\./i.test(text) ? `https://${text}` : text);
    return /[^.]\.[^.]/.test(url.host) && !url.username && !url.password ? url.href : undefined;
  } catch {
    return undefined; // such as `https://[`
  }
}
