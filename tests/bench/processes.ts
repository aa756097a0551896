import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startRelayProcess } from '../stage/relay-process.ts';

/** Something measured from outside: a process of its own, with what the system says of it. */
export interface Measured {
  /** `127.0.0.1:PORT` */
  host: string;
  /** Microseconds of CPU so far: user and system, all threads. */
  cpu(): number;
  /** Bytes of resident memory. */
  memory(): number;
  end(): Promise<void>;
}

const FORWARDER = fileURLToPath(new URL('./forwarder.ts', import.meta.url));

/** One tick of /proc/PID/stat: a hundredth of a second on every Linux that Node runs on. */
const TICK_US = 10_000;

const PAGE_BYTES = 4_096;

export const cpuOf = (pid: number | undefined) => (): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_US;
};

const measures = (child: ChildProcess) => ({
  cpu: cpuOf(child.pid),
  memory() {
    return Number(readFileSync(`/proc/${child.pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;
  },
});

export const startForwarder = async (): Promise<Measured> => {
  const child = spawn(process.execPath, [FORWARDER], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer]; // its first line, as written there
  const { port } = JSON.parse(String(line)) as { port: number };
  const end = async () => {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  };
  return { host: `127.0.0.1:${port}`, ...measures(child), end };
};

/** No limit is met: what is measured is the work, not a refusal. */
export const LIMITS = {
  sockets: 20_000,
  socketsPerAddress: 20_000,
  framesPerSecond: 100_000,
  frameBytesPerSecond: 10_000_000,
  linesPerConversation: 100_000,
  linesPerMinute: 100_000,
};

export interface BenchRelay extends Measured {
  startMs: number;
  /** Of a librarian. */
  cookie: string;
}

/** As it is installed, after `npm run build`. Its data is on the disk of the project's folder. */
const INSTALLED = fileURLToPath(new URL('../../relay/ask-librarian.mjs', import.meta.url));

export const startBenchRelay = async (): Promise<BenchRelay> => {
  const relay = await startRelayProcess({ main: INSTALLED, config: { limits: LIMITS } });
  const cookie = await relay.cookie('ann');
  return { host: relay.host, startMs: relay.startMs, cookie, ...measures(relay.child()), end: relay.end };
};
