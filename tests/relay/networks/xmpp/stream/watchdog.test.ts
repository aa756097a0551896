import { afterEach, beforeEach, expect, test } from 'vitest';
import { PING_MS } from '../../../../../relay/networks/xmpp/stream/watchdog.ts';
import { DOMAIN, LinkStage } from './link-stage.ts';
import type { Peer } from './scripted-server.ts';

let stage: LinkStage;
let peer: Peer;

beforeEach(async () => {
  stage = await LinkStage.begin();
  peer = await stage.joined();
});

afterEach(() => stage.end());

const pings = (): string[] => peer.heard.match(/<iq [^>]*><ping xmlns='urn:xmpp:ping'\/><\/iq>/g) ?? [];

const ping = async (n: number): Promise<string> => {
  await stage.until(`ping ${n}`, () => pings().length >= n);
  return pings()[n - 1] ?? '';
};

const idOf = (xml: string): string => /id='([^']*)'/.exec(xml)?.[1] ?? '';

test('our own domain is asked at once, then every two seconds, each with an id of its own', async () => {
  expect(await ping(1)).toBe(
    `<iq type='get' id='${idOf(await ping(1))}' from='${DOMAIN}' to='${DOMAIN}'><ping xmlns='urn:xmpp:ping'/></iq>`,
  );
  await stage.clock.advance(PING_MS - 1);
  expect(pings()).toHaveLength(1);
  await stage.clock.advance(1);
  expect(idOf(await ping(2))).not.toBe(idOf(await ping(1)));
});

test('the question that comes back is an answer, and nobody else hears of it', async () => {
  const asked = await ping(1);
  await stage.clock.advance(700);
  peer.says(asked);
  await stage.reports('answered what was sent 700 ms ago');
  peer.says(asked); // twice is no news
  peer.says("<message id='next'/>");
  await stage.reports('message next');
  expect(stage.events).toEqual(['online', 'answered what was sent 700 ms ago', 'message next']);
});

test.each([
  ['a result', (id: string) => `<iq type='result' id='${id}' from='${DOMAIN}' to='${DOMAIN}'/>`],
  ['an error', (id: string) => `<iq type='error' id='${id}' from='${DOMAIN}'><error type='cancel'/></iq>`],
  ['one without sender', (id: string) => `<iq type='result' id='${id}'/>`],
])('%s is an answer too', async (_, answer) => {
  peer.says(answer(idOf(await ping(1))));
  await stage.reports('answered what was sent 0 ms ago');
});

test('a stranger cannot answer', async () => {
  const id = idOf(await ping(1));
  peer.says(`<iq type='result' id='${id}' from='ann@lib.example' to='${DOMAIN}'/>`);
  peer.says(`<iq type='result' id='${id}' from='heron-k2x9m4tq@${DOMAIN}' to='${DOMAIN}'/>`);
  peer.says("<message id='next'/>");
  await stage.reports('message next');
  expect(stage.events).toEqual(['online', `iq ${id}`, `iq ${id}`, 'message next']);
});

test('five without an answer: frozen, cut, and tried again', async () => {
  await stage.clock.advance(5 * PING_MS - 1);
  expect(await ping(5)).not.toBe('');
  expect(stage.link.online).toBe(true);
  await stage.clock.advance(1);
  expect(stage.link.error).toEqual({ reason: 'silent' });
  expect(stage.events).toEqual(['online', 'lost']);
  await peer.hearsTheEnd();
  await stage.clock.advance(250);
  peer = await stage.joined();
  expect(stage.link.online).toBe(true);
});

test('an answer settles all that was asked before it', async () => {
  await stage.clock.advance(4 * PING_MS);
  peer.says(await ping(4));
  await stage.reports(`answered what was sent ${PING_MS} ms ago`);
  await stage.clock.advance(5 * PING_MS - 1);
  expect(stage.link.online).toBe(true);
  await stage.clock.advance(1);
  expect(stage.link.online).toBe(false);
});

test('what was asked on one stream is not answered on the next', async () => {
  const asked = await ping(1);
  peer.says('</stream:stream>');
  await stage.reports('lost');
  await stage.clock.advance(250);
  peer = await stage.joined();
  peer.says(`${asked}<message id='next'/>`);
  await stage.reports('message next');
  expect(stage.events.filter((what) => what.startsWith('answered'))).toEqual([]);
});
