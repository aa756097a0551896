import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import type { Log, SignIns } from '../../../relay/desk/ports.ts';
import { LiveConnections } from '../../../relay/desk/presence/connections.ts';
import { PageFiles } from '../../../relay/web/http/page-files.ts';
import { type WebParts, WebServer } from '../../../relay/web/server.ts';
import { inviteCode } from '../../../relay/web/sign-in/sign-in-routes.ts';
import type { WebConfig, WebLimits } from '../../../relay/web/web-config.ts';
import { FakeClock } from '../../stage/fake-clock.ts';
import { ConsoleClient, type OpenOptions, PageClient } from '../../stage/frames.ts';
import { keyOf } from '../../stage/key-of.ts';
import { MemoryStores } from '../../stage/memory-store.ts';
import { SmallDesk } from './small-desk.ts';

/** A real server on a free port, with a small desk behind it and a clock the test turns. */

const LIMITS: WebLimits = {
  sockets: 1_000,
  socketsPerAddress: 100,
  framesPerSecond: 40,
  frameBytesPerSecond: 100_000,
  unreadBytes: 1_048_576,
};

export const SCRIPT = `console.log(${JSON.stringify('the console of a library '.repeat(40))})`;

const FILES: Record<string, string> = {
  'widget.js': `(function () { ${'/* a bubble */ '.repeat(30)} })()`,
  'chat-AbCdEfGh.js': 'export const chat = 1',
  'console/index.html': '<!doctype html><title>Console</title><librarian-console></librarian-console>',
  'console/console-12345678.js': SCRIPT,
  'console/console-12345678.css': 'body { margin: 0 }',
  'strings/bubble.en.json': '{"ask":"Ask a librarian"}',
  'strings/bubble.de.json': '{"ask":"Frag die Bibliothek"}',
};

export const buildPages = (files = FILES): string => {
  const folder = mkdtempSync(join(tmpdir(), 'pages-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(text));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(text));
  }
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
};

/** Sign-ins in memory, as the contract of the port has them. */
export class SignInBook implements SignIns {
  readonly codes = new Map<string, { librarian: string; expiresAt: number }>();
  readonly signIns = new Map<string, { librarian: string; expiresAt: number }>();
  /** Set: the store is broken. */
  broken = false;

  async invite(codeHash: string, librarian: string, expiresAt: number): Promise<void> {
    this.codes.set(codeHash, { librarian, expiresAt });
  }

  async spend(codeHash: string, signInHash: string, now: number, expiresAt: number): Promise<string | undefined> {
    this.#mayBreak();
    const code = this.codes.get(codeHash);
    this.codes.delete(codeHash);
    if (!code || code.expiresAt <= now) return undefined;
    this.signIns.set(signInHash, { librarian: code.librarian, expiresAt });
    return code.librarian;
  }

  async find(signInHash: string, now: number): Promise<string | undefined> {
    this.#mayBreak();
    const signIn = this.signIns.get(signInHash);
    return signIn && signIn.expiresAt > now ? signIn.librarian : undefined;
  }

  async revoke(signInHash: string): Promise<void> {
    this.signIns.delete(signInHash);
  }

  async revokeAll(librarian: string): Promise<void> {
    for (const [hash, signIn] of this.signIns) if (signIn.librarian === librarian) this.signIns.delete(hash);
  }

  #mayBreak(): void {
    if (this.broken) throw new Error('disk I/O error');
  }
}

export interface StageOptions {
  config?: Partial<Omit<WebConfig, 'limits'>>;
  limits?: Partial<WebLimits>;
  parts?: Partial<WebParts>;
}

export const startWeb = async ({ config = {}, limits = {}, parts = {} }: StageOptions = {}) => {
  const desk = new SmallDesk();
  const clock = new FakeClock();
  const signIns = new SignInBook();
  const { counts } = new MemoryStores();
  const signals = new LiveConnections();
  const logged: string[] = [];
  const log: Log = {
    info: (what, facts) => void logged.push(`${what} ${JSON.stringify(facts)}`),
    warn: (what, facts) => void logged.push(`${what} ${JSON.stringify(facts)}`),
  };
  const webConfig: WebConfig = {
    listen: { host: '127.0.0.1', port: 0 },
    behindProxy: false,
    origins: ['https://catalogue.example'],
    limits: { ...LIMITS, ...limits },
    ...config,
  };
  const server = new WebServer({
    desk,
    signIns,
    counts,
    connections: signals,
    config: webConfig,
    pages: PageFiles.read(buildPages()),
    clock,
    log,
    names: { librarian: (librarian) => desk.ownStatus(librarian)?.name ?? librarian, desk: (name) => name },
    ready: async () => true,
    ...parts,
  });
  desk.links.add(server.consoleLink);
  const { port } = await server.listen();
  const address = `http://127.0.0.1:${port}`;
  const clients: (PageClient | ConsoleClient)[] = [];
  onTestFinished(async () => {
    for (const client of clients) client.socket.terminate();
    await server.stop();
  });

  const page = async (options?: OpenOptions): Promise<PageClient> => {
    const client = await PageClient.open(address, options);
    clients.push(client);
    return client;
  };

  /** A patron with an open chat. */
  const patron = async (name: string): Promise<PageClient> => {
    const client = await page();
    await client.hello({ key: keyOf(name) });
    return client;
  };

  /** Signs in as a librarian does, and gives the cookie. */
  const signIn = async (librarian: string): Promise<string> => {
    const code = await inviteCode(signIns, librarian, clock, 24);
    const answer = await post('/console/sign-in', { code });
    return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  };

  const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${address}${path}`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual', headers });

  const console = async (options: OpenOptions & { cookie?: string }): Promise<ConsoleClient> => {
    const client = await ConsoleClient.open(address, options);
    clients.push(client);
    return client;
  };

  /** A librarian with an open console. */
  const librarian = async (name: string): Promise<ConsoleClient> => {
    const client = await console({ cookie: await signIn(name) });
    await client.hello();
    return client;
  };

  return {
    server,
    desk,
    clock,
    signIns,
    counts,
    signals,
    logged,
    webConfig,
    address,
    port,
    page,
    patron,
    signIn,
    post,
    console,
    librarian,
  };
};

export type Stage = Awaited<ReturnType<typeof startWeb>>;
