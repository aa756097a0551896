// needs: prosody, finch
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { eventually } from '../stage/im/eventually.ts';
import { Finch } from '../stage/im/finch.ts';
import { type OwnFolder, ownFolder } from '../stage/im/program.ts';
import { Prosody, type ProsodyOptions } from '../stage/im/prosody.ts';
import { command, freePort, type RelayProcess, startRelayProcess } from '../stage/relay-process.ts';

/** `ask-librarian check` beside a real Prosody. */

const SECRET = 'hunter2-of-the-component';
const ROSTER = { shared: { 'main@ask.localhost': 'Reference desk' } };

let folder: OwnFolder;
let relay: RelayProcess | undefined;
beforeEach(() => {
  folder = ownFolder('check');
  vi.stubEnv('XMPP_SECRET', SECRET);
});
afterEach(async () => {
  await relay?.end();
  relay = undefined;
  vi.unstubAllEnvs();
  folder.remove();
});

const server = (options: Partial<ProsodyOptions> = {}) =>
  Prosody.start({ accounts: { ann: 'pw' }, component: { domain: 'ask.localhost', secret: SECRET }, ...options });

const parts = (componentPort: number, account = 'ann@localhost', domain = 'ask.localhost') => ({
  xmpp: { domain, port: componentPort },
  librarians: { ann: { displayName: 'Ann', xmpp: account } },
  desks: { main: { title: 'Reference desk', zone: 'UTC', librarians: ['ann'] } },
});

const linkUp = (of: RelayProcess) =>
  eventually('the link is up', () => of.log().includes('the XMPP link is up'), { seen: () => of.log() });

const check = async (config: object, ...options: string[]) => {
  const file = join(folder.path, 'ask.jsonc');
  writeFileSync(file, JSON.stringify({ title: 'N', listen: { port: await freePort() }, data: 'ask.db', ...config }));
  const done = await command('check', '--config', file, ...options);
  expect(done.out + done.error).not.toContain('hunter2');
  const [first, ...lines] = done.out.trim().split('\n');
  expect(first).toMatch(/ is in order: 1 desk, 1 librarian,/);
  return { code: done.code, lines, wrong: done.error.trim() };
};

describe('the link', () => {
  test('is tried, and all is in order', async () => {
    await using prosody = await server(ROSTER);
    expect(await check(parts(prosody.componentPort))).toEqual({
      code: 0,
      wrong: '',
      lines: [
        `The XMPP server at 127.0.0.1:${prosody.componentPort} takes the relay in as ask.localhost.`,
        'ann (ann@localhost): in order; not signed in now.',
      ],
    });
  });

  test('is left alone where that is asked for', async () => {
    expect(await check(parts(await freePort()), '--offline')).toEqual({ code: 0, lines: [], wrong: '' });
  });

  test('nothing listens there', async () => {
    const { code, lines, wrong } = await check(parts(await freePort()));
    expect([code, lines]).toEqual([1, []]);
    expect(wrong).toMatch(/^Nothing accepts connections at 127\.0\.0\.1:\d+: .*\(ECONNREFUSED\)\.$/);
  });

  test('another secret', async () => {
    await using prosody = await server({ component: { domain: 'ask.localhost', secret: 'another' } });
    const { code, wrong } = await check(parts(prosody.componentPort));
    expect(code).toBe(1);
    expect(wrong).toContain('XMPP_SECRET');
    expect(wrong).toMatch(/\(not-authorized\)\.$/);
  });

  test('a domain that the server does not have', async () => {
    await using prosody = await server();
    const { code, wrong } = await check(parts(prosody.componentPort, 'ann@localhost', 'desk.localhost'));
    expect(code).toBe(1);
    expect(wrong).toMatch(/^The XMPP server has no component desk\.localhost: /);
  });

  test('the port for programs of people', async () => {
    await using prosody = await server();
    const { code, wrong } = await check(parts(prosody.port));
    expect(code).toBe(1);
    expect(wrong).toMatch(/^What answers at 127\.0\.0\.1:\d+ does not speak the component protocol/);
  });

  test('a server that is frozen', async () => {
    await using prosody = await server();
    await prosody.freeze();
    const { code, wrong } = await check(parts(prosody.componentPort));
    prosody.thaw();
    expect(code).toBe(1);
    expect(wrong).toMatch(/takes connections but does not answer/);
  });
});

