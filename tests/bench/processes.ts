import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClientOptions } from 'ws';
import type { FromConsole, FromPatron } from '../../relay/protocol/frames.ts';
import { PROTOCOL_VERSION } from '../../relay/protocol/version.ts';
import { keyOf } from '../stage/key-of.ts';
import { startRelayProcess } from '../stage/relay-process.ts';
import { Probe } from './probe.ts';

/** The servers that are measured, each in a process of its own. */

/** How a client opens its socket. The client is connected at the answer to `hello`, or at once where there is none. */
export interface Opening {
  address: string;
  options?: ClientOptions;
  hello?: FromPatron | FromConsole;
}

export interface Server {
  readonly name: string;
  readonly probe: Probe;
  /** How the socket of the patron with this number is opened. */
  patron(number: number): Opening;
  console(): Opening;
  end(): Promise<void>;
}

const OUT = fileURLToPath(new URL('../.out/', import.meta.url));

/** A server in this folder that prints its address. */
const startSmallServer = async (name: string): Promise<Server> => {
  mkdirSync(OUT, { recursive: true });
  const folder = mkdtempSync(join(OUT, `${name}-`)); // on the disk that the relay's data is on
  const probe = new Probe();
  const main = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [main, join(folder, 'data.db')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...probe.env },
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { port } = JSON.parse(String(line)) as { port: number };
  return {
    name,
    probe,
    patron: (number) => ({ address: `ws://127.0.0.1:${port}/?patron=${number}` }),
    console: () => ({ address: `ws://127.0.0.1:${port}/` }),
    async end() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
      probe.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

export const startKeeper = (): Promise<Server> => startSmallServer('keeper');
export const startForwarder = (): Promise<Server> => startSmallServer('forwarder');

/** Limits that no client reaches: the work is measured, not the refusals. */
export const LIMITS = {
  sockets: 20_000,
  socketsPerAddress: 20_000,
  framesPerSecond: 100_000,
  frameBytesPerSecond: 10_000_000,
  linesPerConversation: 100_000,
  linesPerMinute: 100_000,
};

/** The relay as it is installed, after `npm run build`. Its data is on the disk of the project's folder. */
export const INSTALLED = fileURLToPath(new URL('../../relay/ask-librarian.mjs', import.meta.url));

export const startRelay = async (): Promise<Server> => {
  const probe = new Probe();
  const relay = await startRelayProcess({ main: INSTALLED, config: { limits: LIMITS }, env: probe.env });
  const cookie = await relay.cookie('ann');
  const { host } = relay;
  const origin = `http://${host}`;
  return {
    name: 'relay',
    probe,
    patron: (number) => ({
      address: `ws://${host}/socket`,
      options: { origin },
      hello: { kind: 'hello', version: PROTOCOL_VERSION, desk: 'main', key: keyOf(`bench-${number}`), after: 0 },
    }),
    console: () => ({
      address: `ws://${host}/console/socket`,
      options: { origin, headers: { cookie } },
      hello: { kind: 'hello', version: PROTOCOL_VERSION, have: {} },
    }),
    async end() {
      await relay.end();
      probe.end();
    },
  };
};

/** One tick of /proc/PID/stat: a hundredth of a second on every Linux that Node runs on. */
const TICK_US = 10_000;

/** Microseconds of CPU that a process has used so far, for a process that has no probe. */
export const cpuOf = (pid: number | undefined) => (): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_US;
};
