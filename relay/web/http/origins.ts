import type { WebConfig } from '../web-config.ts';

type Named = Pick<WebConfig, 'address' | 'origins'>;

/**
 * Is this the relay's own page? A forged `Host` gains nothing: a page of another name has no cookie of this one.
 * `origin` and `host` are the request's headers.
 */
export const isOwnOrigin = (origin: string | undefined, host: string | undefined, { address }: Named): boolean => {
  if (origin === undefined) return false;
  if (origin === address) return true;
  const url = URL.parse(origin);
  return url !== null && url.origin === origin && host !== undefined && url.host === host.toLowerCase();
};

/**
 * May a page of this origin open a patron's socket? What sends no origin is no browser, and could as well send any.
 * `null` (a sandboxed frame, a file) is an origin nobody can name, so only `*` lets it in.
 */
export const mayAsk = (origin: string | undefined, host: string | undefined, config: Named): boolean =>
  origin === undefined ||
  config.origins.includes('*') ||
  config.origins.includes(origin) ||
  isOwnOrigin(origin, host, config);

/**
 * Was this form sent by a page elsewhere? The cookie is SameSite=Lax, so such a form could only act for nobody; this
 * refuses it all the same. Pages under `no-referrer` send `Origin: null` (Fetch, "append a request Origin header").
 */
export const isForeignForm = (
  headers: { origin?: string | undefined; host?: string | undefined; 'sec-fetch-site'?: string | string[] | undefined },
  config: Named,
): boolean => {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = headers;
  return origin !== undefined && origin !== 'null' && !isOwnOrigin(origin, headers.host, config);
};
