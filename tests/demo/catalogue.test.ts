// covers: demo/catalogue.ts, demo/catalogue/html.ts, demo/catalogue/pages/both.ts, demo/catalogue/pages/cover.ts, demo/catalogue/pages/frame.ts, demo/catalogue/pages/help.ts, demo/catalogue/pages/home.ts, demo/catalogue/pages/record.ts, demo/catalogue/pages/results.ts
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { escapeHtml, html } from '../../demo/catalogue/html.ts';
import { catalogue } from '../../demo/catalogue.ts';

const NOON = Date.UTC(2026, 5, 3, 12);
const server = createServer((request, response) => {
  if (!handle(request, response)) response.writeHead(405).end();
});
const handle = catalogue(() => NOON);
let origin = '';

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on TCP
});
afterAll(() => server.close());

const get = async (path: string, init?: RequestInit) => {
  const response = await fetch(origin + path, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

const TAG = '<script async src="/widget.js" data-desk="main"></script>';

describe('pages', () => {
  test.each([
    ['/', 200, 'What are you looking for?'],
    ['/search?q=virginia', 200, '12 records'],
    ['/search?q=', 200, 'records</h1>'],
    ['/search?q=shakespere', 200, 'for <q>shakespere</q></h1>'],
    ['/search?q=qzxv', 200, 'Nothing found for <q>qzxv</q>'],
    ['/record/moby-dick', 200, 'Captain Ahab hunts one whale'],
    ['/help', 200, 'Ask a librarian'],
    ['/nowhere', 404, 'Not on our shelves'],
    ['/record/no-such-record', 404, 'Not on our shelves'],
    ['/record/%E0%A4%A', 404, 'Not on our shelves'],
    ['/search/%00', 404, 'Not on our shelves'],
    ['//', 404, 'Not on our shelves'],
  ])('The page at %s has status %i, and the tag as a library pastes it', async (path, status, words) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(words);
    expect(answer.text.split(TAG)).toHaveLength(2);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  test('The page with both sides has frames and buttons, and no bubble of its own', async () => {
    const { text } = await get('/both');
    expect(text).toContain('<iframe id="patron" src="/"');
    expect(text).toContain('<iframe id="librarian" src="/librarian"');
    expect(text.match(/data-step="\w+"/g)).toHaveLength(4);
    expect(text).not.toContain(TAG);
  });

  test('No page loads anything from another origin or has anything inline', async () => {
    for (const path of ['/', '/search?q=sea', '/record/walden', '/help', '/both', '/x']) {
      const { text } = await get(path);
      expect(text).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)="(https?:)?\/\/(?!127\.0\.0\.1)/);
      expect(text).not.toMatch(/ style="| on[a-z]+="|<style|javascript:/i);
    }
  });

  test('The policy is strict, and allows the relay of the same origin', async () => {
    const policy = (await get('/')).headers.get('content-security-policy') ?? '';
    const host = origin.slice('http://'.length);
    expect(policy.split('; ')).toEqual([
      `default-src 'none'`,
      `script-src 'self'`,
      `style-src 'self'`,
      `img-src 'self'`,
      `connect-src 'self' ws://${host} wss://${host}`,
      `frame-src 'self'`,
      `form-action 'self'`,
      `base-uri 'none'`,
      `frame-ancestors 'self'`,
      `require-trusted-types-for 'script'`,
    ]);
  });
});

describe('escaping', () => {
  test.each(['"><script>alert(1)</script>', `'><img src=x onerror=alert(1)>`, '</title><script>', '&lt;b&gt;'])(
    'What a patron types is shown as text: %s',
    async (typed) => {
      const { status, text } = await get(`/search?${new URLSearchParams({ q: typed })}`);
      expect(status).toBe(200);
      expect(text).not.toContain(typed);
      expect(text).toContain(escapeHtml(typed));
    },
  );

  test('A template escapes everything but HTML, and leaves out undefined and false', () => {
    expect(
      `${html`<a title="${'"\'&<>'}">${html`<b>${'<'}</b>`}${undefined}${false}${['x', html`<i>`]}${0}</a>`}`,
    ).toBe('<a title="&quot;&#39;&amp;&lt;&gt;"><b>&lt;</b>x<i>0</a>');
  });

  test('A forged Host header reaches neither the page nor its policy', async () => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    socket.end('GET /record/walden HTTP/1.1\r\nHost: x"; script-src *\r\nConnection: close\r\n\r\n');
    let answer = '';
    for await (const chunk of socket) answer += chunk;
    expect(answer).toMatch(/^HTTP\/1\.1 200/);
    expect(answer).not.toContain('script-src *');
  });
});

describe('record pages', () => {
  test('A record page has COinS that can be read back', async () => {
    const { text } = await get('/record/alices-adventures-in-wonderland');
    const title = /<span class="Z3988" title="([^"]*)"><\/span>/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(new URLSearchParams(title).get('rft.btitle')).toBe('Alice’s Adventures in Wonderland');
  });

  test('A record page says when a copy is due, and in which language and direction its title is', async () => {
    expect((await get('/record/dracula')).text).toContain('Checked out, due Thu, Jun 4');
    expect((await get('/record/kokoro')).text).toContain('<h1 lang="ja">Kokoro</h1>');
    expect((await get('/record/alf-laylah-wa-laylah')).text).toContain('<h1 lang="ar" dir="rtl">');
  });
});

describe('HTTP', () => {
  test('The style sheet is sent again only when it has changed', async () => {
    const first = await get('/catalogue.css');
    expect(first.headers.get('content-type')).toBe('text/css; charset=utf-8');
    const again = await get('/catalogue.css', { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  test('A HEAD request is answered without a body; other methods are left to the relay', async () => {
    expect(await get('/', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
    expect((await get('/', { method: 'POST', body: 'q=sea' })).status).toBe(405);
  });

  test('Every link of the catalogue leads to a page', async () => {
    const seen = new Set<string>(['/']);
    const elsewhere = /^\/librarian$|^https:/; // the demo's sign-in, Project Gutenberg
    for (const path of seen) {
      const { status, text } = await get(path);
      expect([path, status]).toEqual([path, 200]);
      const links = [...text.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
      for (const href of links) if (!elsewhere.test(href) && !href.startsWith('#') && seen.size < 400) seen.add(href);
    }
    expect(seen.size).toBeGreaterThan(150);
  });
});
