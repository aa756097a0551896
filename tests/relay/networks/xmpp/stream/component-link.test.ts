// covers: relay/networks/xmpp/stream/component-link.ts, relay/networks/xmpp/stream/component-stream.ts, relay/networks/xmpp/stream/handshake.ts, relay/networks/xmpp/stream/link-errors.ts, relay/networks/xmpp/stream/send-buffer.ts
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LIVED_MS, nextDelay } from '../../../../../relay/networks/xmpp/stream/component-link.ts';
import { SILENT_MS } from '../../../../../relay/networks/xmpp/stream/component-stream.ts';
import { MAX_STANZA_BYTES } from '../../../../../relay/networks/xmpp/stream/stanza-splitter.ts';
import { PING_MS } from '../../../../../relay/networks/xmpp/stream/watchdog.ts';
import { el, serialize } from '../../../../../relay/networks/xmpp/stream/xml.ts';
import { DOMAIN, LinkStage, message } from './link-stage.ts';
import { opening, streamError } from './scripted-server.ts';

let stage: LinkStage;

beforeEach(async () => {
  stage = await LinkStage.begin();
});

afterEach(() => stage.end());

describe('the opening', () => {
  test('a header to our domain, a proof of the secret, online', async () => {
    stage.link.start();
    const peer = await stage.server.next();
    expect(await peer.hears("'>")).toBe(
      `<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' to='${DOMAIN}'>`,
    );
    peer.says(opening('a&amp;1'));
    const proof = createHash('sha1').update('a&1s3cret').digest('hex');
    await peer.hears(`<handshake>${proof}</handshake>`);
    expect(stage.link.online).toBe(false);
    expect(stage.link.send(el('presence'))).toBe(false);
    peer.says('<handshake/>');
    await stage.reports('online');
    expect(stage.link.online).toBe(true);
    expect(stage.link.error).toBeUndefined();
    expect(stage.logged).toEqual(['the XMPP link is up {}']);
  });

  test('Nothing that arrives before the handshake is over is reported', async () => {
    stage.link.start();
    const peer = await stage.server.next();
    peer.says(`${opening('s1')}${message('early')}`);
    await peer.hears('</handshake>');
    peer.says(`${message('still-early')}<handshake/>${message('in-time')}`);
    await stage.reports('message in-time');
    expect(stage.events).toEqual(['online', 'message in-time']);
  });

  test('may be answered byte by byte', async () => {
    stage.link.start();
    const peer = await stage.server.next();
    for (const byte of Buffer.from(`${opening('図')}<handshake/>${message('図書館')}`))
      peer.socket.write(Uint8Array.of(byte));
    await stage.reports('message 図書館');
  });
});

