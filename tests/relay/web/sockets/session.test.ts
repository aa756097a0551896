// covers: relay/web/sockets/session.ts, relay/web/sockets/frame-queue.ts, relay/web/sockets/rate-limit.ts, relay/web/sockets/frame-socket.ts, relay/protocol/close-codes.ts, relay/protocol/limits.ts, relay/protocol/text.ts
import { beforeEach, describe, expect, test } from 'vitest';
import { Close } from '../../../../relay/protocol/close-codes.ts';
import { MAX_FRAME_BYTES, MAX_TEXT } from '../../../../relay/protocol/limits.ts';
import { PROTOCOL_VERSION } from '../../../../relay/protocol/version.ts';
import type { PageClient } from '../../../stage/frames.ts';
import { keyOf } from '../../../stage/key-of.ts';
import { type Stage, startWeb } from '../web-stage.ts';

/** Quinn sends what nobody should. Pat, on the same relay, is not to notice. */

let stage: Stage;
let pat: PageClient;

beforeEach(async () => {
  stage = await startWeb();
  pat = await stage.patron('Pat');
});

const patIsUnharmed = async () => {
  const answer = await pat.says('Is the archive open?');
  expect(answer.kind).toBe('kept');
  await pat.hearsStill();
  expect(pat.queue).toEqual([]);
};

const say = (fields: object) => JSON.stringify({ kind: 'say', id: 'V1StGXR8_Z5jdHi6B', text: 'x', ...fields });
const hello = (fields: object = {}) =>
  JSON.stringify({ kind: 'hello', version: PROTOCOL_VERSION, desk: 'main', key: keyOf('Quinn'), after: 0, ...fields });

describe('What only a broken page sends', () => {
  const afterHello: [string, (quinn: PageClient) => void, number][] = [
    ['no JSON', (quinn) => quinn.sendRaw('hello?'), Close.badFrame.code],
    ['an empty frame', (quinn) => quinn.sendRaw(''), Close.badFrame.code],
    ['an array', (quinn) => quinn.sendRaw('[]'), Close.badFrame.code],
    ['an unknown kind', (quinn) => quinn.sendRaw('{"kind":"dance"}'), Close.badFrame.code],
    ['a wrong type', (quinn) => quinn.sendRaw(say({ text: ['x'] })), Close.badFrame.code],
    ['no id', (quinn) => quinn.sendRaw(say({ id: undefined })), Close.badFrame.code],
    ['a forged id', (quinn) => quinn.sendRaw(say({ id: '../../etc/passwd' })), Close.badFrame.code],
    ['a second hello', (quinn) => quinn.sendRaw(hello()), Close.badFrame.code],
    ['a binary frame', (quinn) => quinn.sendRaw(Buffer.from('{"kind":"still"}')), Close.badFrame.code],
    ['bytes that are no UTF-8', (quinn) => quinn.socket.send(Buffer.from([0xff, 0xfe]), { binary: false }), 4400],
    ['a frame too long', (quinn) => quinn.sendRaw('x'.repeat(MAX_FRAME_BYTES + 1)), Close.frameTooLong.code],
    ['a frame far too long', (quinn) => quinn.sendRaw('x'.repeat(10_000_000)), Close.frameTooLong.code],
    [
      'a frame in a thousand pieces',
      (quinn) => {
        for (let piece = 0; piece < 1_000; piece += 1) quinn.socket.send('', { fin: false });
      },
      Close.badFrame.code,
    ],
    [
      'more than a page can',
      (quinn) => {
        for (let frame = 0; frame < 200; frame += 1) quinn.send({ kind: 'typing', on: true });
      },
      Close.tooFast.code,
    ],
    [
      'more bytes than a page can',
      (quinn) => {
        for (let frame = 0; frame < 20; frame += 1) quinn.sendRaw(say({ text: 'x'.repeat(30_000) }));
      },
      Close.tooFast.code,
    ],
    [
      'pings without end',
      (quinn) => {
        for (let ping = 0; ping < 200; ping += 1) quinn.socket.ping();
      },
      Close.tooFast.code,
    ],
  ];

  test.each(afterHello)('%s: the relay closes that socket', async (_, sends, code) => {
    const quinn = await stage.patron('Quinn');
    sends(quinn);
    expect(await quinn.closed).toBe(code);
    await patIsUnharmed();
    expect(stage.desk.pages).toBe(1);
  });

  test.each([
    ['a line', say({}), Close.badFrame.code],
    ['a sign of life', '{"kind":"still"}', Close.badFrame.code],
    ['a key of another shape', hello({ key: 'guess' }), Close.badFrame.code],
    ['a key that is an object', hello({ key: { $ne: '' } }), Close.badFrame.code],
    ['a version to come', hello({ version: 99 }), Close.versionUnknown.code],
    ['a version long gone', hello({ version: 0 }), Close.versionUnknown.code],
  ])('Before a valid hello, %s: the relay closes that socket', async (_, text, code) => {
    const quinn = await stage.page();
    quinn.sendRaw(text);
    expect(await quinn.closed).toBe(code);
    await patIsUnharmed();
  });
});