describe('beside a relay that is connected', () => {
  test('nothing is tried, and the relay does not notice', async () => {
    await using prosody = await server(ROSTER);
    relay = await startRelayProcess({ config: parts(prosody.componentPort) });
    await linkUp(relay);
    const { port } = new URL(relay.address);
    const { code, lines } = await check({ ...parts(prosody.componentPort), listen: { port: Number(port) } });
    expect(code).toBe(0);
    expect(lines).toEqual([expect.stringMatching(/^The relay is running, and connected to its XMPP server\. /)]);
    expect(prosody.log().match(/External component successfully authenticated/g)).toHaveLength(1);
    expect(relay.log()).not.toContain('the XMPP link is down');
  });

  test('that listens elsewhere, the server refuses us and keeps the relay', async () => {
    await using prosody = await server(ROSTER);
    relay = await startRelayProcess({ config: parts(prosody.componentPort) });
    await linkUp(relay);
    const { code, wrong } = await check(parts(prosody.componentPort));
    expect(code).toBe(1);
    expect(wrong).toMatch(/\(conflict\)\.$/);
    expect(relay.log()).not.toContain('the XMPP link is down');
  });

  test('and is not connected, the link is tried', async () => {
    await using prosody = await server({ ...ROSTER, component: { domain: 'ask.localhost', secret: 'another' } });
    relay = await startRelayProcess({ config: parts(prosody.componentPort) });
    const { port } = new URL(relay.address);
    const { code, wrong } = await check({ ...parts(prosody.componentPort), listen: { port: Number(port) } });
    expect([code, wrong]).toEqual([1, expect.stringMatching(/\(not-authorized\)\.$/)]);
  });
});

describe('the librarians', () => {
  test('one who is signed in reads nothing of it', async () => {
    await using prosody = await server(ROSTER);
    await using finch = await Finch.start({ name: 'ann', password: 'pw', port: prosody.port });
    await finch.setsStatus('do not disturb');
    const look = async () => (await check(parts(prosody.componentPort))).lines.at(-1);
    await eventually('her status is seen', async () => (await look())?.endsWith('signed in now, busy.'), {
      seen: look,
    });
    expect(await finch.windows()).toEqual([]);
  });

  test('one who does not let the desk see her, and an account that is not there, are told alike', async () => {
    await using prosody = await server();
    for (const account of ['ann@localhost', 'nobody@localhost']) {
      const { code, lines } = await check(parts(prosody.componentPort, account));
      expect(code).toBe(0);
      expect(lines.slice(1)).toEqual([
        expect.stringMatching(/^Whether localhost keeps an archive of messages, it tells only when/),
        expect.stringMatching(
          /^ann \(.*\): the server tells nothing\. Either there is no such account, or .*main@ask\.localhost/,
        ),
      ]);
    }
  });

  test('an account on a server that this one does not reach', async () => {
    await using prosody = await server();
    const { code, wrong } = await check(parts(prosody.componentPort, 'ann@elsewhere.example'));
    expect(code).toBe(1);
    expect(wrong).toMatch(/^The XMPP server does not reach elsewhere\.example \(not-allowed\): /);
  });

  test('a server that keeps what was not for it', async () => {
    await using prosody = await server({ ...ROSTER, offline: true, archive: true });
    const { code, lines } = await check(parts(prosody.componentPort));
    expect(code).toBe(0);
    expect(lines.slice(1)).toEqual([
      expect.stringMatching(/^localhost keeps messages for those who are not there \(offline storage\): /),
      expect.stringMatching(/^localhost keeps an archive of all messages \(MAM\): /),
      'ann (ann@localhost): in order; not signed in now.',
    ]);
  });
});
