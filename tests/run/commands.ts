import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { PROJECTS, type StageName, type TestStage } from './stages.ts';
import { type Tally, tallyOf } from './tally.ts';

/**
 * The command that each stage runs. Its output goes straight to the terminal. Paths are relative to the project's
 * folder, which is the working directory.
 */

/** How a stage has ended. Where it is not `ok`, `tally.failed` is at least 1. */
export interface StageEnd {
  ok: boolean;
  tally: Tally;
}

const NO_TESTS: Tally = { passed: 0, failed: 0 };

export const build = async (env: NodeJS.ProcessEnv): Promise<StageEnd> => {
  const ok = await run('npm', ['run', '--silent', 'build', '--', '--silent'], env);
  return { ok, tally: ok ? NO_TESTS : { ...NO_TESTS, failed: 1 } };
};

/** Format, lint, types and the quick tests: `npm run check`, with a report of the tests. */
export const check = (env: NodeJS.ProcessEnv): Promise<StageEnd> =>
  withReport('check', (options) => run('npm', ['run', '--silent', 'check', '--', ...options], env));

export const vitest = (stage: TestStage, files: readonly string[], env: NodeJS.ProcessEnv): Promise<StageEnd> =>
  withReport(stage, (options) =>
    run(process.execPath, [VITEST, 'run', '--project', PROJECTS[stage], ...files, ...options], env),
  );

const VITEST = 'node_modules/vitest/vitest.mjs';

/** `start` runs vitest with these options and resolves to whether it exited with 0. */
const withReport = async (stage: StageName, start: (options: string[]) => Promise<boolean>): Promise<StageEnd> => {
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
