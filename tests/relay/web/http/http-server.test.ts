// covers: relay/web/http/http-server.ts, relay/web/http/routes.ts, relay/web/http/request-path.ts, relay/web/http/encodings.ts, relay/web/http/page-files.ts, relay/web/http/static-routes.ts, relay/web/http/whereabouts-route.ts, relay/web/http/operations-routes.ts, relay/web/http/metrics.ts, relay/web/pages/console-route.ts
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { PageFiles } from '../../../../relay/web/http/page-files.ts';
import { buildPages, SCRIPT, startWeb } from '../web-stage.ts';

interface Got {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** Unlike `fetch`, sends the path as it is and unpacks nothing. */
const get = async (
  port: number,
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Got> => {
  const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false });
  asked.end();
  const [answer] = await once(asked, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) };
};

/** What is sent word for word gets this answer, as text. */
const raw = async (port: number, text: string): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  socket.end(text);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

describe('Page scripts', () => {
  test('The script of the tag may be cached for five minutes, hashed files for ever', async () => {
    const { port } = await startWeb();
    const tag = await get(port, '/widget.js');
    expect(tag.headers['cache-control']).toBe('public, max-age=300');
    const chat = await get(port, '/chat-AbCdEfGh.js');
    expect(chat.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    for (const { headers } of [tag, chat]) {
      expect(headers).toMatchObject({
        'content-type': 'text/javascript; charset=utf-8',
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'timing-allow-origin': '*',
        'x-content-type-options': 'nosniff',
        vary: 'Accept-Encoding',
      });
    }
  });

  test.each([
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
    ['GZIP;q=0.5', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
    ['*', 'br', brotliDecompressSync],
    ['identity', undefined, (body: Buffer) => body],
    ['', undefined, (body: Buffer) => body],
    ['*;q=0', undefined, (body: Buffer) => body],
  ])('A client that accepts %s gets the file in %s', async (accepted, coding, unpack) => {
    const { port } = await startWeb();
    const script = await get(port, '/console/console-12345678.js', { headers: { 'accept-encoding': accepted } });
    expect(script.headers['content-encoding']).toBe(coding);
    expect(unpack(script.body).toString()).toBe(SCRIPT);
  });

  test('A client that has a file already gets 304, for each encoding separately', async () => {
    const { port } = await startWeb();
    const plain = await get(port, '/widget.js');
    const packed = await get(port, '/widget.js', { headers: { 'accept-encoding': 'br' } });
    expect(plain.headers.etag).not.toBe(packed.headers.etag);
    const again = { 'if-none-match': `"other", W/${packed.headers.etag}`, 'accept-encoding': 'br' };
    const answer = await get(port, '/widget.js', { headers: again });
    expect([answer.status, answer.body.length, answer.headers.etag]).toEqual([304, 0, packed.headers.etag]);
    expect((await get(port, '/widget.js', { headers: { 'if-none-match': String(packed.headers.etag) } })).status).toBe(
      200,
    );
  });

  test('HEAD has the headers of GET and no body', async () => {
    const { port } = await startWeb();
    const [head, whole] = [await get(port, '/widget.js', { method: 'HEAD' }), await get(port, '/widget.js')];
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect(head.headers['content-length']).toBe(String(whole.body.length));
  });

  test('Pages that were not built throw a sentence at the start', () => {
    expect(() => PageFiles.read('/nowhere/dist/pages')).toThrow(/are not built, .*: run npm run build$/);
    expect(() => PageFiles.read(buildPages({ 'widget.js': '' }))).toThrow(
      /^There is no console\/index.html in .*: run npm run build$/,
    );
  });
});

describe('The whereabouts route', () => {
  test('Whereabouts may be read by any page and cached for two seconds', async () => {
    const { desk, port } = await startWeb();
    desk.say('At the Panera in Newport News, back at 3');
    const answer = await get(port, '/desks/main/whereabouts');
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'max-age=2',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'Age, ETag',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(JSON.parse(answer.body.toString())).toEqual({
      ...desk.whereabouts('main'),
      phrases: { ask: 'Ask a librarian' },
    });
  });

  test('Unchanged whereabouts are 304, and changed ones are sent at once', async () => {
    const { desk, port } = await startWeb();
    const first = await get(port, '/desks/main/whereabouts');
    const headers = { 'if-none-match': String(first.headers.etag) };
    expect(first.headers.etag).toMatch(/^"[\w-]+"$/);
    expect((await get(port, '/desks/main/whereabouts', { headers })).status).toBe(304);
    desk.say('Back soon');
    const next = await get(port, '/desks/main/whereabouts', { headers });
    expect([next.status, next.body.toString()]).toEqual([200, expect.stringContaining('Back soon')]);
  });

  test('The same whereabouts have the same ETag after a restart', async () => {
    const [one, other] = [await startWeb(), await startWeb()];
    const tags = await Promise.all(
      [one, other].map(async ({ port }) => (await get(port, '/desks/main/whereabouts')).headers.etag),
    );
    expect(tags[0]).toBe(tags[1]);
  });

  test.each([
    ['de', 'Frag die Bibliothek'],
    ['de-AT', 'Frag die Bibliothek'],
    ['DE', 'Frag die Bibliothek'],
    ['en', 'Ask a librarian'],
    ['tlh', 'Ask a librarian'],
    ['../../etc/passwd', 'Ask a librarian'],
    ['__proto__', 'Ask a librarian'],
  ])('Whereabouts in %s have the sentences of that language', async (lang, ask) => {
    const { port } = await startWeb();
    const answer = await get(port, `/desks/main/whereabouts?lang=${encodeURIComponent(lang)}`);
    expect(JSON.parse(answer.body.toString()).phrases).toEqual({ ask });
  });

  test('Compressed whereabouts have the same content', async () => {
    const { port } = await startWeb();
    const plain = await get(port, '/desks/main/whereabouts');
    const packed = await get(port, '/desks/main/whereabouts', { headers: { 'accept-encoding': 'gzip' } });
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expect(gunzipSync(packed.body).toString()).toBe(plain.body.toString());
  });

  test.each(['attic', '__proto__', 'main%20', 'MAIN'])(
    'Whereabouts of a desk that does not exist (%s) are 404',
    async (desk) => {
      const { port } = await startWeb();
      const answer = await get(port, `/desks/${desk}/whereabouts`);
      expect([answer.status, answer.body.toString()]).toEqual([404, '{"error":"unknown-desk"}']);
      expect(answer.headers['access-control-allow-origin']).toBe('*');
    },
  );
});

describe('The console page', () => {
  test('The console without a sign-in says how to get a link', async () => {
    const { port } = await startWeb();
    const answer = await get(port, '/console/');
    expect([answer.status, answer.body.toString()]).toEqual([401, expect.stringContaining('ask-librarian invite')]);
  });

  test('The console with a sign-in may run its own script and nothing else', async () => {
    const { port, signIn } = await startWeb();
    const answer = await get(port, '/console/', { headers: { cookie: await signIn('ann') } });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
        "base-uri 'none'; form-action 'self'; frame-ancestors 'self'; " +
        "require-trusted-types-for 'script'; trusted-types ask-librarian",
    });
  });

  test('The path of the console is redirected to the one with a slash at its end', async () => {
    const { port } = await startWeb();
    const answer = await get(port, '/console');
    expect([answer.status, answer.headers.location]).toEqual([308, '/console/']);
  });

  test('The console page cannot be loaded by another path', async () => {
    const { port } = await startWeb();
    expect((await get(port, '/console/index.html')).status).toBe(404);
  });
});

