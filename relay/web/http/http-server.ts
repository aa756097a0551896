import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { errorFacts } from '../../desk/error-facts.ts';
import type { Log } from '../../desk/ports.ts';
import type { WebConfig } from '../web-config.ts';
import { cameByHttps, networkAddress } from './forwarded.ts';
import { readTarget } from './request-path.ts';
import { findRoute, json, plain, type Route, type RouteRequest, type RouteResponse } from './routes.ts';

/** Handles a request that no route matches. Returns true if it took the request. */
export type AlsoServe = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface HttpServerOptions {
  routes: readonly Route[];
  config(): WebConfig;
  alsoServe?: AlsoServe | undefined;
  log: Log;
}

/** The longest form of a POST whose route names no limit, in bytes. */
const FORM_BYTES = 1_024;

/** Headers of every response. A route may override them. */
const DEFAULT_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** The HTTP server: it answers from a table of routes and refuses everything else. The caller handles `upgrade` events. */
export const httpServer = (options: HttpServerOptions): Server =>
  createServer(
    {
      headersTimeout: 5_000,
      requestTimeout: 10_000,
      keepAliveTimeout: 10_000,
      connectionsCheckingInterval: 2_000,
      // Where the relay is a host of the library's domain, browsers send the library's own cookies as well.
      maxHeaderSize: 16_384,
      // A request to upgrade to another protocol (h2c) is answered as if it were an ordinary one.
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
    },
    (request, response) => void respond(options, request, response),
  );

const respond = async (
  options: HttpServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  try {
    const answer = await responseTo(options, request, response);
    if (answer) send(request, response, answer);
  } catch (error) {
    options.log.warn('a request could not be answered', errorFacts(error));
    if (!response.headersSent) send(request, response, plain(500, 'The relay could not answer: an internal error.'));
    else response.destroy();
  }
};

const responseTo = async (
  options: HttpServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<RouteResponse | undefined> => {
  const { method = '', headers } = request;
  const target = readTarget(request.url ?? '');
  if (target === 414) return plain(414, 'This address is too long.');
  if (target === 400) return plain(400, 'This address cannot be read.');
  const match = findRoute(options.routes, method, target);
  if (!match) return options.alsoServe?.(request, response) ? undefined : json(404, { error: 'not-found' });
  if ('allow' in match) return plain(405, `Allowed here: ${match.allow}`, { Allow: match.allow });

  const config = options.config();
  const routeRequest: RouteRequest = {
    params: match.params,
    path: target.path,
    query: target.query,
    headers,
    address: networkAddress(request.socket.remoteAddress, headers['x-forwarded-for'], config.behindProxy),
    secure: cameByHttps(headers['x-forwarded-proto'], config),
    form: new URLSearchParams(),
  };
  if (match.route.method === 'POST') {
    const form = await readForm(request, match.route.bodyBytes ?? FORM_BYTES);
    if (typeof form === 'number') return plain(form, form === 413 ? 'This form is too long.' : 'A form belongs here.');
    routeRequest.form = form;
  }
  return match.route.handle(routeRequest);
};

const readForm = async (request: IncomingMessage, limit: number): Promise<URLSearchParams | 413 | 415> => {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? '')) return 415;
  if (Number(request.headers['content-length'] ?? 0) > limit) return 413;
  const chunks: Buffer[] = [];
  let length = 0;
  // Destroying the request would destroy its response as well.
  const body: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  for await (const chunk of body) {
    length += chunk.length;
    if (length > limit) return 413;
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString());
};

const send = (request: IncomingMessage, response: ServerResponse, { status, headers, body }: RouteResponse): void => {
  // Close the connection if the request has a body that was not read: the rest of it must not be waited for.
  const { 'content-length': length = '0', 'transfer-encoding': coding } = request.headers;
  const unread = (length !== '0' || coding !== undefined) && !request.complete;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, {
    ...DEFAULT_HEADERS,
    ...headers,
    ...(status === 304 || status === 204 ? {} : { 'Content-Length': bytes?.length ?? 0 }),
    ...(unread ? { Connection: 'close' } : {}),
  });
  response.end(request.method === 'HEAD' || status === 304 ? undefined : bytes);
};
