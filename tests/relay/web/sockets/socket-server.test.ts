// covers: relay/web/sockets/socket-server.ts, relay/web/sockets/network-hash.ts, relay/web/http/origins.ts
import { describe, expect, test } from 'vitest';
import { Close } from '../../../../relay/protocol/close-codes.ts';
import { type StageOptions, startWeb } from '../web-stage.ts';

const OTHER = 'https://elsewhere.example';
const proxied: StageOptions = { config: { behindProxy: true }, limits: { socketsPerAddress: 2 } };
const from = (...addresses: string[]) => ({ headers: { 'x-forwarded-for': addresses.join(', ') } });

describe('Origins of pages', () => {
  test.each([
    ['An origin that the library lists', 'https://catalogue.example'],
    ["The relay's own origin", undefined],
    ['A client that sends no origin, so no browser,', false],
  ] as const)('%s may open a socket', async (_, origin) => {
    const { page } = await startWeb();
    const pat = await page(origin === undefined ? {} : { origin });
    await pat.hello();
  });

  test.each([
    ['Another origin', OTHER],
    ['The right name without its port', 'http://127.0.0.1'],
    ['A name that begins like a listed one', 'https://catalogue.example.evil.example'],
    ['Another scheme', 'http://catalogue.example'],
    ['A sandboxed frame or a file', 'null'],
    ['Something that is not an origin', 'catalogue.example'],
  ])('%s is closed as originRefused', async (_, origin) => {
    const { page, desk } = await startWeb();
    const quinn = await page({ origin });
    expect(await quinn.closed).toBe(Close.originRefused.code);
    expect(desk.pages).toBe(0);
  });

  test.each([OTHER, 'null'])('The origin %s may open a socket if the library says "*"', async (origin) => {
    const { page } = await startWeb({ config: { origins: ['*'] } });
    await (await page({ origin })).hello();
  });

  test('A new config applies to new sockets and closes none', async () => {
    const { page, server, webConfig } = await startWeb();
    const pat = await page({ origin: 'https://catalogue.example' });
    await pat.hello();
    server.reconfigure({ ...webConfig, origins: [OTHER] });
    await (await page({ origin: OTHER })).hello();
    const late = await page({ origin: 'https://catalogue.example' });
    expect(await late.closed).toBe(Close.originRefused.code);
    expect((await pat.says('Am I still here?')).kind).toBe('kept');
  });

  test('A new config that listens elsewhere logs that it needs a restart', async () => {
    const { server, webConfig, logged } = await startWeb();
    server.reconfigure({ ...webConfig, listen: { host: '127.0.0.1', port: 1 } });
    expect(logged.join()).toMatch('takes effect only after a restart');
  });
});

describe('Sockets from one network address', () => {
  test('The sockets of one network address are limited, and one that closes makes room', async () => {
    const { page } = await startWeb({ limits: { socketsPerAddress: 2 } });
    const [first, second] = [await page(), await page()];
    await first.hello();
    await second.hello();
    expect(await (await page()).closed).toBe(Close.tooManySockets.code);
    await first.leaves();
    await (await page()).hello();
  });

  test('The sockets in all are limited', async () => {
    const { page } = await startWeb({ limits: { sockets: 1 } });
    await (await page()).hello();
    expect(await (await page()).closed).toBe(Close.tooManySockets.code);
  });

  test('Behind a proxy, sockets are counted by the last forwarded address only', async () => {
    const { page } = await startWeb(proxied);
    await (await page(from('203.0.113.7'))).hello();
    await (await page(from('198.51.100.1', '203.0.113.7'))).hello();
    const third = await page(from('198.51.100.2', '203.0.113.7'));
    expect(await third.closed).toBe(Close.tooManySockets.code);
    await (await page(from('203.0.113.7', '198.51.100.2'))).hello();
  });

  test('Without a proxy no client can pretend to have another address', async () => {
    const { page } = await startWeb({ limits: { socketsPerAddress: 1 } });
    await (await page(from('203.0.113.7'))).hello();
    expect(await (await page(from('203.0.113.8'))).closed).toBe(Close.tooManySockets.code);
  });

  test('An invalid handshake is not counted', async () => {
    const { page, address } = await startWeb({ limits: { socketsPerAddress: 1 } });
    for (let time = 0; time < 3; time += 1) {
      const answer = await fetch(`${address}/socket`);
      expect(answer.status).toBe(404);
    }
    await expect(page({ headers: { 'sec-websocket-protocol': ',' } })).rejects.toThrow();
    await (await page()).hello();
  });

  test('No network address is logged', async () => {
    const { page, logged } = await startWeb(proxied);
    for (let time = 0; time < 4; time += 1) await page(from('203.0.113.7'));
    expect(logged.join()).not.toContain('203.0.113');
  });
});

describe('The hash of a network that the desk receives', () => {
  const HASH = /^[\w-]{16}$/;

  test('The hash of a network is the same for one network, differs between two, and is no address', async () => {
    const { page, desk } = await startWeb({ config: { behindProxy: true } });
    for (const address of ['192.0.2.7', '192.0.2.7', '192.0.2.8', '2001:db8:1:2::1', '2001:db8:1:2:ffff::2']) {
      await (await page(from(address))).hello();
    }
    const [first, again, other, six, neighbour] = desk.networks;
    for (const network of desk.networks) expect(network).toMatch(HASH);
    expect([again, neighbour]).toEqual([first, six]);
    expect(new Set([first, other, six]).size).toBe(3);
  });

  test('The hash of a network is another one in another relay', async () => {
    const [one, two] = [await startWeb(), await startWeb()];
    await (await one.page()).hello();
    await (await two.page()).hello();
    expect(one.desk.networks[0]).not.toBe(two.desk.networks[0]);
  });
});
