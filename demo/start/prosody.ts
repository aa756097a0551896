import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, chownSync, constants, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { prosodyConfig, prosodyGroups } from '../../relay/cli/prosody-config.ts';
import type { Config } from '../../relay/config/config.ts';

interface ProsodyParts {
  config: Config;
  /** Domain of the accounts. */
  host: string;
  /** For librarians' clients. */
  port: number;
  accounts: readonly string[];
  password: string;
}

/** A Prosody with the config that `ask-librarian prosody` prints, in a temporary folder, reachable from this machine only. */
export class Prosody {
  readonly #child: ChildProcess;
  /** The temporary folder, removed when this process exits. Other files that should go with it may be put there. */
  readonly folder: string;

  private constructor(child: ChildProcess, folder: string) {
    this.#child = child;
    this.folder = folder;
    process.once('exit', () => this.#remove());
  }

  static async start(parts: ProsodyParts): Promise<Prosody> {
    const { xmpp } = parts.config;
    const [program, openssl] = [findProgram('prosody', 'PROSODY_BIN'), findProgram('openssl', 'OPENSSL_BIN')];
    if (!program || !openssl || !xmpp) throw new Error(MISSING);
    const folder = mkdtempSync(join(tmpdir(), 'ask-librarian-im-'));
    await certificate(openssl, join(folder, parts.host), parts.host);
    writeAll(folder, parts, xmpp);
    const env = { PATH: process.env.PATH, XMPP_SECRET: xmpp.secret };
    const args = ['-c', UNTIL_PARENT_EXITS, 'sh', program, '--config', join(folder, 'prosody.cfg.lua'), '-F'];
    const child = spawn('sh', args, { cwd: folder, env, stdio: 'pipe', ...owned(folder) });
    const prosody = new Prosody(child, folder);
    await prosody.#untilListening(xmpp.port);
    return prosody;
  }

  async stop(): Promise<void> {
    if (!this.#running) return;
    const ended = once(this.#child, 'exit');
    this.#child.stdin?.end();
    await ended;
  }

  get #running(): boolean {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async #untilListening(port: number): Promise<void> {
    let output = '';
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        output += chunk;
      });
    this.#child.on('error', (error) => {
      output += error.message;
    });
    while (!(await isListening(port))) if (!this.#running) throw new Error(`Prosody did not start.\n${output.trim()}`);
  }

  #remove(): void {
    this.#child.stdin?.destroy();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * Shell script: runs a program until it exits, or until the process that started it is gone, even by SIGKILL. The end of
 * that process closes the pipe on standard input.
 */
const UNTIL_PARENT_EXITS = 'exec 3<&0; "$@" 3<&- & it=$!; { cat <&3 >/dev/null; kill $it; } & wait $it';

const MISSING =
  'This demo needs the XMPP server Prosody, and openssl. On Debian and Ubuntu: apt-get install --no-install-recommends prosody openssl (its service may stay stopped).';

/** Writes the config, the groups and the accounts. The paths are global settings, so they are written above the first VirtualHost. */
const writeAll = (folder: string, parts: ProsodyParts, xmpp: NonNullable<Config['xmpp']>): void => {
  const { config, host, port, accounts, password } = parts;
  const needs = { title: config.title, roster: config.roster, xmpp, command: 'ask-librarian prosody' };
  const at = (name: string) => JSON.stringify(join(folder, name));
  const paths = `
data_path = ${at('data')}; pidfile = ${at('prosody.pid')}; admin_socket = ${at('prosody.sock')}; certificates = ${at('.')}
log = { info = ${at('prosody.log')} }; groups_file = ${at('groups.txt')}
interfaces = { "127.0.0.1"; "::1" }; c2s_ports = { ${port} }; c2s_direct_tls_ports = { }
`;
  writeFileSync(
    join(folder, 'prosody.cfg.lua'),
    prosodyConfig(needs).replace('\nVirtualHost', `${paths}\nVirtualHost`),
  );
  writeFileSync(join(folder, 'groups.txt'), prosodyGroups(needs));
  const folderOfAccounts = join(folder, 'data', host, 'accounts');
  mkdirSync(folderOfAccounts, { recursive: true });
  for (const name of accounts)
    writeFileSync(join(folderOfAccounts, `${name}.dat`), `return { password = "${password}" };\n`);
};

const certificate = async (openssl: string, path: string, host: string): Promise<void> => {
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', `${path}.key`];
  const made = ['-out', `${path}.crt`, '-days', '30', '-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
  await promisify(execFile)(openssl, ['req', '-x509', ...key, ...made]);
};

/** Prosody refuses to run as root. Under root it runs as `nobody`, who then owns the whole folder. */
const owned = (folder: string): { uid?: number; gid?: number } => {
  if (process.getuid?.() !== 0) return {};
  const nobody = { uid: 65_534, gid: 65_534 };
  for (const path of ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })])
    chownSync(join(folder, path), nobody.uid, nobody.gid);
  return nobody;
};

const findProgram = (name: string, variable: string): string | undefined => {
  const given = process.env[variable];
  const candidates = given ? [given] : (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  return candidates.find(isExecutable);
};

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('connect', () => socket.end());
    socket.on('close', (failed) => resolve(!failed));
    socket.on('error', () => undefined); // followed by `close`
  });
