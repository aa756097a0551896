import type { WebConfig } from '../web-config.ts';

type OriginConfig = Pick<WebConfig, 'address' | 'origins'>;

/**
 * True if the request comes from one of the relay's own pages. `origin` and `host` are headers of the request. A forged `Host` gains
 * nothing: a page under another name does not have the cookie of this one.
 */
export const isOwnOrigin = (
  origin: string | undefined,
  host: string | undefined,
  { address }: OriginConfig,
): boolean => {
  if (origin === undefined) return false;
  if (origin === address) return true;
  const url = URL.parse(origin);
  return url !== null && url.origin === origin && host !== undefined && url.host === host.toLowerCase();
};

/**
 * True if a page of this origin may open a patron's socket. A client that sends no `Origin` is not a browser and could send any, so it
 * is let in. `null` (a sandboxed frame, a file) is an origin that no config can list, so only `*` lets it in.
 */
export const mayAsk = (origin: string | undefined, host: string | undefined, config: OriginConfig): boolean =>
  origin === undefined ||
  config.origins.includes('*') ||
  config.origins.includes(origin) ||
  isOwnOrigin(origin, host, config);

/**
 * True if a page of another origin sent this form. The cookie is SameSite=Lax, so such a form carries no sign-in; it is refused
 * nevertheless. Pages under `no-referrer` send `Origin: null` (Fetch, "append a request Origin header").
 */
export const isForeignForm = (
  headers: { origin?: string | undefined; host?: string | undefined; 'sec-fetch-site'?: string | string[] | undefined },
  config: OriginConfig,
): boolean => {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = headers;
  return origin !== undefined && origin !== 'null' && !isOwnOrigin(origin, headers.host, config);
};
