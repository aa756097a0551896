import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { errorFacts } from '../../desk/error-facts.ts';
import type { Log } from '../../desk/ports.ts';
import type { WebConfig } from '../web-config.ts';
import { cameByHttps, networkAddress } from './forwarded.ts';
import { readTarget } from './request-path.ts';
import { type Answer, type Asked, findRoute, json, plain, type Route } from './routes.ts';

/** Takes a request no route is for, and gives true; or leaves it, and gives false. */
export type AlsoServe = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface HttpParts {
  routes: readonly Route[];
  config(): WebConfig;
  alsoServe?: AlsoServe | undefined;
  log: Log;
}

const FORM_BYTES = 1_024;

/** What every answer carries, unless its route says otherwise. */
const GUARDS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** Plain HTTP: routes from a table, everything else refused. Upgrades are the server's own matter. */
export const httpServer = (parts: HttpParts): Server =>
  createServer(
    {
      headersTimeout: 5_000,
      requestTimeout: 10_000,
      keepAliveTimeout: 10_000,
      connectionsCheckingInterval: 2_000,
      // A library's own cookies may come along where the relay is a name of its domain.
      maxHeaderSize: 16_384,
      // Others (h2c) are answered as if they had not asked.
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
    },
    (request, response) => void respond(parts, request, response),
  );

const respond = async (parts: HttpParts, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  try {
    const answer = await answerTo(parts, request, response);
    if (answer) send(request, response, answer);
  } catch (error) {
    parts.log.warn('a request could not be answered', errorFacts(error));
    if (!response.headersSent) send(request, response, plain(500, 'The relay has made a mistake.'));
    else response.destroy();
  }
};

const answerTo = async (
  parts: HttpParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Answer | undefined> => {
  const { method = '', headers } = request;
  const target = readTarget(request.url ?? '');
  if (target === 414) return plain(414, 'This address is too long.');
  if (target === 400) return plain(400, 'This address cannot be read.');
  const found = findRoute(parts.routes, method, target);
  if (!found) return parts.alsoServe?.(request, response) ? undefined : json(404, { error: 'not-found' });
  if ('allow' in found) return plain(405, `Allowed here: ${found.allow}`, { Allow: found.allow });

  const config = parts.config();
  const asked: Asked = {
    params: found.params,
    path: target.path,
    query: target.query,
    headers,
    address: networkAddress(request.socket.remoteAddress, headers['x-forwarded-for'], config.behindProxy),
    secure: cameByHttps(headers['x-forwarded-proto'], config),
    form: new URLSearchParams(),
  };
  if (found.route.method === 'POST') {
    const form = await readForm(request, found.route.bodyBytes ?? FORM_BYTES);
    if (typeof form === 'number') return plain(form, form === 413 ? 'This form is too long.' : 'A form belongs here.');
    asked.form = form;
  }
  return found.route.handle(asked);
};

const readForm = async (request: IncomingMessage, limit: number): Promise<URLSearchParams | 413 | 415> => {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? '')) return 415;
  if (Number(request.headers['content-length'] ?? 0) > limit) return 413;
  const chunks: Buffer[] = [];
  let length = 0;
  // Destroying the request would take the answer with it.
  const body: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  for await (const chunk of body) {
    length += chunk.length;
    if (length > limit) return 413;
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString());
};

const send = (request: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer): void => {
  // A body nobody read is not waited for.
  const { 'content-length': length = '0', 'transfer-encoding': coding } = request.headers;
  const unread = (length !== '0' || coding !== undefined) && !request.complete;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, {
    ...GUARDS,
    ...headers,
    ...(status === 304 || status === 204 ? {} : { 'Content-Length': bytes?.length ?? 0 }),
    ...(unread ? { Connection: 'close' } : {}),
  });
  response.end(request.method === 'HEAD' || status === 304 ? undefined : bytes);
};
