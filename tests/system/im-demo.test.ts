// needs: prosody
// covers: demo/start-im.ts, demo/start/run.ts, demo/start/messengers.ts, demo/start/prosody.ts
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { engine } from '../run/engines.ts';
import { eventually } from '../stage/im/eventually.ts';
import { freePort } from '../stage/relay-process.ts';

/** `npm run start:im`. */

const start = (env: NodeJS.ProcessEnv) => {
  const child = spawn(process.execPath, ['demo/start-im.ts'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk;
    });
  return { child, said: () => said };
};

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('ask-librarian-im-'));

/** The stream features that a librarian's client is offered; undefined where nothing listens. */
const offered = (port: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let heard = '';
    socket.on('connect', () =>
      socket.write(
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='localhost' version='1.0'>",
      ),
    );
    socket.on('data', (chunk) => {
      heard += chunk;
      if (heard.includes('</stream:features>')) socket.destroy();
    });
    socket.on('close', () => resolve(heard === '' ? undefined : heard));
    socket.on('error', () => undefined); // followed by `close`
  });

test('The demo with a real XMPP server prints accounts, connects, and leaves nothing behind', async () => {
  const before = folders();
  const port = await freePort();
  const { child, said } = start({ PORT: String(port), PROSODY_BIN: engine('prosody') });
  const isOpen = () => {
    if (child.exitCode !== null) throw new Error(said());
    return said().includes('Ctrl-C closes it.');
  };
  await eventually('the demo is open', isOpen, { seen: said });
  const metrics = async () => await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  await eventually('the link is up', async () => (await metrics()).includes('ask_librarian_xmpp_up 1'), { seen: said });
  expect(said()).toContain('ann@localhost, password newport');
  const itsPort = Number(/server localhost, port (\d+)/.exec(said())?.[1]);
  expect(await offered(itsPort)).toMatch(/<starttls [^>]*>\s*<required\/>/);
  const made = folders().filter((name) => !before.includes(name));
  expect(made).toHaveLength(1);

  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(said()).toMatch(/Closed\.\n$/);
  expect(await offered(itsPort)).toBeUndefined();
  expect(folders()).not.toContain(made[0]);
});

test('When the demo is killed, its XMPP server ends too', async () => {
  const before = folders();
  const { child, said } = start({ PORT: String(await freePort()), PROSODY_BIN: engine('prosody') });
  await eventually('the demo is open', () => said().includes('Ctrl-C closes it.'), { seen: said });
  const itsPort = Number(/server localhost, port (\d+)/.exec(said())?.[1]);
  const made = folders().filter((name) => !before.includes(name));
  child.kill('SIGKILL');
  await eventually('the server is gone', async () => (await offered(itsPort)) === undefined);
  for (const name of made) rmSync(join(tmpdir(), name), { recursive: true, force: true });
});

test('Without Prosody the demo says what to install', async () => {
  const { child, said } = start({ PORT: String(await freePort()), PATH: dirname(process.execPath), PROSODY_BIN: '' });
  expect((await once(child, 'exit'))[0]).toBe(1);
  expect(said()).toMatch(
    /^This demo needs the XMPP server Prosody, and openssl\. .*apt-get install .* prosody openssl/m,
  );
  expect(existsSync('dist/pages/widget.js')).toBe(true);
});
