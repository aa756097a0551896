import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SIGN_IN_PATH, signInHandler } from '../../../demo/start/sign-in.ts';

/** A server with the handler, and in the relay's place two addresses: the console and its sign-in. */

let invitations: string[] = [];
let works = true;
const COOKIE = 'ask_librarian=secret; Path=/; HttpOnly';

const relay = {
  address: '',
  invite: async (librarian: string) => {
    invitations.push(librarian);
    return `https://ask.library.example/console/sign-in?code=${librarian}-1`;
  },
};
const handle = signInHandler('ann', async () => relay);

const server = createServer(async (asked, answer) => {
  if (handle(asked, answer)) return;
  if (asked.url === '/console/') answer.writeHead(asked.headers.cookie === 'ask_librarian=secret' ? 200 : 401).end();
  else if (asked.url === '/console/sign-in' && asked.method === 'POST' && works) {
    let body = '';
    for await (const chunk of asked) body += chunk;
    answer.writeHead(body === 'code=ann-1' ? 303 : 410, { 'set-cookie': COOKIE, location: '/console/' }).end();
  } else answer.writeHead(503).end();
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  relay.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // as: it listens on TCP
});
afterAll(() => server.close());

const follow = async (headers: Record<string, string> = {}) => {
  invitations = [];
  const asked = request(new URL(SIGN_IN_PATH, relay.address), { headers }).end();
  const [answer] = await once(asked, 'response');
  answer.resume();
  return { status: answer.statusCode, location: answer.headers.location, cookies: answer.headers['set-cookie'] };
};

test('Following the link uses one invitation, sets the cookie and leads to the console', async () => {
  expect(await follow()).toEqual({ status: 303, location: '/console/', cookies: [COOKIE] });
  expect(invitations).toEqual(['ann']);
});

test('A browser that is signed in is led to the console without another invitation', async () => {
  expect(await follow({ cookie: 'ask_librarian=secret' })).toEqual({
    status: 303,
    location: '/console/',
    cookies: undefined,
  });
  expect(invitations).toEqual([]);
});

test.each(['ask.library.example', 'localhost.evil.example:80', '192.0.2.7'])(
  'A browser that reached the demo as %s is refused',
  async (host) => {
    expect(await follow({ host })).toMatchObject({ status: 403, cookies: undefined });
    expect(invitations).toEqual([]);
  },
);

test('A relay that cannot sign anybody in is reported with status 503', async () => {
  works = false;
  expect(await follow()).toMatchObject({ status: 503, cookies: undefined });
  works = true;
});

test('Any other address or method is left to the other handlers', async () => {
  const other = await fetch(new URL('/librarian?x', relay.address));
  const post = await fetch(new URL(SIGN_IN_PATH, relay.address), { method: 'POST' });
  expect([other.status, post.status]).toEqual([503, 503]);
});
