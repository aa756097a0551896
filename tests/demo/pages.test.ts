import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { escapeHtml, html, jsonScript } from '../../demo/catalogue/html.ts';
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

describe('every page a patron may come to', () => {
  test.each([
    ['/', 200, 'What are you looking for?'],
    ['/search?q=virginia', 200, '21 records'],
    ['/search?q=', 200, 'records</h1>'],
    ['/search?q=shakespere', 200, 'Did you mean <a href="/search?q=shakespeare">shakespeare</a>?'],
    ['/search?q=qzxv', 200, 'Nothing found for <q>qzxv</q>'],
    ['/record/moby-dick', 200, 'Captain Ahab hunts one whale'],
    ['/help', 200, 'Ask a librarian'],
    ['/nowhere', 404, 'Not on our shelves'],
    ['/record/no-such-record', 404, 'Not on our shelves'],
    ['/record/%E0%A4%A', 404, 'Not on our shelves'],
    ['/search/%00', 404, 'Not on our shelves'],
    ['//', 404, 'Not on our shelves'],
  ])('%s is %i, with the tag as a library pastes it', async (path, status, words) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(words);
    expect(answer.text.split(TAG)).toHaveLength(2);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  test('the page with both sides has frames instead of a desk of its own', async () => {
    const { text } = await get('/both');
    expect(text).toContain('<iframe src="/"');
    expect(text).toContain('<iframe src="/console/"');
    expect(text).not.toContain(TAG);
  });

  test('nothing is loaded from elsewhere, nothing is inline', async () => {
    for (const path of ['/', '/search?q=sea', '/record/walden', '/help', '/both', '/x']) {
      const { text } = await get(path);
      expect(text).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)="(https?:)?\/\/(?!127\.0\.0\.1)/);
      expect(text).not.toMatch(/ style="| on[a-z]+="|<style|javascript:/i);
    }
  });

  test('the policy is strict, and lets in the desk of the same origin', async () => {
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

describe('what is typed is text', () => {
  test.each(['"><script>alert(1)</script>', `'><img src=x onerror=alert(1)>`, '</title><script>', '&lt;b&gt;'])(
    '%s',
    async (typed) => {
      const { status, text } = await get(`/search?${new URLSearchParams({ q: typed })}`);
      expect(status).toBe(200);
      expect(text).not.toContain(typed);
      expect(text).toContain(escapeHtml(typed));
    },
  );

  test('templates escape all but HTML, and leave out nothing and false', () => {
    expect(
      `${html`<a title="${'"\'&<>'}">${html`<b>${'<'}</b>`}${undefined}${false}${['x', html`<i>`]}${0}</a>`}`,
    ).toBe('<a title="&quot;&#39;&amp;&lt;&gt;"><b>&lt;</b>x<i>0</a>');
    expect(`${jsonScript('application/ld+json', { a: '</script><!--' })}`).toBe(
      '<script type="application/ld+json">{"a":"\\u003c/script>\\u003c!--"}</script>',
    );
  });

  test('a forged host never reaches the page or its policy', async () => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    socket.end('GET /record/walden HTTP/1.1\r\nHost: x"; script-src *\r\nConnection: close\r\n\r\n');
    let answer = '';
    for await (const chunk of socket) answer += chunk;
    expect(answer).toMatch(/^HTTP\/1\.1 200/);
    expect(answer).not.toContain('script-src *');
  });
});

describe('a record', () => {
  test('carries JSON-LD and COinS that can be read back', async () => {
    const { text } = await get('/record/alices-adventures-in-wonderland');
    const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(text)?.[1] ?? '');
    expect(data).toMatchObject({
      '@type': 'Book',
      illustrator: [{ name: 'John Tenniel' }],
      url: `${origin}/record/alices-adventures-in-wonderland`,
    });
    const title = /<span class="Z3988" title="([^"]*)"><\/span>/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(new URLSearchParams(title).get('rft.btitle')).toBe('Alice’s Adventures in Wonderland');
  });

  test('says when a copy is due, and in which language its title is', async () => {
    expect((await get('/record/dracula')).text).toContain('Checked out, due Thu, Jun 4');
    expect((await get('/record/kokoro')).text).toContain('<h1 lang="ja">Kokoro</h1>');
  });
});

describe('HTTP', () => {
  test('the style sheet is fetched again only when it changed', async () => {
    const first = await get('/catalogue.css');
    expect(first.headers.get('content-type')).toBe('text/css; charset=utf-8');
    const again = await get('/catalogue.css', { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  test('HEAD has no body; other methods are left to the relay', async () => {
    expect(await get('/', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
    expect((await get('/', { method: 'POST', body: 'q=sea' })).status).toBe(405);
  });

  test('all its links lead somewhere', async () => {
    const seen = new Set<string>(['/']);
    const elsewhere = /^\/console\/|^https:/;
    for (const path of seen) {
      const { status, text } = await get(path);
      expect([path, status]).toEqual([path, 200]);
      const links = [...text.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
      for (const href of links) if (!elsewhere.test(href) && !href.startsWith('#') && seen.size < 400) seen.add(href);
    }
    expect(seen.size).toBeGreaterThan(200);
  });
});
