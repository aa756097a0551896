import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { engine } from '../../run/engines.ts';
import { freePort } from '../relay-process.ts';
import { eventually } from './eventually.ts';
import { ownFolder, Program } from './program.ts';

/** A real Prosody in a folder of its own, on free ports of this machine only; never the system's. */

export interface ProsodyOptions {
  /** Password by account, all of the domain `localhost`. */
  accounts: Readonly<Record<string, string>>;
  component: { domain: string; secret: string };
  /** Another host of the same server, and its accounts. */
  neighbour?: { domain: string; accounts: Readonly<Record<string, string>> };
  /**
   * Addresses that are in every account's contact list from the start, subscribed both ways, next to the accounts
   * themselves. Absent: nobody knows anybody, and a subscription asks for consent.
   */
  shared?: Readonly<Record<string, string>>;
  /** Stores messages for accounts that are offline. A message that reaches no client then looks delivered. */
  offline?: boolean;
  /** Keep all messages in an archive (XEP-0313), which has the same effect. */
  archive?: boolean;
  /** How long a resumable session (XEP-0198) stays available after its connection broke. */
  hibernationSeconds?: number;
  /** Take programs over WebSocket too (RFC 7395), on a port of their own. */
  webSocket?: boolean;
  /** Write every stanza into the log. */
  stanzas?: boolean;
}

