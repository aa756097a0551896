import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.ts';

/** What must still be ended when this process ends, newest first. */
const left = new Set<() => void>();
process.on('exit', () => {
  for (const end of [...left].reverse()) end();
});
process.once('SIGTERM', () => process.exit()); // vitest ends its workers with it, and `exit` would not come

/** A real program in the background, ended by its id and no other way, and at the latest with this process. */
export class Program {
  readonly #child: ChildProcess;
  readonly #name: string;
  readonly #ended: Promise<unknown>;
  #said = '';

  constructor(path: string, words: readonly string[], options: SpawnOptions = {}) {
    this.#name = path;
    this.#child = spawn(path, words, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    this.#ended = once(this.#child, 'exit').catch((error: Error) => {
      this.#said += error.message;
    });
    this.#child.stdout?.on('data', (chunk: Buffer) => (this.#said += chunk));
    this.#child.stderr?.on('data', (chunk: Buffer) => (this.#said += chunk));
    const kill = () => void this.#child.kill('SIGKILL');
    left.add(kill);
    void this.#ended.then(() => left.delete(kill));
  }

  get pid(): number {
    const { pid } = this.#child;
    if (pid === undefined) throw new Error(`${this.#name} did not start: ${this.#said}`);
    return pid;
  }

  /** All it wrote. */
  get said(): string {
    return this.#said;
  }

  get running(): boolean {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  freeze(): Promise<void> {
    return freeze(this.pid);
  }

  thaw(): void {
    this.#child.kill('SIGCONT');
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (!this.running) return;
    this.#child.kill(signal);
    if (signal !== 'SIGKILL') this.thaw(); // a frozen process handles no other signal
    await this.#ended;
  }
}

/** SIGSTOP, until none of its threads runs: its connections stay open, and nothing answers. */
export const freeze = async (pid: number): Promise<void> => {
  process.kill(pid, 'SIGSTOP');
  const threads = `/proc/${pid}/task`;
  const stopped = (thread: string) => /\) T /.test(readFileSync(join(threads, thread, 'stat'), 'utf8'));
  await eventually('it is frozen', () => readdirSync(threads).every(stopped));
};

export interface OwnFolder {
  readonly path: string;
  remove(): void;
}

/** A new folder for one program, gone at the latest with this process. */
export const ownFolder = (name: string): OwnFolder => {
  const path = mkdtempSync(join(tmpdir(), `${name}-`));
  chmodSync(path, 0o700);
  const remove = () => {
    left.delete(remove);
    rmSync(path, { recursive: true, force: true });
  };
  left.add(remove);
  return { path, remove };
};
