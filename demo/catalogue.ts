import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Html } from './catalogue/html.ts';
import { both } from './catalogue/pages/both.ts';
import { frame, type Page, TAG } from './catalogue/pages/frame.ts';
import { help, missing } from './catalogue/pages/help.ts';
import { home } from './catalogue/pages/home.ts';
import { recordPage } from './catalogue/pages/record.ts';
import { nothingFound, results } from './catalogue/pages/results.ts';
import { findRecord } from './catalogue/records.ts';
import { readQuery, search } from './catalogue/search.ts';

/** The catalogue of Newport Public Library, a request handler for the port of a relay or for a server of its own. */

/** True: the request is answered, perhaps with the 404 page. False: its method is not GET or HEAD; nothing is done. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * `now`: milliseconds since 1970, for due dates. `relay`: the origin of the relay where it is not the catalogue's own,
 * as in most libraries; the tag and the policy then name it.
 */
export const catalogue = (now: () => number = Date.now, relay = ''): Handler => {
  const assets = readAssets();
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const host = HOST.test(request.headers.host ?? '') ? (request.headers.host ?? '') : 'localhost';
    const address = URL.parse(request.url ?? '/', `http://${host}`);
    const asset = address && assets.get(address.pathname);
    if (asset) sendAsset(request, response, asset);
    else sendPage(response, (address && route(address, now())) ?? missing(), { host, relay });
    return true;
  };
};

/** The page at an address; undefined where there is none. */
const route = ({ pathname, searchParams }: URL, now: number): Page | undefined => {
  if (pathname === '/') return home();
  if (pathname === '/help') return help();
  if (pathname === '/both') return both();
  if (pathname === '/search') return searched(searchParams);
  const record = findRecord(/^\/record\/([a-z0-9-]+)$/.exec(pathname)?.[1] ?? '');
  return record && recordPage(record, now);
};

const searched = (params: URLSearchParams): Page => {
  const query = readQuery(params);
  const found = search(query);
  return found.records.length > 0 ? results(query, found) : nothingFound(query);
};

const HOST = /^[a-z0-9.-]+(:\d+)?$|^\[[0-9a-f:]+\](:\d+)?$/i;

interface Origins {
  /** Host and port of the catalogue. */
  host: string;
  relay: string;
}

const sendPage = (response: ServerResponse, page: Page, origins: Origins): void => {
  response.writeHead(page.status ?? 200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'content-security-policy': policy(origins),
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  });
  const tag = new Html(TAG.replace('src="', `src="${origins.relay}`));
  response.end(response.req.method === 'HEAD' ? undefined : frame(page, tag));
};

/**
 * As strict as the policy of a careful library: no inline script or style, and Trusted Types required. With the relay on
 * another origin, the widget needs that origin under script-src and connect-src. COMPAT: not every browser applies
 * 'self' to the page's own host for web sockets.
 */
const policy = ({ host, relay }: Origins): string => {
  const sockets = relay === '' ? `ws://${host} wss://${host}` : `${relay} ${relay.replace(/^http/, 'ws')}`;
  return [
    `default-src 'none'`,
    `script-src 'self' ${relay}`.trim(),
    `style-src 'self'`,
    `img-src 'self'`,
    `connect-src 'self' ${sockets}`,
    `frame-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'self'`,
    `require-trusted-types-for 'script'`,
  ].join('; ');
};

interface Asset {
  type: string;
  body: Buffer;
  tag: string;
}

const readAssets = (): Map<string, Asset> => {
  const asset = (type: string, ...names: string[]): Asset => {
    const files = names.map((name) => readFileSync(new URL(`./catalogue/look/${name}`, import.meta.url)));
    const body = Buffer.concat(files);
    return { type, body, tag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 16)}"` };
  };
  return new Map([
    ['/catalogue.css', asset('text/css; charset=utf-8', 'page.css', 'records.css', 'both.css')],
    ['/catalogue.svg', asset('image/svg+xml', 'mark.svg')],
    ['/both.mjs', asset('text/javascript; charset=utf-8', 'both.mjs')],
  ]);
};

const sendAsset = (request: IncomingMessage, response: ServerResponse, asset: Asset): void => {
  response.setHeader('etag', asset.tag).setHeader('cache-control', 'no-cache');
  response.setHeader('content-type', asset.type).setHeader('x-content-type-options', 'nosniff');
  if (request.headers['if-none-match'] === asset.tag) response.writeHead(304).end();
  else response.end(request.method === 'HEAD' ? undefined : asset.body);
};
