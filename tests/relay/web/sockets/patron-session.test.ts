// covers: relay/web/sockets/patron-session.ts, relay/web/sockets/heartbeat.ts, relay/web/sockets/frame-socket.ts
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

describe('A page that sends hello', () => {
  test('A hello is answered with a welcome and the entries that the page does not have', async () => {
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

  test('A page that sends no hello in time is closed and may come back', async () => {
    const { page, clock } = await startWeb();
    const late = await page();
    await clock.advance(HELLO_SECONDS * 1_000);
    expect(await late.closed).toBe(Close.helloLate.code);
  });

  test('A page that sent hello in time has no further deadline', async () => {
    const { patron, clock } = await startWeb();
    const pat = await patron('Pat');
    await clock.advance(HELLO_SECONDS * 1_000);
    expect((await pat.says('Still here')).kind).toBe('kept');
  });

  test('A page whose hello was refused and that sends no other is closed and may come back', async () => {
    const { page, clock } = await startWeb();
    const pat = await page();
    pat.send({ kind: 'hello', version: 1, desk: 'attic', key: keyOf('Pat'), after: 0 });
    await pat.nextOf('sorry');
    await clock.advance(HELLO_SECONDS * 1_000);
    expect(await pat.closed).toBe(Close.helloLate.code);
  });
});

describe('Frames of one socket', () => {
  test('Frames of one socket are handled in order, one at a time', async () => {
    const { desk, patron } = await startWeb();
    const pat = await patron('Pat');
    const lines = Array.from({ length: 20 }, (_, index) => `Line ${index}`);
    await Promise.all(lines.map((line) => pat.says(line)));
    expect(desk.heard).toEqual(lines);
    expect(desk.mostInHand).toBe(1);
  });

  test('With a slow disk reading stops, and all frames are stored in the end', async () => {
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

  test('A slow disk never stops the heartbeat', async () => {
    const { desk, patron } = await startWeb();
    const pat = await patron('Pat');
    const goOn = desk.slowDisk();
    const answer = pat.says('One');
    await pat.hearsStill();
    expect(pat.unread('kept')).toEqual([]);
    goOn();
    expect((await answer).kind).toBe('kept');
  });

  test('A line that is in progress when the page leaves is stored', async () => {
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

  test("Deleting a conversation is sent to all the patron's pages", async () => {
    const { patron } = await startWeb();
    const pat = await patron('Pat');
    const other = await patron('Pat');
    await pat.says('One');
    pat.send({ kind: 'forget' });
    await pat.nextOf('gone');
    await other.nextOf('gone');
  });

  test('The pages of one patron see each other type', async () => {
    const { patron } = await startWeb();
    const pat = await patron('Pat');
    const other = await patron('Pat');
    pat.send({ kind: 'typing', on: true });
    expect(await other.nextOf('typing')).toEqual({ kind: 'typing', on: true });
  });
});

describe('A socket in trouble', () => {
  test('A socket whose page reads nothing for a while is closed, and no other is', async () => {
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

  test('A socket with far too much unread is closed at once', async () => {
    const { desk, patron } = await startWeb({ limits: { unreadBytes: 65_536 } });
    const quinn = await patron('Quinn');
    quinn.socket.pause();
    desk.flood(1_000, 'x'.repeat(20_000));
    expect(desk.pages).toBe(0);
  });

  test('A socket is not closed for a long conversation that is sent at once', async () => {
    const { desk, patron } = await startWeb({ limits: { unreadBytes: 65_536 } });
    const pat = await patron('Pat');
    desk.flood(40, 'x'.repeat(20_000));
    await pat.hearsStill();
    expect(pat.unread('whereabouts')).toHaveLength(40);
  });

  test('A socket is closed when it does not answer a ping, and only then', async () => {
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

  test('A socket is not closed as dead while the relay itself does not read it', async () => {
    const { clock, desk, patron } = await startWeb();
    const pat = await patron('Pat');
    const goOn = desk.slowDisk();
    const answers = Array.from({ length: 60 }, (_, index) => pat.says(`Line ${index}`));
    for (let round = 0; round < 3; round += 1) await clock.advance(PING_SECONDS * 1_000);
    goOn();
    expect((await Promise.all(answers)).every(({ kind }) => kind === 'kept')).toBe(true);
  });

  test('A page that pings gets a pong', async () => {
    const { patron } = await startWeb();
    const pat = await patron('Pat');
    pat.socket.ping('are you there');
    const [data] = await once(pat.socket, 'pong');
    expect(String(data)).toBe('are you there');
  });

  test('A page that stops in the middle of a frame harms no other', async () => {
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

test('A page on which nothing is typed costs one socket and nothing else', async () => {
  const { page, desk, clock } = await startWeb();
  const before = clock.waiting;
  const idle = await page();
  await idle.hello();
  expect(clock.waiting).toBe(before);
  expect(desk.talks.get(keyOf('Pat'))?.lines).toEqual([]);
});
