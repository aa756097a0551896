// needs: prosody
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { clock } from '../../relay/clock.ts';
import { ComponentLink, type ComponentParts } from '../../relay/networks/xmpp/stream/component-link.ts';
import { childOf, type Element, el, textOf } from '../../relay/networks/xmpp/stream/xml.ts';
import { engine } from '../run/engines.ts';
import { freePort } from '../stage/relay-process.ts';

/** The link to a real Prosody, in a folder of its own, on ports of its own, as nobody. */

const DOMAIN = 'ask.localhost';
const SECRET = 's3cret';
const NOBODY = 65_534;
const asRoot = process.getuid?.() === 0;

const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'prosody-'));
  if (asRoot) chownSync(path, NOBODY, NOBODY);
  return path;
};

class Prosody {
  readonly #folder = folder();
  readonly port: number;
  readonly peoplesPort: number;
  #child: ChildProcess | undefined;

  constructor(port: number, peoplesPort: number) {
    this.port = port;
    this.peoplesPort = peoplesPort;
    writeFileSync(join(this.#folder, 'prosody.cfg.lua'), this.#config());
  }

  async start(): Promise<void> {
    const program = engine('prosody');
    const child = spawn(program, ['--config', join(this.#folder, 'prosody.cfg.lua'), '-F'], {
      cwd: this.#folder,
      stdio: 'ignore',
      env: { PATH: `${dirname(program)}:${process.env.PATH}`, HOME: this.#folder },
      ...(asRoot && { uid: NOBODY, gid: NOBODY }),
    });
    this.#child = child;
    await vi.waitFor(() => answers(this.port), { timeout: 20_000, interval: 20 });
    expect(child.exitCode, 'Prosody runs').toBeNull();
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  /** Stops and goes on: SIGSTOP, SIGCONT. */
  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  async end(): Promise<void> {
    await this.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true });
  }

  #config(): string {
    const place = (name: string) => JSON.stringify(join(this.#folder, name));
    return [
      `data_path = ${place('data')}; pidfile = ${place('prosody.pid')}; certificates = ${place('')}`,
      `admin_socket = ${place('prosody.sock')}; log = { info = ${place('prosody.log')} }`,
      `interfaces = { "127.0.0.1" }; component_interfaces = { "127.0.0.1" }`,
      `c2s_ports = { ${this.peoplesPort} }; component_ports = { ${this.port} }`,
      's2s_ports = { }; http_ports = { }; https_ports = { }; c2s_direct_tls_ports = { }',
      'modules_enabled = { "roster"; "saslauth"; "disco"; "presence"; "message"; "iq"; "ping" }',
      'modules_disabled = { "s2s"; "tls"; "offline" }; authentication = "internal_plain"',
      'VirtualHost "localhost"',
      `Component "${DOMAIN}"`,
      `  component_secret = "${SECRET}"`,
    ].join('\n');
  }
}

const answers = async (port: number): Promise<void> => {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect'); // rejects where nothing listens
  socket.destroy();
};

class Listened {
  readonly reported: string[] = [];
  readonly stanzas: Element[] = [];
  readonly answeredAt: number[] = [];
  readonly link: ComponentLink;

  constructor(parts: Partial<ComponentParts> = {}) {
    this.link = new ComponentLink({
      host: '127.0.0.1',
      port: prosody.port,
      domain: DOMAIN,
      secret: SECRET,
      clock,
      log: { info: () => {}, warn: () => {} },
      on: {
        online: () => void this.reported.push('online'),
        lost: () => void this.reported.push('lost'),
        stanza: (stanza) => void this.stanzas.push(stanza),
        oversized: ({ name }) => void this.reported.push(`oversized ${name}`),
        answered: (sentAt) => void this.answeredAt.push(sentAt),
      },
      ...parts,
    });
    links.push(this.link);
    this.link.start();
  }

  async isOnline(): Promise<void> {
    await soon(() => expect(this.link.online).toBe(true));
  }

  async fails(reason: string): Promise<void> {
    await soon(() => expect(this.link.error?.reason).toBe(reason));
  }

  /** Something sent now comes back: the link carries stanzas both ways. */
  async carries(text: string): Promise<void> {
    const address = `heron-k2x9m4tq@${DOMAIN}`;
    const id = `said-${this.stanzas.length}-${this.reported.length}`;
    expect(this.link.send(el('message', { from: address, to: address, id }, el('body', {}, text)))).toBe(true);
    const back = () => this.stanzas.find(({ attrs }) => attrs.id === id);
    await soon(() => expect(back()).toBeDefined());
    const read = back();
    expect(read && textOf(childOf(read, 'body'))).toBe(text);
  }
}

const soon = (fact: () => void): Promise<void> => vi.waitFor(fact, { timeout: 30_000, interval: 20 });

let prosody: Prosody;
let links: ComponentLink[];

beforeEach(async () => {
  links = [];
  prosody = new Prosody(await freePort(), await freePort());
});

afterEach(async () => {
  await Promise.all(links.map((link) => link.stop()));
  await prosody.end();
});

test('A link comes online, gets its ping back, carries 200 KB of Japanese both ways, and closes its stream', async () => {
  await prosody.start();
  const one = new Listened();
  await one.isOnline();
  await soon(() => expect(one.answeredAt).toHaveLength(1));
  const text = '図書館は三時に開きます。😀'.repeat(5_500);
  expect(Buffer.byteLength(text)).toBeGreaterThan(200_000);
  await one.carries(text);
  await one.carries(`<b>&amp; ]]> '"\t\n`);
  await soon(() => expect(one.answeredAt.length).toBeGreaterThan(1));
  await one.link.stop();
  expect(one.reported).toEqual(['online', 'lost']);
  expect(one.stanzas.map(({ name }) => name)).toEqual(['message', 'message']);
});

test('Characters that XML does not allow do not reach the server', async () => {
  await prosody.start();
  const one = new Listened();
  await one.isOnline();
  const bad = el(
    'message',
    { from: DOMAIN, to: DOMAIN, id: 'a\u0007\ud800' },
    el('body', {}, 'b\u0000\uffff\udc00\u009b'),
  );
  one.link.send(bad);
  await soon(() => expect(one.stanzas).toHaveLength(1));
  expect(one.stanzas[0]?.attrs.id).toBe('a\ufffd');
  await one.carries('well');
  expect(one.reported).toEqual(['online']);
});

test('A link reads a stanza with xml:base as Prosody writes it', async () => {
  await prosody.start();
  const one = new Listened();
  await one.isOnline();
  one.link.send(
    el('message', { from: DOMAIN, to: DOMAIN, id: '1', 'xml:base': '/b' }, el('x', { xmlns: 'urn:x', 'xml:id': '2' })),
  );
  await soon(() => expect(one.stanzas).toHaveLength(1));
  expect(one.stanzas[0]).toMatchObject({
    attrs: { id: '1', 'xml:base': '/b' },
    children: [{ attrs: { 'xml:id': '2' } }],
  });
});

test('A link distinguishes a wrong secret, an unknown domain, and the port for clients', async () => {
  await prosody.start();
  const wrong = new Listened({ secret: 'other' });
  const unknown = new Listened({ domain: 'other.localhost' });
  const door = new Listened({ port: prosody.peoplesPort });
  await Promise.all([wrong.fails('wrong-secret'), unknown.fails('unknown-domain'), door.fails('broken')]);
  expect([...wrong.reported, ...unknown.reported, ...door.reported]).toEqual([]);
});

test('A second link to one domain is refused with a reason, and connects when the first has stopped', async () => {
  await prosody.start();
  const first = new Listened();
  await first.isOnline();
  const second = new Listened();
  await second.fails('conflict');
  await first.carries('still here');
  await first.link.stop();
  await second.isOnline();
  await second.carries('taken over');
  expect(second.reported).toEqual(['online']);
});

test('A link connects to a server that starts after the link', async () => {
  const one = new Listened();
  await one.fails('refused');
  await prosody.start();
  await one.isOnline();
  await one.carries('hello');
});

test('A link reconnects to a server that was killed and to a server that was shut down', async () => {
  await prosody.start();
  const one = new Listened();
  await one.isOnline();
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    await prosody.kill(signal);
    await soon(() => expect(one.link.online).toBe(false));
    expect(one.link.send(el('presence', { to: DOMAIN }))).toBe(false);
    await prosody.start();
    await one.isOnline();
    await one.carries('again');
  }
  expect(one.reported).toEqual(['online', 'lost', 'online', 'lost', 'online']);
});

test('A link notices a server that is frozen, and reconnects when the server continues', async () => {
  await prosody.start();
  const one = new Listened();
  await one.isOnline();
  await soon(() => expect(one.answeredAt).toHaveLength(1));
  const frozenAt = Date.now();
  prosody.signal('SIGSTOP');
  await one.fails('silent');
  expect(Date.now() - frozenAt).toBeGreaterThan(8_000);
  expect(Date.now() - frozenAt).toBeLessThan(14_000);
  expect(one.reported).toEqual(['online', 'lost']);
  // Now the system takes connections that the server does not.
  prosody.signal('SIGCONT');
  await one.isOnline();
  await one.carries('awake');
  expect(one.answeredAt.length).toBeGreaterThan(1);
});
