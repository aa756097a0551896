import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** Asks a measured process about itself, through `probe.mjs`, which is preloaded into it. */
export class Probe {
  readonly #folder = mkdtempSync(join(tmpdir(), 'ask-bench-'));
  readonly #path = join(this.#folder, 'probe');

  /** The environment that the process is to be started with. */
  get env(): NodeJS.ProcessEnv {
    const preload = new URL('./probe.mjs', import.meta.url).href;
    return { NODE_OPTIONS: `--expose-gc --import=${preload}`, BENCH_PROBE: this.#path };
  }

  /** Microseconds of CPU used so far: user and system, all threads. */
  cpu(): Promise<number> {
    return this.#ask('cpu');
  }

  /** Bytes of resident memory after a forced collection. */
  memory(): Promise<number> {
    return this.#ask('memory');
  }

  end(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #ask(question: string): Promise<number> {
    const socket = connect(this.#path);
    socket.write(question);
    return Number(await text(socket));
  }
}
