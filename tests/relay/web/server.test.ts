// covers: relay/web/server.ts, relay/web/http/listen.ts, relay/web/web-config.ts
import { once } from 'node:events';
import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { Close } from '../../../relay/protocol/close-codes.ts';
import { startWeb } from './web-stage.ts';

describe('Where the server listens', () => {
  test('A port that is taken rejects with a sentence', async () => {
    const { port } = await startWeb();
    await expect(startWeb({ config: { listen: { host: '127.0.0.1', port } } })).rejects.toThrow(
      `Port ${port} is taken by another program. Stop it, or choose a free port: PORT=${port + 1}`,
    );
  });

  test('An address of another machine rejects with a sentence', async () => {
    await expect(startWeb({ config: { listen: { host: '192.0.2.1', port: 0 } } })).rejects.toThrow(
      '192.0.2.1 is no address of this machine',
    );
  });
});

describe('When the server stops', () => {
  test('When the server stops, every page is closed as relayRestarting and the desk is notified that it left', async () => {
    const { desk, librarian, page, patron, server } = await startWeb();
    const [pat, ann, silent] = [await patron('Pat'), await librarian('ann'), await page()];
    await server.stop();
    for (const one of [pat, ann, silent]) expect(await one.closed).toBe(Close.relayRestarting.code);
    expect(desk.pages).toBe(0);
    expect(server.consoleLink.reaches('ann')).toBe(false);
  });

  test('When the server stops, frames in progress are finished and answered first', async () => {
    const { desk, patron, server } = await startWeb();
    const pat = await patron('Pat');
    const goOn = desk.slowDisk();
    const answers = [pat.says('One'), pat.says('Two')];
    await pat.hearsStill();
    const stopped = server.stop();
    goOn();
    expect((await Promise.all(answers)).map(({ kind }) => kind)).toEqual(['kept', 'kept']);
    await stopped;
    expect(await pat.closed).toBe(Close.relayRestarting.code);
  });

  test('When the server stops, frames that still come are ignored', async () => {
    const { desk, patron, server } = await startWeb();
    const pat = await patron('Pat');
    const goOn = desk.slowDisk();
    const answer = pat.says('One');
    await pat.hearsStill();
    const stopped = server.stop();
    pat.send({ kind: 'say', id: 'one-too-late', text: 'Two' });
    goOn();
    await answer;
    await stopped;
    expect(desk.heard).toEqual(['One']);
  });

  test('A disk that does not answer delays the stop by at most five seconds', async () => {
    const { clock, desk, patron, server } = await startWeb();
    const pat = await patron('Pat');
    desk.slowDisk();
    pat.send({ kind: 'say', id: 'never-kept', text: 'One' });
    await pat.hearsStill();
    let over = false;
    const stopped = server.stop().then(() => {
      over = true;
    });
    await clock.advance(3_999);
    expect(over).toBe(false);
    await clock.advance(1_001);
    await stopped;
    expect(await pat.closed).toBe(Close.relayRestarting.code);
  });

  test('A page that does not answer the close delays the stop by at most five seconds', async () => {
    const { clock, patron, server } = await startWeb();
    const pat = await patron('Pat');
    pat.socket.pause();
    const stopped = server.stop();
    await clock.advance(5_000);
    await stopped;
    pat.socket.resume();
    await pat.closed;
  });

  test('A server that stops is not ready and accepts no sockets', async () => {
    const { clock, desk, page, patron, port, server } = await startWeb();
    const agent = { host: '127.0.0.1', port };
    const pat = await patron('Pat');
    const early = request({ ...agent, path: '/readyz', headers: { connection: 'keep-alive' } });
    early.flushHeaders();
    await once(early, 'socket');
    desk.slowDisk();
    pat.send({ kind: 'say', id: 'never-kept', text: 'One' });
    await pat.hearsStill();
    const stopped = server.stop();
    await expect(page()).rejects.toThrow();
    await clock.advance(5_000);
    await stopped;
    early.on('error', () => undefined);
    early.destroy();
  });

  test('A server that is stopped twice stops once', async () => {
    const { server } = await startWeb();
    await Promise.all([server.stop(), server.stop()]);
  });
});

test('A new config changes the rate limits of open sockets and closes none', async () => {
  const { patron, server, webConfig } = await startWeb();
  const pat = await patron('Pat');
  server.reconfigure({ ...webConfig, limits: { ...webConfig.limits, framesPerSecond: 1 } });
  await pat.hearsStill();
  for (let frame = 0; frame < 4; frame += 1) pat.send({ kind: 'typing', on: true });
  expect(await pat.closed).toBe(Close.tooFast.code);
});
