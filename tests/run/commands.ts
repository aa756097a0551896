import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { PROJECTS, type StageName, type TestStage } from './stages.ts';
import { type Tally, tallyOf } from './tally.ts';

/** The programs a stage runs, their output straight to ours. Paths are of the project's folder, where we stand. */

export interface Ended {
  ok: boolean;
  tally: Tally;
}

const NONE: Tally = { passed: 0, failed: 0 };

export const build = async (env: NodeJS.ProcessEnv): Promise<Ended> => {
  const ok = await run('npm', ['run', '--silent', 'build', '--', '--silent'], env);
  return { ok, tally: ok ? NONE : { ...NONE, failed: 1 } };
};

/** Format, lint and types, then the quick tests: what `npm run check` does, with a report of the tests. */
export const check = (env: NodeJS.ProcessEnv): Promise<Ended> =>
  reported('check', (words) => run('npm', ['run', '--silent', 'check', '--', ...words], env));

export const vitest = (stage: TestStage, files: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> =>
  reported(stage, (words) =>
    run(process.execPath, [VITEST, 'run', '--project', PROJECTS[stage], ...files, ...words], env),
  );

const VITEST = 'node_modules/vitest/vitest.mjs';

const reported = async (stage: StageName, start: (words: string[]) => Promise<boolean>): Promise<Ended> => {
  const file = `tests/.out/${stage}.json`;
  rmSync(file, { force: true });
  const ok = await start(['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  return { ok, tally: tallyOf(file, ok) };
};

const run = (program: string, words: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(program, words, { stdio: 'inherit', env });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