/** If this process runs as root, Prosody runs as the user `nobody`: Prosody refuses to run as root. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

export class Prosody implements AsyncDisposable {
  /** For librarians. */
  readonly port: number;
  /** For the component. */
  readonly componentPort: number;
  /** For programs over WebSocket: `ws://127.0.0.1:PORT/xmpp-websocket`. */
  readonly webSocketPort: number;
  #options: ProsodyOptions;
  readonly #folder = ownFolder('prosody');
  #program: Program | undefined;

  private constructor(options: ProsodyOptions, ports: [number, number, number]) {
    this.#options = options;
    [this.port, this.componentPort, this.webSocketPort] = ports;
  }

  static async start(options: ProsodyOptions): Promise<Prosody> {
    const prosody = new Prosody(options, [await freePort(), await freePort(), await freePort()]);
    prosody.#write('prosody.cfg.lua', configOf(prosody, prosody.#folder.path));
    prosody.#write('groups.txt', groupsOf(options));
    for (const { domain, accounts } of [{ domain: 'localhost', accounts: options.accounts }, ...neighboursOf(options)])
      for (const [name, password] of Object.entries(accounts))
        prosody.#write(`data/${folderOf(domain)}/accounts/${name}.dat`, `return { password = ${lua(password)} };\n`);
    if (NOBODY !== undefined) for (const path of prosody.#owned) chownSync(path, NOBODY.uid, NOBODY.gid);
    try {
      await prosody.restart();
    } catch (error) {
      await prosody[Symbol.asyncDispose]();
      throw error;
    }
    return prosody;
  }

  /** Of its process; undefined while it does not run. */
  get pid(): number | undefined {
    return this.#program?.pid;
  }

  get options(): ProsodyOptions {
    return this.#options;
  }

  /** From its next start on; accounts stay as they are. */
  configure(change: Partial<Omit<ProsodyOptions, 'accounts'>>): void {
    this.#options = { ...this.#options, ...change };
    this.#write('prosody.cfg.lua', configOf(this, this.#folder.path));
  }

  /** All it logged since the first start. */
  log(): string {
    return readFileSync(this.#path('prosody.log'), 'utf8');
  }

  /** Starts Prosody on the same ports with the same data. If it is running, it is stopped first. */
  async restart(): Promise<void> {
    await this.stop();
    const config = this.#path('prosody.cfg.lua');
    const program = new Program(engine('prosody'), ['--config', config, '-F'], { cwd: this.#folder.path, ...NOBODY });
    this.#program = program;
    for (const port of [this.port, this.componentPort])
      await eventually('Prosody listens', () => {
        if (!program.running) throw new Error(`Prosody ended: ${program.said}`);
        return accepts(port);
      });
  }

  /** Stops Prosody as its operator would: Prosody closes streams and notifies sessions. */
  async stop(): Promise<void> {
    await this.#program?.kill('SIGTERM');
  }

  async kill(): Promise<void> {
    await this.#program?.kill();
  }

  async freeze(): Promise<void> {
    await this.#program?.freeze();
  }

  thaw(): void {
    this.#program?.thaw();
  }

  get folder(): string {
    return this.#folder.path;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    this.#folder.remove();
  }

  #path(name: string): string {
    return join(this.#folder.path, name);
  }

  /** The files and folders that must belong to the user that Prosody runs as. */
  readonly #owned: string[] = [this.#folder.path];

  #write(name: string, text: string): void {
    const parts = name.split('/');
    parts.slice(1).forEach((_, index) => {
      const folder = this.#path(parts.slice(0, index + 1).join('/'));
      mkdirSync(folder, { recursive: true });
      this.#owned.push(folder);
    });
    writeFileSync(this.#path(name), text);
    this.#owned.push(this.#path(name));
  }
}

/** Prosody writes what is no letter or digit as %xx in the names of its folders. */
const folderOf = (domain: string): string =>
  domain.replace(/[^a-z0-9]/gi, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

const neighboursOf = ({ neighbour }: ProsodyOptions) => (neighbour === undefined ? [] : [neighbour]);

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('connect', () => socket.end());
    socket.on('close', (failed) => resolve(!failed));
    socket.on('error', () => undefined); // followed by `close`
  });

const groupsOf = ({ accounts, shared = {} }: ProsodyOptions): string =>
  [
    '[Ask the library]',
    ...Object.keys(accounts).map((name) => `${name}@localhost=${name}`),
    ...Object.entries(shared).map(([address, name]) => `${address}=${name}`),
    '',
  ].join('\n');

const configOf = (prosody: Prosody, folder: string): string => {
  const { component, shared, offline, archive, stanzas, webSocket, hibernationSeconds = 60 } = prosody.options;
  const at = (name: string) => lua(join(folder, name));
  const parts = [
    ...['roster', 'saslauth', 'disco', 'presence', 'message', 'iq', 'ping', 'pep', 'carbons', 'smacks', 'blocklist'],
    ...(shared === undefined ? [] : ['groups']),
    ...(offline ? ['offline'] : []),
    ...(archive ? ['mam'] : []),
    ...(webSocket ? ['websocket'] : []),
    ...(stanzas ? ['stanza_debug'] : []),
  ];
  return `
data_path = ${at('data')}; certificates = ${at('.')}; pidfile = ${at('prosody.pid')}; admin_socket = ${at('prosody.sock')}
log = { { levels = { min = ${lua(stanzas ? 'debug' : 'info')} }, to = "file", filename = ${at('prosody.log')} } }
interfaces = { "127.0.0.1" }; c2s_ports = { ${prosody.port} }
component_interfaces = { "127.0.0.1" }; component_ports = { ${prosody.componentPort} }
s2s_ports = { }; http_ports = { ${webSocket ? prosody.webSocketPort : ''} }; http_interfaces = { "127.0.0.1" }; https_ports = { }; c2s_direct_tls_ports = { }
modules_enabled = { ${parts.map(lua).join('; ')} }
modules_disabled = { "s2s"; "tls"${offline ? '' : '; "offline"'} }
c2s_require_encryption = false; allow_unencrypted_plain_auth = true; authentication = "internal_plain"
smacks_hibernation_time = ${hibernationSeconds}
groups_file = ${at('groups.txt')}
VirtualHost "localhost"
${neighboursOf(prosody.options)
  .map(({ domain }) => `VirtualHost ${lua(domain)}\n`)
  .join('')}Component ${lua(component.domain)}
  component_secret = ${lua(component.secret)}
`;
};

/** A string of Lua, where `\u{…}` says what a JSON `\u…` would. */
const lua = (text: string): string => JSON.stringify(text).replace(/\\u([0-9a-f]{4})/g, '\\u{$1}');
