import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { DeskName } from '../../desk/roster.ts';
import type { Whereabouts } from '../../protocol/whereabouts.ts';
import { encodedHeaders, encodingFor, isNotModified } from './encodings.ts';
import type { PageFiles } from './page-files.ts';
import { json, type Route, type RouteResponse } from './routes.ts';

/** Pages of any origin may read the response. */
const FOR_ANYBODY = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Age, ETag',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Cache-Control': 'max-age=2',
};

/** A response body, used until the whereabouts change. */
interface Body {
  tag: string;
  plain: Buffer;
  gz: Buffer;
}

/** `GET /desks/:desk/whereabouts?lang=en`: what a closed bubble requests every ten seconds: the whereabouts and the bubble's sentences. */
export const whereaboutsRoute = (
  whereabouts: (desk: DeskName) => Whereabouts | undefined,
  pages: Pick<PageFiles, 'phrases'>,
): Route => {
  // The desk returns the same object until something changes, so each body is serialized once for all requests.
  const bodies = new WeakMap<Whereabouts, Map<string, Body>>();

  const bodyFor = (now: Whereabouts, lang: string): Body => {
    const { language, phrases } = pages.phrases(lang);
    const known = bodies.get(now) ?? new Map<string, Body>();
    bodies.set(now, known);
    const before = known.get(language);
    if (before) return before;
    const plain = Buffer.from(JSON.stringify({ ...now, phrases }));
    const tag = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
    const answer = { tag, plain, gz: gzipSync(plain) };
    known.set(language, answer);
    return answer;
  };

  return {
    method: 'GET',
    pattern: '/desks/:desk/whereabouts',
    handle: ({ params, query, headers: sent }): RouteResponse => {
      const now = whereabouts(params.desk ?? '');
      if (!now) return json(404, { error: 'unknown-desk' }, FOR_ANYBODY);
      const content = bodyFor(now, query.get('lang') ?? 'en');
      const encoding = encodingFor(sent['accept-encoding'], { gz: content.gz });
      const headers = {
        ...FOR_ANYBODY,
        ...encodedHeaders(content.tag, encoding),
        'Content-Type': 'application/json; charset=utf-8',
      };
      if (isNotModified(sent['if-none-match'], headers.ETag)) return { status: 304, headers };
      return { status: 200, headers, body: encoding === 'gz' ? content.gz : content.plain };
    },
  };
};