describe('Operations', () => {
  test('/healthz answers that the process runs', async () => {
    const { port } = await startWeb();
    const answer = await get(port, '/healthz');
    expect([answer.status, answer.body.toString()]).toEqual([200, 'ok\n']);
  });

  test.each([
    ['answers', async () => true, 200],
    ['says no', async () => false, 503],
    ['is broken', () => Promise.reject(new Error('disk I/O error')), 503],
  ])('/readyz answers by what the store says: %s', async (_, ready, status) => {
    const { port } = await startWeb({ parts: { ready } });
    expect((await get(port, '/readyz')).status).toBe(status);
  });

  test('/readyz answers that the relay is not ready when the store does not answer', async () => {
    let asked = () => {};
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const ready = () => {
      asked();
      return new Promise<boolean>(() => {});
    };
    const { clock, port } = await startWeb({ parts: { ready } });
    const answer = get(port, '/readyz');
    await isAsked;
    await clock.advance(2_000);
    expect((await answer).status).toBe(503);
  });

  test('/metrics has numbers for Prometheus', async () => {
    const { page, patron, port } = await startWeb();
    const pat = await patron('Pat');
    await pat.says('Hello?');
    await pat.hearsStill();
    const quinn = await page();
    quinn.sendRaw('nonsense');
    await quinn.closed;
    const answer = await get(port, '/metrics');
    expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = answer.body.toString();
    expect(text).toMatch(/^# HELP ask_librarian_sockets Open sockets\.\n# TYPE ask_librarian_sockets gauge\n/);
    for (const line of [
      'ask_librarian_sockets{side="console"} 0',
      'ask_librarian_conversations 1',
      'ask_librarian_pages 1',
      'ask_librarian_frames_total{direction="in"} 4',
      'ask_librarian_frames_total{direction="out"} 3',
      'ask_librarian_closes_total{code="4400"} 1',
    ]) {
      expect(text).toContain(`\n${line}\n`);
    }
    expect(text).toMatch(/\nprocess_resident_memory_bytes \d+\n/);
    expect(text).not.toMatch(/127\.0\.0\.1|Hello/);
  });
});

describe('What is refused', () => {
  test.each([
    '/',
    '/nowhere',
    '/widget.js/',
    '/desks',
    '/desks/',
    '/desks//whereabouts',
    '/desks/main',
    '/desks/main/whereabouts/',
    '/console/../widget.js',
    '/console/%2e%2e/widget.js',
    '/console/%2E%2E/%2e%2e/etc/passwd',
    '/..%2f..%2fetc/passwd',
    '/..%5c..%5cetc',
    '/./widget.js',
    '//evil.example/',
    '/console//',
    '/widget.js%00',
    '/widget.js%0d%0aSet-Cookie:x',
    '/%',
    '/%c0%ae%c0%ae/etc/passwd',
    '/%ff',
    '/\\..\\etc',
    'http://127.0.0.1/widget.js',
    '*',
  ])('%s', async (path) => {
    const { port } = await startWeb();
    const answer = await get(port, path);
    expect([400, 404]).toContain(answer.status);
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.headers.location).toBeUndefined();
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'PROPFIND'])(
    '%s where one can only look: 405',
    async (method) => {
      const { port } = await startWeb();
      for (const path of ['/widget.js', '/desks/main/whereabouts', '/healthz']) {
        const answer = await get(port, path, { method });
        expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
      }
    },
  );

  test('An address that is too long is 414', async () => {
    const { port } = await startWeb();
    expect((await get(port, `/desks/main/whereabouts?lang=${'x'.repeat(3_000)}`)).status).toBe(414);
  });

  test('Headers that are too long are 431', async () => {
    const { port } = await startWeb();
    expect((await get(port, '/healthz', { headers: { cookie: 'x'.repeat(20_000) } })).status).toBe(431);
  });

  test('What is not HTTP is 400', async () => {
    const { port } = await startWeb();
    expect(await raw(port, 'hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw(port, 'GET / HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('A body where none belongs is not read', async () => {
    const { port } = await startWeb();
    const answer = await raw(
      port,
      `GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nGET /metrics HTTP/1.1\r\nHost: x\r\n\r\n`,
    );
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(answer).toContain('Connection: close');
  });

  test('A socket at an unknown path is 404, and an upgrade to another protocol is an ordinary request', async () => {
    const { port } = await startWeb();
    const upgrade = (path: string, to: string) =>
      raw(port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: ${to}\r\n\r\n`);
    expect(await upgrade('/nowhere', 'websocket')).toMatch(/^HTTP\/1\.1 404 /);
    expect(await upgrade('/%2e%2e/socket', 'websocket')).toMatch(/^HTTP\/1\.1 404 /);
    expect(await upgrade('/socket', 'websocket')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await upgrade('/healthz', 'h2c')).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('A handler that fails is a 500, and nothing of its error is sent or logged', async () => {
    const { desk, logged, port } = await startWeb();
    desk.whereabouts = () => {
      throw new Error('a secret');
    };
    const answer = await get(port, '/desks/main/whereabouts');
    expect(answer.status).toBe(500);
    expect(answer.body.toString() + logged.join()).not.toContain('a secret');
    expect(logged.join()).toContain('a request could not be answered');
  });

  test('No network address and no path is logged', async () => {
    const { logged, port } = await startWeb();
    await get(port, '/console/sign-in?code=abc');
    await get(port, '/nowhere?q=secret');
    expect(logged).toEqual([]);
  });
});

test('The demo answers what the relay has no route for', async () => {
  const { port } = await startWeb({
    parts: {
      alsoServe(asked, answer) {
        if (asked.url !== '/') return false;
        answer.end('a catalogue');
        return true;
      },
    },
  });
  expect((await get(port, '/')).body.toString()).toBe('a catalogue');
  const answer = await get(port, '/nowhere');
  expect([answer.status, answer.body.toString()]).toEqual([404, '{"error":"not-found"}']);
  expect((await get(port, '/healthz')).body.toString()).toBe('ok\n');
});
