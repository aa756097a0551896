import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { Target } from './request-path.ts';

/** A request as a route receives it: parsed, and within the limits. */
export interface RouteRequest {
  /** The values of the pattern's segments that begin with a colon, by name. */
  params: Record<string, string>;
  /** As sent, without the query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** The network address that limits count; never stored, never logged. */
  address: string;
  /** True if the browser used https. */
  secure: boolean;
  /** The form of a POST, at most `bodyBytes` of the route; empty for a GET. */
  form: URLSearchParams;
}

export interface RouteResponse {
  status: number;
  headers?: OutgoingHttpHeaders;
  body?: string | Buffer;
}

export interface Route {
  /** A GET route also answers HEAD. */
  method: 'GET' | 'POST';
  /** `/desks/:desk/whereabouts`: a segment that begins with a colon matches any one segment that is not empty. */
  pattern: string;
  handle(request: RouteRequest): RouteResponse | Promise<RouteResponse>;
  /** The longest form of a POST, in bytes. Default: 1 KiB. */
  bodyBytes?: number;
}

export type RouteMatch = { route: Route; params: Record<string, string> } | { allow: string } | undefined;

/** The route for a request; the allowed methods, as an `Allow` header has them, if the path has routes for other methods only; undefined for an unknown path. */
export const findRoute = (routes: readonly Route[], method: string, { segments }: Target): RouteMatch => {
  const allow = new Set<string>();
  for (const route of routes) {
    const params = matchPattern(route.pattern, segments);
    if (!params) continue;
    if (route.method === (method === 'HEAD' ? 'GET' : method)) return { route, params };
    allow.add(route.method === 'GET' ? 'GET, HEAD' : route.method);
  }
  return allow.size > 0 ? { allow: [...allow].join(', ') } : undefined;
};

const matchPattern = (pattern: string, segments: string[]): Record<string, string> | undefined => {
  const parts = pattern.slice(1).split('/');
  if (parts.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':') ? segment === '' : segment !== part) return undefined;
    if (part.startsWith(':')) params[part.slice(1)] = segment;
  }
  return params;
};

export const json = (status: number, value: unknown, headers: OutgoingHttpHeaders = {}): RouteResponse => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

export const plain = (status: number, text: string, headers: OutgoingHttpHeaders = {}): RouteResponse => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers },
  body: `${text}\n`,
});
