import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { Close } from '../../../../relay/protocol/close-codes.ts';
import { HELLO_SECONDS } from '../../../../relay/protocol/limits.ts';
import { PING_SECONDS } from '../../../../relay/web/sockets/heartbeat.ts';
import { keyOf } from '../../../stage/key-of.ts';
import { startWeb } from '../web-stage.ts';

/** A number once it has stayed the same over many turns of everything. */
const steady = async (measure: () => Promise<number>): Promise<number> => {
  let last = await measure();
  for (let same = 0; same < 20; same += 1) {
    const now = await measure();
    if (now !== last) same = 0;
    last = now;
  }
  return last;
};

describe('a page says hello', () => {
  test('and gets a welcome, and what it lacks', async () => {
    const { page, patron } = await startWeb();
    const pat = await patron('Pat');
    await pat.says('One');
    await pat.says('Two');
    const again = await page();
    const welcome = await again.hello({ key: keyOf('Pat'), after: 1 });
    expect(welcome).toMatchObject({ after: 2, version: 1 });
    expect((await again.nextOf('entry')).entry).toMatchObject({ seq: 2, text: 'Two' });
    expect(again.queue).toEqual([]);
  });

  test('not in time: it may come back', async () => {
    const { page, clock } = await startWeb();
    const late = await page();
    await clock.advance(HELLO_SECONDS * 1_000);
    expect(await late.closed).toBe(Close.helloLate.code);
  });

  test('in time: nothing hurries it any more', async () => {
    const { patron, clock } = await startWeb();
    const pat = await patron('Pat');
    await clock.advance(HELLO_SECONDS * 1_000);
    expect((await pat.says('Still here')).kind).toBe('kept');
  });

  test('refused, and does not say another: it may come back', async () => {
    const { page, clock } = await startWeb();
    const pat = await page();
    pat.send({ kind: 'hello', version: 1, desk: 'attic', key: keyOf('Pat'), after: 0 });
    await pat.nextOf('sorry');
    await clock.advance(HELLO_SECONDS * 1_000);
    expect(await pat.closed).toBe(Close.helloLate.code);
  });
});

describe('frames of one socket', () => {
  test('are done in order, one at a time', async () => {
    const { desk, patron } = await startWeb();
    const pat = await patron('Pat');
    const lines = Array.from({ length: 20 }, (_, index) => `Line ${index}`);
    await Promise.all(lines.map((line) => pat.says(line)));
    expect(desk.heard).toEqual(lines);
    expect(desk.mostInHand).toBe(1);
  });

  test('wait for a slow disk without being read further, and all are kept', async () => {
    const limits = { framesPerSecond: 1_000, frameBytesPerSecond: 100_000_000 };
    const { address, desk, patron } = await startWeb({ limits });
    const pat = await patron('Pat');
    const goOn = desk.slowDisk();
    const last = 700;
    for (let line = 1; line <= last; line += 1) {
      pat.send({ kind: 'say', id: `line-number-${line}`, text: `${line} ${'x'.repeat(3_900)}` });
    }
    const framesIn = async () => {
      const text = await (await fetch(`${address}/metrics`)).text();
      return Number(/frames_total\{direction="in"\} (\d+)/.exec(text)?.[1]);
    };
    // Hello, the lines in hand, and what else was in the last piece read from the network.
    expect(await steady(framesIn)).toBeLessThan(150);
    goOn();
    await pat.nextOf('kept', ({ id }) => id === `line-number-${last}`);
    expect(pat.unread('kept')).toHaveLength(last - 1);
    expect(desk.heard.map((text) => Number.parseInt(text, 10))).toEqual(desk.heard.map((_, index) => index + 1));
  });

  test('a slow disk never stops a heartbeat', async () => {
    const { desk, patron } = await startWeb();
    const pat = await patron('Pat');
    const goOn = desk.slowDisk();
    const answer = pat.says('One');
    await pat.hearsStill();
    expect(pat.unread('kept')).toEqual([]);
    goOn();
    expect((await answer).kind).toBe('kept');
  });

  test('a line on its way when the page goes is kept', async () => {
    const { desk, patron } = await startWeb();
    const pat = await patron('Pat');
    const ann = await patron('Pat');
    const goOn = desk.slowDisk();
    pat.send({ kind: 'say', id: 'the-last-one', text: 'Good bye' });
    pat.send({ kind: 'say', id: 'really-last', text: 'And thank you' });
    await pat.leaves();
    goOn();
    expect((await ann.nextOf('entry')).entry).toMatchObject({ text: 'Good bye' });
    expect((await ann.nextOf('entry')).entry).toMatchObject({ text: 'And thank you' });
    expect(desk.pages).toBe(1);
  });

  test('a patron forgets: all her pages are told', async () => {
    const { patron } = await startWeb();
    const pat = await patron('Pat');
    const other = await patron('Pat');
    await pat.says('One');
    pat.send({ kind: 'forget' });
    await pat.nextOf('gone');
    await other.nextOf('gone');
  });

  test('her pages see each other type', async () => {
    const { patron } = await startWeb();
    const pat = await patron('Pat');
    const other = await patron('Pat');
    pat.send({ kind: 'typing', on: true });
    expect(await other.nextOf('typing')).toEqual({ kind: 'typing', on: true });
  });
});

