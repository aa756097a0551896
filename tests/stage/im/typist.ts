import type { Account } from './messenger.ts';
import { ScriptedProgram } from './scripted-program.ts';

/** A librarian who types fast, in one client after another where needed, and every line that their windows showed. */
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
    if (!program) throw new Error('the typist has no client');
    return program;
  }

  /** Starts the next client of the librarian, where the last one lost its connection. */
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

  /** Every line that a window showed, in all clients of the librarian. */
  lines(window: string): string[] {
    return this.#programs.flatMap((program) => program.linesFrom(window));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const program of this.#programs) program.dies();
  }
}