describe('What a correct page can send', () => {
  test.each([
    ['an empty line', '', 'empty'],
    ['a line of spaces', ' \n\t ', 'empty'],
    ['a line of nothing but controls', '\u0000\u0007\u202e', 'empty'],
    ['a line too long', 'x'.repeat(MAX_TEXT + 1), 'too-long'],
  ])('%s: the relay answers sorry, and the socket stays open', async (_, text, code) => {
    const quinn = await stage.patron('Quinn');
    expect(await quinn.says(text)).toMatchObject({ kind: 'sorry', code, final: true });
    expect((await quinn.says('A better line')).kind).toBe('kept');
    await patIsUnharmed();
  });

  test('The same id with other content is refused with sorry', async () => {
    const quinn = await stage.patron('Quinn');
    await quinn.says('One', 'the-same-id');
    expect(await quinn.says('Two', 'the-same-id')).toMatchObject({ code: 'other-content', id: 'the-same-id' });
    await patIsUnharmed();
  });

  test('A line with lone surrogates, controls and direction overrides is stored cleaned', async () => {
    const quinn = await stage.patron('Quinn');
    quinn.sendRaw('{"kind":"say","id":"V1StGXR8_Z5jdHi6B","text":"a\\ud83d\\u0000\\u202eb"}');
    await quinn.nextOf('kept');
    expect(stage.desk.talks.get(keyOf('Quinn'))?.lines[0]?.entry.what).toEqual({ kind: 'said', text: 'a\ufffdb' });
    await patIsUnharmed();
  });

  test('The longest line of the characters that take most bytes is stored', async () => {
    const quinn = await stage.patron('Quinn');
    const text = '\\u2603'.repeat(MAX_TEXT);
    quinn.sendRaw(`{"kind":"say","id":"V1StGXR8_Z5jdHi6B","text":"${text}"}`);
    expect((await quinn.nextOf('kept')).id).toBe('V1StGXR8_Z5jdHi6B');
  });

  test.each([
    ['a desk that is not there', { desk: 'attic' }, 'unknown-desk'],
    ['a key nobody knows any more', { after: 7 }, 'gone'],
  ])('%s: the relay answers sorry, and the page may send another hello', async (_, fields, code) => {
    const quinn = await stage.page();
    quinn.sendRaw(hello(fields));
    quinn.sendRaw(say({}));
    expect(await quinn.nextOf('sorry')).toMatchObject({ code, final: true });
    await quinn.hello({ key: keyOf('another') });
    expect((await quinn.says('Hello?')).kind).toBe('kept');
    await patIsUnharmed();
  });
});

test('An internal error of the relay closes that one socket, and no text of the line is logged', async () => {
  const quinn = await stage.patron('Quinn');
  quinn.send({ kind: 'say', id: 'V1StGXR8_Z5jdHi6B', text: 'a fault' });
  expect(await quinn.closed).toBe(Close.relayFault.code);
  await patIsUnharmed();
  expect(stage.logged.join()).toMatch(/^a frame could not be handled .*"frame":"say","error":"TypeError"/);
  expect(stage.logged.join()).not.toContain('a fault');
});
