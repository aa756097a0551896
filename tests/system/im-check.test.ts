// covers: relay/cli/check.ts, relay/cli/running-relay.ts, relay/networks/xmpp/server-check/server-check.ts
// needs: prosody, finch
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { eventually } from '../stage/im/eventually.ts';
import { Finch } from '../stage/im/finch.ts';
import { type OwnFolder, ownFolder } from '../stage/im/program.ts';
import { Prosody, type ProsodyOptions } from '../stage/im/prosody.ts';
import { command, freePort, type RelayProcess, startRelayProcess } from '../stage/relay-process.ts';

/** `ask-librarian check` with a real Prosody. */

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
  expect(first).toMatch(/ is valid: 1 desk, 1 librarian,/);
  return { code: done.code, lines, wrong: done.error.trim() };
};

describe('check and the XMPP server', () => {
  test('check connects to the XMPP server and reports that all is well', async () => {
    await using prosody = await server(ROSTER);
    expect(await check(parts(prosody.componentPort))).toEqual({
      code: 0,
      wrong: '',
      lines: [
        `The XMPP server at 127.0.0.1:${prosody.componentPort} accepts the relay as ask.localhost.`,
        'ann (ann@localhost): OK; not signed in now.',
      ],
    });
  });

  test('check --offline does not connect to the XMPP server', async () => {
    expect(await check(parts(await freePort()), '--offline')).toEqual({ code: 0, lines: [], wrong: '' });
  });

  test('check reports that nothing listens at the address of the XMPP server', async () => {
    const { code, lines, wrong } = await check(parts(await freePort()));
    expect([code, lines]).toEqual([1, []]);
    expect(wrong).toMatch(/^Nothing accepts connections at 127\.0\.0\.1:\d+: .*\(ECONNREFUSED\)\.$/);
  });

  test('check reports that the XMPP server does not accept the secret', async () => {
    await using prosody = await server({ component: { domain: 'ask.localhost', secret: 'another' } });
    const { code, wrong } = await check(parts(prosody.componentPort));
    expect(code).toBe(1);
    expect(wrong).toContain('XMPP_SECRET');
    expect(wrong).toMatch(/\(not-authorized\)\.$/);
  });

  test('check reports a domain that the XMPP server does not have', async () => {
    await using prosody = await server();
    const { code, wrong } = await check(parts(prosody.componentPort, 'ann@localhost', 'desk.localhost'));
    expect(code).toBe(1);
    expect(wrong).toMatch(/^The XMPP server has no component desk\.localhost: /);
  });

  test('check reports a port that is for clients, not for components', async () => {
    await using prosody = await server();
    const { code, wrong } = await check(parts(prosody.port));
    expect(code).toBe(1);
    expect(wrong).toMatch(/^What answers at 127\.0\.0\.1:\d+ does not speak the component protocol/);
  });

  test('check reports an XMPP server that does not answer', async () => {
    await using prosody = await server();
    await prosody.freeze();
    const { code, wrong } = await check(parts(prosody.componentPort));
    prosody.thaw();
    expect(code).toBe(1);
    expect(wrong).toMatch(/accepts connections but does not answer/);
  });
});

describe('check while a relay is running', () => {
  test('check does not connect while the relay of this config is connected, and the relay does not notice', async () => {
    await using prosody = await server(ROSTER);
    relay = await startRelayProcess({ config: parts(prosody.componentPort) });
    await linkUp(relay);
    const { port } = new URL(relay.address);
    const { code, lines } = await check({ ...parts(prosody.componentPort), listen: { port: Number(port) } });
    expect(code).toBe(0);
    expect(lines).toEqual([expect.stringMatching(/^The relay is running and connected to its XMPP server\. /)]);
    expect(prosody.log().match(/External component successfully authenticated/g)).toHaveLength(1);
    expect(relay.log()).not.toContain('the XMPP link is down');
  });

  test('check is refused by the server while a relay that listens elsewhere is connected, which stays connected', async () => {
    await using prosody = await server(ROSTER);
    relay = await startRelayProcess({ config: parts(prosody.componentPort) });
    await linkUp(relay);
    const { code, wrong } = await check(parts(prosody.componentPort));
    expect(code).toBe(1);
    expect(wrong).toMatch(/\(conflict\)\.$/);
    expect(relay.log()).not.toContain('the XMPP link is down');
  });

  test('check connects where the running relay is not connected', async () => {
    await using prosody = await server({ ...ROSTER, component: { domain: 'ask.localhost', secret: 'another' } });
    relay = await startRelayProcess({ config: parts(prosody.componentPort) });
    const { port } = new URL(relay.address);
    const { code, wrong } = await check({ ...parts(prosody.componentPort), listen: { port: Number(port) } });
    expect([code, wrong]).toEqual([1, expect.stringMatching(/\(not-authorized\)\.$/)]);
  });
});

describe('check and the accounts of librarians', () => {
  test('A librarian who is signed in notices nothing of check', async () => {
    await using prosody = await server(ROSTER);
    await using finch = await Finch.start({ name: 'ann', password: 'pw', port: prosody.port });
    await finch.setsStatus('do not disturb');
    const look = async () => (await check(parts(prosody.componentPort))).lines.at(-1);
    await eventually(
      'the status of the librarian is seen',
      async () => (await look())?.endsWith('signed in now, busy.'),
      {
        seen: look,
      },
    );
    expect(await finch.windows()).toEqual([]);
  });

  test('check reports an account that hides its presence and one that does not exist in the same words', async () => {
    await using prosody = await server();
    for (const account of ['ann@localhost', 'nobody@localhost']) {
      const { code, lines } = await check(parts(prosody.componentPort, account));
      expect(code).toBe(0);
      expect(lines.slice(1)).toEqual([
        expect.stringMatching(/^localhost says whether it keeps an archive of messages only when/),
        expect.stringMatching(
          /^ann \(.*\): the server says nothing\. Either there is no such account, or .*main@ask\.localhost/,
        ),
      ]);
    }
  });

  test('check reports an account on a server that the XMPP server does not reach', async () => {
    await using prosody = await server();
    const { code, wrong } = await check(parts(prosody.componentPort, 'ann@elsewhere.example'));
    expect(code).toBe(1);
    expect(wrong).toMatch(/^The XMPP server does not reach elsewhere\.example \(not-allowed\): /);
  });

  test('check reports a server that stores messages offline or in an archive', async () => {
    await using prosody = await server({ ...ROSTER, offline: true, archive: true });
    const { code, lines } = await check(parts(prosody.componentPort));
    expect(code).toBe(0);
    expect(lines.slice(1)).toEqual([
      expect.stringMatching(/^localhost keeps messages for accounts that are offline \(offline storage\): /),
      expect.stringMatching(/^localhost keeps an archive of all messages \(MAM\): /),
      'ann (ann@localhost): OK; not signed in now.',
    ]);
  });
});
