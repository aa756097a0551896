import { quoted } from './mistakes.ts';

export const ORIGIN_PATTERN = '^https?://[^/?#@\\s\\\\*]+$';

const EXAMPLE = 'https://catalogue.example';

const LOOPBACK = /^(localhost|127\.|\[::1\])/i;

/** Scheme, host and perhaps port of a web address, exactly as browsers send it in `Origin`. */
export const originFault = (value: string): string | undefined => {
  if (value === 'null') return '"null" stands for pages without an address, anybody\'s among them. Take it out.';
  const schemed = /^https?:\/\//i.test(value);
  const url = URL.parse(schemed ? value : `${LOOPBACK.test(value) ? 'http' : 'https'}://${value}`);
  // First, and without repeating it: what stands before an "@" may be a password.
  if (value.includes('@')) {
    return `The address carries a name or password before the "@". Write "${url?.host ? url.origin : EXAMPLE}".`;
  }
  if (value.includes('*')) {
    return `${quoted(value)} has a "*" inside. Write each origin by itself, or "*" alone for every page anywhere.`;
  }
  if (!url || /^[a-z][a-z0-9+.-]*:\/\//i.test(value) !== schemed) {
    return `${quoted(value)} is not the origin of a web page. Write for example "${EXAMPLE}".`;
  }
  if (value === url.origin) return undefined;
  return `${quoted(value)} ${difference(value, schemed, url)}. Write "${url.origin}".`;
};

const difference = (value: string, schemed: boolean, url: URL): string => {
  if (!schemed) return 'lacks http:// or https:// before the host';
  const more = url.pathname !== '/' || url.search !== '' || url.hash !== '';
  if (more) return 'goes on after the host, where an origin ends';
  if (/[/?#]$/.test(value)) return `ends with a ${value.at(-1)}, which an origin does not`;
  return 'is not written as browsers write it';
};
