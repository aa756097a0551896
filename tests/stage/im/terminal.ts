import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from './eventually.ts';
import { freeze, Program } from './program.ts';

const run = promisify(execFile);

/** A terminal that somebody sits at, with one program in it. */
export class Terminal {
  readonly #socket: string;
  readonly #tmux: Program;
  #pid = 0;

  private constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.#socket = join(folder, 'tmux');
    this.#tmux = new Program('tmux', ['-S', this.#socket, '-f', '/dev/null', '-D'], { env });
  }

  static async open(folder: string, words: readonly string[], env: NodeJS.ProcessEnv): Promise<Terminal> {
    const terminal = new Terminal(folder, env);
    await eventually(
      'tmux listens',
      () =>
        terminal.#command('start-server').then(
          () => true,
          () => false,
        ),
      {
        seen: () => terminal.#tmux.said,
      },
    );
    const size = ['-x', '120', '-y', '40'];
    terminal.#pid = Number(await terminal.#command('new-session', '-d', '-P', '-F', '#{pane_pid}', ...size, ...words));
    return terminal;
  }

  /** What is on the screen, a string for each line. */
  async screen(): Promise<string[]> {
    return (await this.#command('capture-pane', '-p')).split('\n').map((line) => line.trimEnd());
  }

  /** The same with its colours, as escape sequences. */
  async colours(): Promise<string[]> {
    return (await this.#command('capture-pane', '-p', '-e')).split('\n');
  }

  /** Keys by the names of tmux: `Enter`, `M-n`. */
  async presses(...keys: string[]): Promise<void> {
    await this.#command('send-keys', ...keys);
  }

  async types(text: string): Promise<void> {
    await this.#command('send-keys', '-l', '--', text);
  }

  /**
   * Stops the program and tmux, which would otherwise wake a stopped program. Until `thaw` nothing can be read or typed.
   */
  async freeze(): Promise<void> {
    await this.#tmux.freeze();
    await freeze(this.#pid);
  }

  thaw(): void {
    process.kill(this.#pid, 'SIGCONT');
    this.#tmux.thaw();
  }

  /** The program dies, and the terminal with it. */
  async kill(): Promise<void> {
    if (!this.#tmux.running) return;
    try {
      process.kill(this.#pid, 'SIGKILL');
    } catch {
      // it has ended by itself
    }
    await this.#tmux.kill();
  }

  /** With -N tmux starts no second server, which would have this process's environment instead of the chosen one. */
  async #command(...words: string[]): Promise<string> {
    return (await run('tmux', ['-N', '-S', this.#socket, ...words])).stdout;
  }
}
