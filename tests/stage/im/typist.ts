import type { Account } from './messenger.ts';
import { ScriptedProgram } from './scripted-program.ts';

/** A librarian who types fast, in one program after another if need be, and all that stood in her windows. */
export class Typist implements AsyncDisposable {
  readonly #account: Account;
  readonly #programs: ScriptedProgram[];
  #coming: Promise<void> | undefined;

  private constructor(account: Account, program: ScriptedProgram) {
    this.#account = account;
    this.#programs = [program];
  }

  static async start(account: Account): Promise<Typist> {
    return new Typist(account, await ScriptedProgram.start(account));
  }

  get program(): ScriptedProgram {
    const program = this.#programs.at(-1);
    if (!program) throw new Error('she has no program');
    return program;
  }

  /** Her next program, where the last one lost its connection. */
  async comesBack(): Promise<void> {
    if (this.program.over && !this.#coming)
      this.#coming = ScriptedProgram.keepsTrying(this.#account).then((program) => {
        this.#programs.push(program);
        this.#coming = undefined;
      });
    await this.#coming;
  }

  says = (window: string, text: string): void => {
    this.program.says(window, text);
  };

  /** All that stood in a window, in all her programs. */
  lines(window: string): string[] {
    return this.#programs.flatMap((program) => program.linesFrom(window));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const program of this.#programs) program.dies();
  }
}
