import { encodedHeaders, encodingFor, isNotModified } from './encodings.ts';
import type { PageFile, PageFiles } from './page-files.ts';
import type { Route, RouteRequest, RouteResponse } from './routes.ts';

/** Pages of any origin may load these files, also under COEP (Cross-Origin-Embedder-Policy), and may measure how long it took. */
const FOR_ANYBODY = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Timing-Allow-Origin': '*',
};

/** A route for every built file except the HTML pages, which need headers of their own. */
export const pageRoutes = (pages: PageFiles): Route[] =>
  pages.paths.flatMap((path) => {
    const file = pages.get(path);
    if (!file || path.endsWith('.html')) return [];
    return { method: 'GET', pattern: path, handle: (request) => fileResponse(file, request) };
  });

const fileResponse = (file: PageFile, request: RouteRequest): RouteResponse => {
  const encoding = encodingFor(request.headers['accept-encoding'], file);
  const headers = {
    ...FOR_ANYBODY,
    ...encodedHeaders(file.tag, encoding),
    'Content-Type': file.type,
    'Cache-Control': file.hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
  };
  if (isNotModified(request.headers['if-none-match'], headers.ETag)) return { status: 304, headers };
  return { status: 200, headers, body: encoding === undefined ? file.plain : (file[encoding] ?? file.plain) };
};
