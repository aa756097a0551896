import type { Account } from './messenger.ts';
import { ScriptedProgram } from './scripted-program.ts';

/** A line of hers, and when she sent it. */
export interface Sent {
  text: string;
  at: number;
}

const AGAIN = '(again) ';
const GAP = /^The relay was away from (.+?) to (.+?)\. /;

/** A librarian who types fast, in one program after another if need be, and all that stood in her windows. */
export class Typist implements AsyncDisposable {
  readonly #account: Account;
  readonly #programs: ScriptedProgram[];
  readonly #sent = new Map<string, Sent[]>();
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

  says(window: string, text: string): void {
    const sent = this.#sent.get(window) ?? [];
    this.#sent.set(window, [...sent, { text, at: Date.now() }]);
    this.program.says(window, text);
  }

  sent(window: string): readonly Sent[] {
    return this.#sent.get(window) ?? [];
  }

  /** All that stood in a window, in all her programs. */
  lines(window: string): string[] {
    return this.#programs.flatMap((program) => program.linesFrom(window));
  }

  /** What the patron said there, the first time each: repeats left out, marks taken off. */
  read(window: string, isLine: (text: string) => boolean): string[] {
    return [...new Set(this.lines(window).map(bare).filter(isLine))];
  }

  /** Lines that came once more, and those of them that did not say so. */
  repeats(window: string): { all: string[]; unmarked: string[] } {
    const seen = new Set<string>();
    const all: string[] = [];
    for (const line of this.lines(window)) {
      if (seen.has(bare(line))) all.push(line);
      seen.add(bare(line));
    }
    return { all, unmarked: all.filter((line) => !line.startsWith(AGAIN) && !GAP.test(line)) };
  }

  /** Was she told in this window that the relay was away then? Clocks there show whole seconds. */
  wasTold(window: string, at: number, zone: string): boolean {
    const then = secondOfDay(new Date(at).toLocaleTimeString('en', { timeZone: zone, timeStyle: 'medium' }));
    return this.lines(window).some((line) => {
      const [, from, to] = GAP.exec(line) ?? [];
      if (from === undefined || to === undefined) return false;
      return since(secondOfDay(from), then) <= since(secondOfDay(from), secondOfDay(to));
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const program of this.#programs) program.dies();
  }
}

const bare = (line: string): string => (line.startsWith(AGAIN) ? line.slice(AGAIN.length) : line);

/** Of "3:04:05 PM". */
const secondOfDay = (time: string): number => {
  const [hour = 0, minute = 0, second = 0] = (time.match(/\d+/g) ?? []).map(Number);
  return ((hour % 12) + (/p/i.test(time) ? 12 : 0)) * 3_600 + minute * 60 + second;
};

/** Also over midnight. */
const since = (from: number, to: number): number => (to - from + 86_400) % 86_400;
