import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Html } from './catalogue/html.ts';
import { both } from './catalogue/pages/both.ts';
import { frame, type Page, TAG } from './catalogue/pages/frame.ts';
import { help } from './catalogue/pages/help.ts';
import { home } from './catalogue/pages/home.ts';
import { missing } from './catalogue/pages/missing.ts';
import { nothingFound } from './catalogue/pages/nothing-found.ts';
import { recordPage } from './catalogue/pages/record.ts';
import { results } from './catalogue/pages/results.ts';
import { readQuery } from './catalogue/query.ts';
import { findRecord } from './catalogue/records.ts';
import { search } from './catalogue/search.ts';
import { suggestion } from './catalogue/spelling.ts';

/** Newport Public Library's catalogue, to be mounted behind a relay's own addresses on the same port. */

/** True: answered, if only with the 404 page. False: not a GET or HEAD, which a catalogue has nothing to say to. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * `now`: milliseconds since 1970, for due dates. `relay`: the origin of a relay that is elsewhere, as it mostly is; the tag and
 * the policy then name it.
 */
export const catalogue = (now: () => number = Date.now, relay = ''): Handler => {
  const assets = readAssets();
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const host = HOST.test(request.headers.host ?? '') ? (request.headers.host ?? '') : 'localhost';
    const address = URL.parse(request.url ?? '/', `http://${host}`);
    const asset = address && assets.get(address.pathname);
    if (asset) sendAsset(request, response, asset);
    else sendPage(response, address ? route(address, now()) : { status: 404, page: missing() }, { host, relay });
    return true;
  };
};

interface Answer {
  status: number;
  page: Page;
}

/** Which page an address means. */
export const route = (address: URL, now: number): Answer => {
  const ok = (page: Page): Answer => ({ status: 200, page });
  if (address.pathname === '/') return ok(home());
  if (address.pathname === '/help') return ok(help());
  if (address.pathname === '/both') return ok(both());
  if (address.pathname === '/search') return ok(searched(address.searchParams));
  const record = findRecord(/^\/record\/([a-z0-9-]+)$/.exec(address.pathname)?.[1] ?? '');
  return record ? ok(recordPage(record, now, address.origin)) : { status: 404, page: missing() };
};

const searched = (params: URLSearchParams): Page => {
  const query = readQuery(params);
  const found = search(query);
  return found.total > 0 ? results(query, found) : nothingFound(query, suggestion(query));
};

const HOST = /^[a-z0-9.-]+(:\d+)?$|^\[[0-9a-f:]+\](:\d+)?$/i;

interface Place {
  /** The catalogue's own. */
  host: string;
  relay: string;
}

const sendPage = (response: ServerResponse, { status, page }: Answer, place: Place): void => {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'content-security-policy': policy(place),
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  });
  response.end(
    response.req.method === 'HEAD' ? undefined : frame(page, new Html(TAG.replace('src="', `src="${place.relay}`))),
  );
};

/**
 * As strict as a careful library's: no inline script or style, Trusted Types demanded. What is in it for the desk would,
 * with the relay elsewhere, be its origin under script-src and connect-src. COMPAT: not every browser reads 'self' as
 * the page's own host for web sockets.
 */
const policy = ({ host, relay }: Place): string => {
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

const STYLES = ['frame', 'search-form', 'covers', 'home', 'results', 'record', 'prose', 'both'].map(
  (name) => `${name}.css`,
);

const readAssets = (): Map<string, Asset> => {
  const read = (...names: string[]) =>
    Buffer.concat(names.map((name) => readFileSync(new URL(`./catalogue/look/${name}`, import.meta.url))));
  const asset = (type: string, body: Buffer): Asset => ({
    type,
    body,
    tag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 16)}"`,
  });
  return new Map([
    ['/catalogue.css', asset('text/css; charset=utf-8', read(...STYLES))],
    ['/catalogue.svg', asset('image/svg+xml', read('mark.svg'))],
  ]);
};

const sendAsset = (request: IncomingMessage, response: ServerResponse, asset: Asset): void => {
  response.setHeader('etag', asset.tag).setHeader('cache-control', 'no-cache');
  response.setHeader('content-type', asset.type).setHeader('x-content-type-options', 'nosniff');
  if (request.headers['if-none-match'] === asset.tag) response.writeHead(304).end();
  else response.end(request.method === 'HEAD' ? undefined : asset.body);
};