describe('why it is not online', () => {
  test.each([
    ['not-authorized', 'wrong-secret'],
    ['conflict', 'conflict'],
    ['host-unknown', 'unknown-domain'],
    ['invalid-namespace', 'broken'],
    ['system-shutdown', 'lost'],
    ['constructor', 'lost'],
  ] as const)('the server says %s', async (condition, reason) => {
    stage.link.start();
    const peer = await stage.server.next();
    peer.says(opening(''));
    await peer.hears('</handshake>');
    peer.says(streamError(condition));
    expect(await stage.fails(reason)).toEqual({ reason, detail: condition });
    await peer.hearsTheEnd();
    expect(stage.events).toEqual([]);
    expect(stage.logged.join()).not.toContain('The librarian’s words');
  });

  test('nothing listens: refused', async () => {
    await stage.server.end();
    const other = await LinkStage.begin({ port: stage.server.port });
    other.link.start();
    expect(await other.fails('refused')).toEqual({ reason: 'refused', detail: 'ECONNREFUSED' });
    await other.end();
    stage = await LinkStage.begin();
  });

  test('connections are taken and nothing is answered: silent', async () => {
    stage.link.start();
    const peer = await stage.server.next();
    await peer.hears("'>");
    await stage.clock.advance(SILENT_MS - 1);
    expect(stage.link.error).toBeUndefined();
    await stage.clock.advance(1);
    expect(await stage.fails('silent')).toEqual({ reason: 'silent' });
    await peer.hearsTheEnd();
  });

  test('a greeting alone is no answer', async () => {
    stage.link.start();
    const peer = await stage.server.next();
    peer.says(opening('s1'));
    await peer.hears('</handshake>');
    await stage.clock.advance(SILENT_MS);
    await stage.fails('silent');
  });

  test.each([
    ['another protocol', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['another kind of stream', "<stream xmlns='urn:other'>"],
    ['the port of other programs', opening('s1').replace('jabber:component:accept', 'jabber:client')],
    ['a document type', '<!DOCTYPE x>'],
  ])('%s answers: broken', async (_, answer) => {
    stage.link.start();
    const peer = await stage.server.next();
    peer.says(answer);
    await stage.fails('broken');
    await peer.hearsTheEnd();
  });

  test.each([
    ['the stream is closed', '</stream:stream>', { reason: 'lost' }],
    ['the server shuts down', streamError('system-shutdown'), { reason: 'lost', detail: 'system-shutdown' }],
    ['the server has let another in', streamError('conflict'), { reason: 'conflict', detail: 'conflict' }],
    ['what comes is no XML', '<!-- x -->', { reason: 'broken' }],
  ] as const)('while online, %s', async (_, xml, fault) => {
    const peer = await stage.joined();
    peer.says(`${message('1')}${xml}${message('2')}`);
    await stage.reports('lost');
    expect(stage.link.error).toEqual(fault);
    expect(stage.link.online).toBe(false);
    expect(stage.link.send(el('presence'))).toBe(false);
    expect(stage.events).toEqual(['online', 'message 1', 'lost']);
    expect(await peer.hearsTheEnd()).toMatch(/<\/stream:stream>$/);
  });

  test('while online, the connection breaks', async () => {
    const peer = await stage.joined();
    peer.socket.resetAndDestroy();
    await stage.reports('lost');
    expect(stage.link.error?.reason).toBe('lost');
  });

  test('it is logged when it changes, and not with every attempt', async () => {
    stage.link.start();
    for (const [n, condition] of ['not-authorized', 'not-authorized', 'conflict'].entries()) {
      const peer = await stage.server.next();
      peer.says(opening('s1') + streamError(condition));
      await peer.hearsTheEnd();
      await stage.clock.advance(250 * 2 ** n);
    }
    await stage.server.next();
    expect(stage.logged).toEqual([
      'the XMPP link is down {"reason":"wrong-secret","detail":"not-authorized"}',
      'the XMPP link is down {"reason":"conflict","detail":"conflict"}',
    ]);
  });
});

describe('it mends itself', () => {
  const refuse = async (condition = 'conflict') => {
    const peer = await stage.server.next();
    peer.says(opening('s1') + streamError(condition));
    await peer.hearsTheEnd();
  };
  /** It tries again after that long, and not sooner. */
  const triesAfter = async (ms: number) => {
    await stage.clock.advance(ms - 1);
    expect(await stage.server.isQuiet(), `nothing before ${ms} ms`).toBe(true);
    await stage.clock.advance(1);
    expect(await stage.server.isQuiet(), `an attempt after ${ms} ms`).toBe(false);
  };

  test('delays double to ten seconds, and are spread', () => {
    const delays = [0, 1, 2, 3, 4, 5, 6, 50].map((failures) => nextDelay(failures, () => 1));
    expect(delays).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
    expect(nextDelay(50, () => 0)).toBe(5_000);
  });

  test('an attempt that failed is made again, later each time', async () => {
    stage.link.start();
    for (const ms of [250, 500, 1_000]) {
      await refuse();
      await triesAfter(ms);
    }
    await stage.joined();
    expect(stage.events).toEqual(['online']);
    expect(stage.link.error).toBeUndefined();
  });

  /** Online for that long, with every ping answered. */
  const lives = async (ms: number) => {
    const peer = await stage.joined();
    const answers = () => stage.events.filter((what) => what.startsWith('answered')).length;
    for (let at = 0; at < ms; at += PING_MS) {
      const before = answers();
      const asked = () => peer.heard.match(/<iq .*?<\/iq>/g) ?? [];
      await stage.until('a ping comes', () => asked().length > before);
      peer.says(asked()[before] ?? '');
      await stage.until('it is answered', () => answers() > before);
      await stage.clock.advance(PING_MS);
    }
    return peer;
  };

  test('after a stream that lived, it is quick again', async () => {
    stage.link.start();
    await refuse();
    await stage.clock.advance(250);
    await refuse();
    await stage.clock.advance(500);
    const peer = await lives(LIVED_MS);
    peer.says('</stream:stream>');
    await stage.reports('lost');
    await triesAfter(250);
  });

  test('but not after one that did not live, nor where another threw it out', async () => {
    const first = await stage.joined();
    first.says('</stream:stream>');
    await stage.reports('lost');
    await triesAfter(250);
    const second = await lives(LIVED_MS);
    second.says(streamError('conflict'));
    await stage.fails('conflict');
    await triesAfter(500);
  });
});

describe('what others send', () => {
  test('too large, unreadable, hostile: the link stays up, and the next is heard', async () => {
    const peer = await stage.joined();
    peer.says(`<message from='ann@lib.example'><body>${'図'.repeat(MAX_STANZA_BYTES)}</body></message>`);
    peer.says('<message><body>&secret;</body></message><x:y/>');
    peer.says(message('next'));
    await stage.reports('message next');
    expect(stage.events).toEqual(['online', 'oversized message from ann@lib.example', 'message next']);
    expect(stage.logged.slice(1)).toEqual([expect.stringContaining('a stanza could not be read')]);
  });

  test('a listener that fails is logged without words, and nothing else is lost', async () => {
    const peer = await stage.joined();
    stage.heard = ({ attrs }) => {
      if (attrs.id === '1') throw new TypeError('about the librarian’s words');
    };
    peer.says(`${message('1')}${message('2')}`);
    await stage.reports('message 2');
    expect(stage.link.online).toBe(true);
    expect(stage.logged.join('\n')).toContain('a listener of the XMPP link failed {"error":"TypeError"');
    expect(stage.logged.join('\n')).not.toContain('the librarian’s words');
  });

  test('who listens may answer at once', async () => {
    stage.heard = ({ attrs }) => stage.link.send(el('iq', { type: 'result', id: attrs.id }));
    const peer = await stage.joined();
    peer.says("<iq type='get' id='q1' from='ann@lib.example'/><iq type='get' id='q2'/>");
    await peer.hears("<iq type='result' id='q1'/><iq type='result' id='q2'/>");
  });
});

describe('what is sent', () => {
  test('goes out in order, escaped and clean', async () => {
    const peer = await stage.joined();
    const stanza = el('message', { to: 'ann@lib.example' }, el('body', {}, '</body>\u0007\ud800図'));
    expect(stage.link.send(stanza)).toBe(true);
    expect(stage.link.send(el('presence'))).toBe(true);
    await peer.hears("<message to='ann@lib.example'><body>&lt;/body&gt;\ufffd図</body></message><presence/>");
  });

  test('is not larger than servers take', async () => {
    const peer = await stage.joined();
    const large = el('message', {}, el('body', {}, '図'.repeat(MAX_STANZA_BYTES / 3)));
    expect(Buffer.byteLength(serialize(large))).toBeGreaterThan(MAX_STANZA_BYTES);
    expect(stage.link.send(large)).toBe(false);
    expect(stage.link.send(el('presence'))).toBe(true);
    expect(await peer.hears('<presence/>')).not.toContain('図');
  });

  const large = el('message', {}, el('body', {}, 'x'.repeat(200_000)));
  const MORE_THAN_SOCKETS_TAKE = 50;

  test('a burst waits for a server that reads', async () => {
    const peer = await stage.joined();
    for (let n = 0; n < MORE_THAN_SOCKETS_TAKE; n++) expect(stage.link.send(large)).toBe(true);
    stage.link.send(el('presence'));
    await peer.hears('<presence/>');
    expect(stage.events).toEqual(['online']);
  });

  test('a server that takes nothing for a second is frozen', async () => {
    const peer = await stage.joined();
    peer.socket.pause();
    for (let n = 0; n < MORE_THAN_SOCKETS_TAKE; n++) expect(stage.link.send(large)).toBe(true);
    await stage.clock.advance(1_000);
    expect(stage.link.online).toBe(true);
    stage.link.send(large);
    expect(await stage.fails('silent')).toEqual({ reason: 'silent', detail: 'queue' });
    expect(stage.events).toEqual(['online', 'lost']);
  });

  test('no burst is without end', async () => {
    const peer = await stage.joined();
    peer.socket.pause();
    for (let n = 0; n < 200; n++) stage.link.send(large);
    await stage.fails('silent');
  });
});

describe('stop()', () => {
  test('The link says goodbye, still reports what the server had sent, and never reconnects', async () => {
    const peer = await stage.joined();
    stage.link.send(el('presence', { type: 'unavailable' }));
    const stopped = stage.link.stop();
    expect(stage.link.send(el('presence'))).toBe(false);
    await peer.hears("<presence type='unavailable'/></stream:stream>");
    peer.says(`${message('late')}</stream:stream>`);
    await stopped;
    expect(stage.events).toEqual(['online', 'message late', 'lost']);
    expect(stage.clock.waiting).toBe(0);
    stage.link.start();
    expect(await stage.server.isQuiet()).toBe(true);
  });

  test('twice is as good as once', async () => {
    const peer = await stage.joined();
    const stopped = Promise.all([stage.link.stop(), stage.link.stop()]);
    await peer.hears('</stream:stream>');
    peer.says(`${message('late')}</stream:stream>`);
    await stopped;
    await stage.link.stop();
    expect(stage.events).toEqual(['online', 'message late', 'lost']);
  });

  test('does not wait long for a server that says nothing', async () => {
    const peer = await stage.joined();
    peer.socket.pause();
    const stopped = stage.link.stop();
    await stage.clock.advance(1_000);
    await stopped;
    expect(stage.clock.waiting).toBe(0);
  });

  test('between two attempts, and during one', async () => {
    stage.link.start();
    const peer = await stage.server.next();
    peer.says(opening('s1') + streamError('conflict'));
    await stage.fails('conflict');
    await stage.link.stop();
    expect(stage.clock.waiting).toBe(0);

    const other = await LinkStage.begin();
    other.link.start();
    await other.link.stop();
    expect(other.clock.waiting).toBe(0);
    expect(other.events).toEqual([]);
    await other.end();
  });

  test('as soon as it is online', async () => {
    const hasty = await LinkStage.begin();
    hasty.hasOnline = () => void hasty.link.stop();
    const peer = await hasty.joins();
    await peer.hears('</stream:stream>');
    expect(peer.heard).not.toContain('ping');
    expect(hasty.clock.waiting).toBe(1); // for the goodbye
    await hasty.end();
  });

  test('from within a listener', async () => {
    let stopped = false;
    stage.heard = () =>
      void stage.link.stop().then(() => {
        stopped = true;
      });
    const peer = await stage.joined();
    peer.says(`${message('1')}</stream:stream>`);
    await stage.until('it has stopped', () => stopped);
    expect(stage.events).toEqual(['online', 'message 1', 'lost']);
  });
});
