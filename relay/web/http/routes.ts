import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { Target } from './request-path.ts';

/** A request, read and limited. */
export interface Asked {
  /** The segments of the pattern that begin with a colon. */
  params: Record<string, string>;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** For limits by network address; never kept, never logged. */
  address: string;
  /** Did the browser come by https? */
  secure: boolean;
  /** Of a POST: its form, at most `bodyBytes` of the route. */
  form: URLSearchParams;
}

export interface Answer {
  status: number;
  headers?: OutgoingHttpHeaders;
  body?: string | Buffer;
}

export interface Route {
  /** A GET route answers HEAD too. */
  method: 'GET' | 'POST';
  /** `/desks/:desk/whereabouts`: a segment with a colon takes any one segment that is not empty. */
  pattern: string;
  handle(asked: Asked): Answer | Promise<Answer>;
  /** Longest form a POST may carry; 1 KiB where nothing is said. */
  bodyBytes?: number;
}

export type Found = { route: Route; params: Record<string, string> } | { allow: string } | undefined;

/** The route for a request; the methods there are where the path has others only; undefined for an unknown path. */
export const findRoute = (routes: readonly Route[], method: string, { segments }: Target): Found => {
  const allow = new Set<string>();
  for (const route of routes) {
    const params = matched(route.pattern, segments);
    if (!params) continue;
    if (route.method === (method === 'HEAD' ? 'GET' : method)) return { route, params };
    allow.add(route.method === 'GET' ? 'GET, HEAD' : route.method);
  }
  return allow.size > 0 ? { allow: [...allow].join(', ') } : undefined;
};

const matched = (pattern: string, segments: string[]): Record<string, string> | undefined => {
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

export const json = (status: number, value: unknown, headers: OutgoingHttpHeaders = {}): Answer => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

export const plain = (status: number, text: string, headers: OutgoingHttpHeaders = {}): Answer => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers },
  body: `${text}\n`,
});
