// covers: relay/web/sign-in/sign-in-routes.ts, relay/web/sign-in/sign-in-cookie.ts, relay/web/sign-in/sign-in-token.ts, relay/web/sign-in/attempt-limit.ts, relay/web/pages/sign-in.en.ts, relay/web/pages/page-shell.ts
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { inviteCode, signInAddress } from '../../../../relay/web/sign-in/sign-in-routes.ts';
import { keyOf } from '../../../stage/key-of.ts';
import { type Stage, startWeb } from '../web-stage.ts';

const invite = ({ signIns, clock }: Stage, librarian = 'ann', hours = 24) =>
  inviteCode(signIns, librarian, clock, hours);

describe('A sign-in link', () => {
  test('A sign-in link that is opened shows a button and is not used up, however often', async () => {
    const stage = await startWeb();
    const code = await invite(stage);
    for (let time = 0; time < 3; time += 1) {
      const page = await fetch(
        signInAddress({ ...stage.webConfig, listen: { host: '127.0.0.1', port: stage.port } }, code),
      );
      expect(page.status).toBe(200);
      const html = await page.text();
      expect(html).toContain(`<input type="hidden" name="code" value="${code}">`);
      expect(html).toContain('<form method="post" action="/console/sign-in">');
      expect(html.match(/<button/g)).toHaveLength(1);
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(page.headers.get('referrer-policy')).toBe('no-referrer');
      expect(page.headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'$/,
      );
    }
    expect((await stage.post('/console/sign-in', { code })).status).toBe(303);
  });

  test('A sign-in link signs the librarian in once', async () => {
    const stage = await startWeb();
    const code = await invite(stage);
    const first = await stage.post('/console/sign-in', { code });
    expect([first.status, first.headers.get('location')]).toEqual([303, '/console/']);
    const cookie = first.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^ask_librarian=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/);
    const page = await fetch(`${stage.address}/console/`, { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<librarian-console>')]);

    const second = await stage.post('/console/sign-in', { code });
    expect([second.status, second.headers.get('set-cookie')]).toEqual([410, null]);
    expect(await second.text()).toContain('used before');
  });

  test('A sign-in link that has expired does not work', async () => {
    const stage = await startWeb();
    const code = await invite(stage, 'ann', 1);
    await stage.clock.advance(3_600_000);
    expect((await stage.post('/console/sign-in', { code })).status).toBe(410);
  });

  test('A sign-in link of a librarian who is no longer in the config does not work and leaves no sign-in', async () => {
    const stage = await startWeb();
    const code = await invite(stage);
    stage.desk.known.delete('ann');
    expect((await stage.post('/console/sign-in', { code })).status).toBe(410);
    expect(stage.signIns.signIns.size).toBe(0);
  });

  test('A sign-in link is not used up while the store does not answer', async () => {
    const stage = await startWeb();
    const code = await invite(stage);
    stage.signIns.broken = true;
    expect((await stage.post('/console/sign-in', { code })).status).toBe(503);
    stage.signIns.broken = false;
    expect((await stage.post('/console/sign-in', { code })).status).toBe(303);
  });

  test.each([undefined, '', 'short', `${'a'.repeat(42)}"`, '<script>'])(
    'The code %s is refused as a link that does not work',
    async (code) => {
      const { address, post } = await startWeb();
      const query = code === undefined ? '' : `?code=${encodeURIComponent(code)}`;
      const shown = await fetch(`${address}/console/sign-in${query}`);
      expect(shown.status).toBe(410);
      expect(await shown.text()).not.toContain('<script');
      expect((await post('/console/sign-in', code === undefined ? {} : { code })).status).toBe(410);
    },
  );

  test('After too many guesses from an address no link works there, and later links work again', async () => {
    const stage = await startWeb();
    const code = await invite(stage);
    for (let guess = 0; guess < 20; guess += 1) {
      expect((await stage.post('/console/sign-in', { code: keyOf(`guess ${guess}`) })).status).toBe(410);
    }
    const refused = await stage.post('/console/sign-in', { code });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '600']);
    await stage.clock.advance(600_000);
    expect((await stage.post('/console/sign-in', { code })).status).toBe(303);
  });

  test('The button of a sign-in link cannot be pressed by a page of another origin', async () => {
    const stage = await startWeb();
    const code = await invite(stage);
    const elsewhere = { origin: 'https://elsewhere.example' };
    expect((await stage.post('/console/sign-in', { code }, elsewhere)).status).toBe(403);
    expect((await stage.post('/console/sign-in', { code }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await stage.post('/console/sign-in', { code }, { origin: 'null' })).status).toBe(303);
  });

  test('The code of a link and its cookie are neither in the log nor in the store', async () => {
    const stage = await startWeb();
    const code = await invite(stage);
    const cookie = (await stage.post('/console/sign-in', { code })).headers.get('set-cookie') ?? '';
    const kept = JSON.stringify([[...stage.signIns.signIns], [...stage.signIns.codes], stage.logged]);
    expect(kept).not.toContain(code);
    expect(kept).not.toContain(/=([\w-]{43});/.exec(cookie)?.[1]);
  });
});

