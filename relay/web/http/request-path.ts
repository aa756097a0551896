/** The longest request target, in bytes. A sign-in link has about 80. */
const MAX_TARGET = 2_048;

/** A request target (RFC 9112 section 3.2) in its parts. */
export interface Target {
  /** The decoded segments: `/desks/main/` is `['desks', 'main', '']`. */
  segments: string[];
  /** As sent, without the query. */
  path: string;
  query: URLSearchParams;
}

/**
 * Parses a request target, or returns the status that refuses it. A path that some server or proxy could read as a way out of a folder
 * is refused, not normalized.
 */
export const readTarget = (url: string): Target | 400 | 414 => {
  if (url.length > MAX_TARGET) return 414;
  if (!url.startsWith('/') || url.includes('#')) return 400;
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const segments: string[] = [];
  const parts = path.slice(1).split('/');
  for (const [index, part] of parts.entries()) {
    const segment = decoded(part);
    // Only the last segment may be empty: `//host` would be another host in a redirect.
    const isLast = index === parts.length - 1;
    if (segment === undefined || (segment === '' && !isLast) || TRICKS.test(segment)) return 400;
    segments.push(segment);
  }
  return { segments, path, query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)) };
};

/** A segment that is `.` or `..`, or that has a separator, a control character or NUL in it, however it was encoded. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it refuses
const TRICKS = /^\.{1,2}$|[/\\\u0000-\u001f\u007f]/;

const decoded = (part: string): string | undefined => {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
};
