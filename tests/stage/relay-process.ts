import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A real relay in a process of its own, as an operator starts it, with its data file on this disk. */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = join(ROOT, 'relay/main.ts');

export interface RelayOptions {
  /** Replaces whole keys of the usual config below: `limits`, `desks` and so on. */
  config?: Record<string, unknown>;
  /** Added to the environment of the tests. */
  env?: NodeJS.ProcessEnv;
  /** A command that runs Node, with its arguments: `['strace', '-f', …]`. */
  under?: string[];
  /** Replaces the project's `relay/main.ts`: a changed copy of it, or the built relay. */
  main?: string;
}

export interface RelayProcess {
  /** `127.0.0.1:PORT`, the same after a restart. */
  readonly host: string;
  readonly address: string;
  readonly folder: string;
  readonly configFile: string;
  readonly dataFile: string;
  /** Milliseconds from the start of the process until `/readyz` said yes. */
  readonly startMs: number;
  child(): ChildProcess;
  /** What the relay has written to stderr since its last start. */
  log(): string;
  signInLink(librarian: string): Promise<string>;
  /** Signs a librarian in; resolves to the value for a Cookie header. */
  cookie(librarian: string): Promise<string>;
  configure(change: Record<string, unknown>): void;
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Starts the relay again, with the same port and data file; resolves when `/readyz` says yes. */
  start(): Promise<void>;
  /** Stops the relay and removes its folder. */
  end(): Promise<void>;
}

/** A port on which nothing listens at the moment. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
};

const usual = (port: number) => ({
  title: 'Newport Public Library',
  listen: { host: '127.0.0.1', port },
  data: 'data.db',
  origins: ['*'],
  desks: {
    main: { title: 'Reference desk', zone: 'America/New_York', librarians: ['ann', 'ben'], phone: '757-555-0142' },
  },
  librarians: { ann: { displayName: 'Ann', publish: true }, ben: { displayName: 'Ben', publish: true } },
});

/** Runs one command of `ask-librarian` to its end. */
export const command = async (...words: string[]): Promise<{ code: number | null; out: string; error: string }> => {
  const child = spawn(process.execPath, [MAIN, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, error] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk));
  child.stderr.on('data', (chunk: Buffer) => (error += chunk));
  await once(child, 'close');
  return { code: child.exitCode, out, error };
};

/** The free port may be taken before the relay listens on it; then the relay is started on another port. */
export const startRelayProcess = async (options: RelayOptions = {}): Promise<RelayProcess> => {
  for (let left = 3; ; left -= 1) {
    try {
      return await startOnce(options);
    } catch (error) {
      if (left === 1 || !String(error).includes('is taken by another program')) throw error;
    }
  }
};

const startOnce = async (options: RelayOptions): Promise<RelayProcess> => {
  mkdirSync(join(ROOT, 'tests/.out'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'tests/.out/relay-'));
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const address = `http://${host}`;
  const configFile = join(folder, 'ask-librarian.jsonc');
  let config: Record<string, unknown> = { ...usual(port), ...options.config };
  let child: ChildProcess;
  let log = '';
  let startMs = 0;

  const relay: RelayProcess = {
    host,
    address,
    folder,
    configFile,
    dataFile: join(folder, 'data.db'),
    get startMs() {
      return startMs;
    },
    child: () => child,
    log: () => log,
    async signInLink(librarian) {
      const { code, out, error } = await command('invite', librarian, '--config', configFile);
      if (code !== 0) throw new Error(error);
      return out.trim();
    },
    async cookie(librarian) {
      const { searchParams, pathname } = new URL(await relay.signInLink(librarian));
      const answer = await fetch(`${address}${pathname}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: address, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(searchParams),
      });
      return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    },
    configure(change) {
      config = { ...config, ...change };
      writeFileSync(configFile, JSON.stringify(config, null, 2));
    },
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    },
    async start() {
      log = '';
      const [program = '', ...words] = [
        ...(options.under ?? []),
        process.execPath,
        options.main ?? MAIN,
        'serve',
        '--config',
        configFile,
      ];
      const began = performance.now();
      child = spawn(program, words, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...options.env } });
      child.stderr?.on('data', (chunk: Buffer) => (log += chunk));
      while (
        !(await fetch(`${address}/readyz`).then(
          (answer) => answer.ok,
          () => false,
        ))
      ) {
        if (child.exitCode !== null) throw new Error(`The relay did not start: ${log}`);
      }
      startMs = performance.now() - began;
    },
    async end() {
      await relay.kill('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
  relay.configure({});
  try {
    await relay.start();
  } catch (error) {
    await relay.end();
    throw error;
  }
  return relay;
};