describe('a socket that is not well', () => {
  test('is cut when it goes on reading nothing of what it is sent, and nobody else is', async () => {
    const { clock, desk, patron } = await startWeb({ limits: { unreadBytes: 65_536 } });
    const pat = await patron('Pat');
    const quinn = await patron('Quinn');
    quinn.socket.pause();
    for (let second = 0; second < 10; second += 1) {
      desk.flood(40, 'x'.repeat(20_000));
      await pat.hearsStill();
      await clock.advance(1_000);
    }
    expect(desk.pages).toBe(1);
    expect(pat.unread('whereabouts')).toHaveLength(400);
    quinn.socket.resume();
    expect([Close.readsTooSlowly.code, 1006]).toContain(await quinn.closed);
    expect(quinn.unread('whereabouts').length).toBeLessThan(400);
  });

  test('is cut at once when far too much is unread', async () => {
    const { desk, patron } = await startWeb({ limits: { unreadBytes: 65_536 } });
    const quinn = await patron('Quinn');
    quinn.socket.pause();
    desk.flood(1_000, 'x'.repeat(20_000));
    expect(desk.pages).toBe(0);
  });

  test('is not cut for being sent a long conversation in one go', async () => {
    const { desk, patron } = await startWeb({ limits: { unreadBytes: 65_536 } });
    const pat = await patron('Pat');
    desk.flood(40, 'x'.repeat(20_000));
    await pat.hearsStill();
    expect(pat.unread('whereabouts')).toHaveLength(40);
  });

  test('is cut when it does not answer a ping, and only then', async () => {
    const { clock, desk, patron } = await startWeb();
    const pat = await patron('Pat');
    const quinn = await patron('Quinn');
    for (let round = 0; round < 3; round += 1) {
      await clock.advance(PING_SECONDS * 1_000);
      await Promise.all([pat.hearsStill(), quinn.hearsStill()]);
    }
    expect(desk.pages).toBe(2);
    quinn.socket.pause();
    for (let round = 0; round < 2; round += 1) {
      await clock.advance(PING_SECONDS * 1_000);
      await pat.hearsStill();
    }
    await pat.hearsStill();
    expect(desk.pages).toBe(1);
    quinn.socket.resume();
    expect(await quinn.closed).toBe(1006);
  });

  test('is not taken for dead while the relay itself does not read it', async () => {
    const { clock, desk, patron } = await startWeb();
    const pat = await patron('Pat');
    const goOn = desk.slowDisk();
    const answers = Array.from({ length: 60 }, (_, index) => pat.says(`Line ${index}`));
    for (let round = 0; round < 3; round += 1) await clock.advance(PING_SECONDS * 1_000);
    goOn();
    expect((await Promise.all(answers)).every(({ kind }) => kind === 'kept')).toBe(true);
  });

  test('a page that pings is answered', async () => {
    const { patron } = await startWeb();
    const pat = await patron('Pat');
    pat.socket.ping('are you there');
    const [data] = await once(pat.socket, 'pong');
    expect(String(data)).toBe('are you there');
  });

  test('that stops in the middle of a frame harms nobody', async () => {
    const { port, patron } = await startWeb();
    const half = connect(port, '127.0.0.1');
    half.write(
      `GET /socket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
    );
    await once(half, 'data');
    half.write(Buffer.from([0x81, 0xfe, 0x10]));
    half.destroy();
    const pat = await patron('Pat');
    expect((await pat.says('Hello?')).kind).toBe('kept');
  });
});

test('a page nobody asks from costs one socket and nothing else', async () => {
  const { page, desk, clock } = await startWeb();
  const before = clock.waiting;
  const idle = await page();
  await idle.hello();
  expect(clock.waiting).toBe(before);
  expect(desk.talks.get(keyOf('Pat'))?.lines).toEqual([]);
});
