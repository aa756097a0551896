// needs: prosody
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { engine } from '../run/engines.ts';
import { eventually } from '../stage/im/eventually.ts';
import { type OwnFolder, ownFolder, Program } from '../stage/im/program.ts';
import { command, freePort, type RelayProcess, startRelayProcess } from '../stage/relay-process.ts';

/** What `ask-librarian prosody` prints, in a real Prosody: as printed, but for its places and ports. */

const SECRET = 'hunter2-of-the-component';

let folder: OwnFolder;
let relay: RelayProcess | undefined;
beforeEach(() => {
  folder = ownFolder('printed');
  vi.stubEnv('XMPP_SECRET', SECRET);
});
afterEach(async () => {
  await relay?.end();
  relay = undefined;
  vi.unstubAllEnvs();
  folder.remove();
});

/** Prosody refuses to run as root. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

const printed = async (file: string, ...words: string[]): Promise<string> => {
  const { code, out, error } = await command('prosody', '--config', file, ...words);
  expect(error).toBe('');
  expect(code).toBe(0);
  expect(out).not.toContain('hunter2');
  return out;
};

test('With the printed config and groups, Prosody accepts the relay and librarians see the desk without a request', async () => {
  const [componentPort, port] = [await freePort(), await freePort()];
  const config = {
    xmpp: { domain: 'ask.lib.example', port: componentPort },
    librarians: {
      ann: { displayName: 'Ann', xmpp: 'ann@lib.example' },
      ben: { displayName: 'Ben', xmpp: 'ben@branch.example' },
    },
  };
  const serving = await startRelayProcess({ config });
  relay = serving;
  const at = (name: string) => JSON.stringify(join(folder.path, name));
  // Global settings end with the first host.
  const here = `
data_path = ${at('data')}; pidfile = ${at('prosody.pid')}; admin_socket = ${at('prosody.sock')}; certificates = ${at('.')}
log = { info = ${at('prosody.log')} }; groups_file = ${at('groups.txt')}
interfaces = { "127.0.0.1" }; c2s_ports = { ${port} }; c2s_direct_tls_ports = { }
`;
  const text = (await printed(serving.configFile)).replace('\nVirtualHost', `${here}\nVirtualHost`);
  writeFileSync(join(folder.path, 'prosody.cfg.lua'), text);
  writeFileSync(join(folder.path, 'groups.txt'), await printed(serving.configFile, '--groups'));
  const accounts = ['lib%2eexample/accounts/ann.dat', 'branch%2eexample/accounts/ben.dat'];
  for (const account of accounts) {
    const path = join(folder.path, 'data', account);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, 'return { password = "pw" };\n');
  }
  if (NOBODY) {
    chownSync(folder.path, NOBODY.uid, NOBODY.gid);
    for (const path of ['data', 'data/lib%2eexample', 'data/branch%2eexample'])
      chownSync(join(folder.path, path), NOBODY.uid, NOBODY.gid);
  }
  chmodSync(folder.path, 0o755);

  const words = ['--config', join(folder.path, 'prosody.cfg.lua'), '-F'];
  const prosody = new Program(engine('prosody'), words, { cwd: folder.path, ...NOBODY });
  const log = () => `${prosody.said}\n${readFileSync(join(folder.path, 'prosody.log'), 'utf8')}`;
  await eventually('the relay is taken in', () => serving.log().includes('the XMPP link is up'), {
    seen: () => [serving.log(), log()],
  });
  expect(log()).not.toMatch(/\berror\b/);
  await answers(port);
  await serving.end();

  const file = join(folder.path, 'ask.jsonc');
  const desks = { main: { title: 'Reference desk', zone: 'UTC', librarians: ['ann', 'ben'] } };
  writeFileSync(
    file,
    JSON.stringify({ title: 'N', listen: { port: await freePort() }, data: 'x.db', desks, ...config }),
  );
  const { code, out, error } = await command('check', '--config', file);
  expect([code, error]).toEqual([0, '']);
  expect(out.trim().split('\n').slice(2)).toEqual([
    'ann (ann@lib.example): OK; not signed in now.',
    'ben (ben@branch.example): OK; not signed in now.',
  ]);
  await prosody.kill('SIGTERM');
});

/** People's programs are let in. */
const answers = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.end());
    socket.on('close', () => resolve());
    socket.on('error', reject);
  });