describe('The form of a sign-in link', () => {
  test.each([
    ['too long', `code=${'a'.repeat(2_000)}`, 'application/x-www-form-urlencoded', 413],
    ['no form', '{"code":"x"}', 'application/json', 415],
    ['without a type', 'code=x', '', 415],
  ])('The form of a sign-in link is refused: %s', async (_, body, type, status) => {
    const { address } = await startWeb();
    const headers = type === '' ? {} : { 'content-type': type };
    const sent = await fetch(`${address}/console/sign-in`, { method: 'POST', body: Buffer.from(body), headers });
    expect(sent.status).toBe(status);
  });

  test('A form that is too long, of unannounced length or without end is refused', async () => {
    const { port } = await startWeb();
    const socket = connect(port, '127.0.0.1');
    const form = 'Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked';
    socket.write(`POST /console/sign-in HTTP/1.1\r\nHost: x\r\n${form}\r\n\r\n800\r\n${'a'.repeat(2_048)}\r\n`);
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 413 /);
    await once(socket.resume(), 'close');
  });

  test('The sign-in page refuses other methods', async () => {
    const { address } = await startWeb();
    const put = await fetch(`${address}/console/sign-in`, { method: 'PUT' });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
    const get = await fetch(`${address}/console/sign-out`);
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('The cookie of a sign-in', () => {
  const SECURE = /^__Host-ask_librarian=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure$/;

  test('The cookie is for https only if the library has an https address', async () => {
    const stage = await startWeb({ config: { address: 'https://ask.example' } });
    const answer = await stage.post('/console/sign-in', { code: await invite(stage) });
    expect(answer.headers.get('set-cookie')).toMatch(SECURE);
  });

  test('The cookie is for https only if the proxy says that the browser used https', async () => {
    const stage = await startWeb({ config: { behindProxy: true } });
    const by = (proto: string) => ({ 'x-forwarded-proto': proto });
    const https = await stage.post('/console/sign-in', { code: await invite(stage) }, by('https'));
    expect(https.headers.get('set-cookie')).toMatch(SECURE);
    const http = await stage.post('/console/sign-in', { code: await invite(stage) }, by('http'));
    expect(http.headers.get('set-cookie')).not.toContain('Secure');
  });

  test('A cookie without the prefix is ignored where https is used', async () => {
    const stage = await startWeb({ config: { address: 'https://ask.example' } });
    const answer = await stage.post('/console/sign-in', { code: await invite(stage) });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    const status = async (sent: string) =>
      (await fetch(`${stage.address}/console/`, { headers: { cookie: sent } })).status;
    expect(await status(cookie)).toBe(200);
    expect(await status(cookie.replace('__Host-', ''))).toBe(401);
    expect(await status(`theme=dark; ${cookie}; lang=en`)).toBe(200);
  });

  test('The next sign-in in a browser ends the sign-in before it', async () => {
    const stage = await startWeb();
    const anns = await stage.signIn('ann');
    const code = await invite(stage, 'ben');
    expect((await stage.post('/console/sign-in', { code }, { cookie: anns })).status).toBe(303);
    expect((await fetch(`${stage.address}/console/`, { headers: { cookie: anns } })).status).toBe(401);
  });
});

describe('Signing out', () => {
  test('Signing out ends the sign-in and removes the cookie', async () => {
    const stage = await startWeb();
    const cookie = await stage.signIn('ann');
    const out = await stage.post('/console/sign-out', {}, { cookie });
    expect([out.status, out.headers.get('set-cookie')]).toEqual([
      200,
      'ask_librarian=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
    ]);
    expect(await out.text()).toContain('You’re signed out');
    expect((await fetch(`${stage.address}/console/`, { headers: { cookie } })).status).toBe(401);
  });

  test('Signing out cannot be done by a page of another origin', async () => {
    const stage = await startWeb();
    const cookie = await stage.signIn('ann');
    const elsewhere = { cookie, origin: 'https://elsewhere.example' };
    expect((await stage.post('/console/sign-out', {}, elsewhere)).status).toBe(403);
    expect((await fetch(`${stage.address}/console/`, { headers: { cookie } })).status).toBe(200);
  });

  test('Signing out without a sign-in answers the same', async () => {
    const { post } = await startWeb();
    expect((await post('/console/sign-out', {})).status).toBe(200);
  });
});

test.each([
  [{ listen: { host: '127.0.0.1', port: 8080 } }, 'http://127.0.0.1:8080/console/sign-in?code=c'],
  [{ listen: { host: '0.0.0.0', port: 8080 } }, 'http://localhost:8080/console/sign-in?code=c'],
  [{ listen: { host: '::1', port: 8080 } }, 'http://[::1]:8080/console/sign-in?code=c'],
  [
    { listen: { host: '::', port: 8080 }, address: 'https://ask.example' },
    'https://ask.example/console/sign-in?code=c',
  ],
])('The sign-in link of the config %j is as listed', (config, link) => {
  expect(signInAddress(config, 'c')).toBe(link);
});
