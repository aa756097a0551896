import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { DeskName } from '../../desk/roster.ts';
import type { Whereabouts } from '../../protocol/whereabouts.ts';
import { encodedHeaders, encodingFor, hasAlready } from './encodings.ts';
import type { PageFiles } from './page-files.ts';
import { type Answer, json, type Route } from './routes.ts';

const FOR_ANYBODY = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Age, ETag',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Cache-Control': 'max-age=2',
};

/** An answer as it goes out, until the whereabouts change. */
interface Written {
  tag: string;
  plain: Buffer;
  gz: Buffer;
}

/** `GET /desks/:desk/whereabouts?lang=en`: what a closed bubble asks for every ten seconds, with its few words. */
export const whereaboutsRoute = (
  whereabouts: (desk: DeskName) => Whereabouts | undefined,
  pages: Pick<PageFiles, 'phrases'>,
): Route => {
  // The desk gives the same object until something changes, so each answer is written out once for all who ask.
  const written = new WeakMap<Whereabouts, Map<string, Written>>();

  const write = (now: Whereabouts, lang: string): Written => {
    const { language, phrases } = pages.phrases(lang);
    const known = written.get(now) ?? new Map<string, Written>();
    written.set(now, known);
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
    handle: ({ params, query, headers: asked }): Answer => {
      const now = whereabouts(params.desk ?? '');
      if (!now) return json(404, { error: 'unknown-desk' }, FOR_ANYBODY);
      const answer = write(now, query.get('lang') ?? 'en');
      const encoding = encodingFor(asked['accept-encoding'], { gz: answer.gz });
      const headers = {
        ...FOR_ANYBODY,
        ...encodedHeaders(answer.tag, encoding),
        'Content-Type': 'application/json; charset=utf-8',
      };
      if (hasAlready(asked['if-none-match'], headers.ETag)) return { status: 304, headers };
      return { status: 200, headers, body: encoding === 'gz' ? answer.gz : answer.plain };
    },
  };
};
