import { globSync, readFileSync } from 'node:fs';
import { ENGINES, type EngineName } from './engines.ts';

/** What `npm test` does, in this order; it stops at the first that fails. */

export const STAGES = ['check', 'build', 'journeys', 'system', 'browser', 'package'] as const;
export type StageName = (typeof STAGES)[number];

/** Those of vitest, by the project that runs them. */
export const PROJECTS = { journeys: 'journeys', system: 'system', browser: 'browser', package: 'system' } as const;
export type TestStage = keyof typeof PROJECTS;

export const isTestStage = (stage: StageName): stage is TestStage => stage in PROJECTS;

/** The test files of a stage. What `npm pack` makes is tried last, since only then all else is known to work. */
export const filesOf = (stage: TestStage): string[] => {
  const files = globSync(`tests/${PROJECTS[stage]}/**/*.test.ts`)
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
  return files.filter((file) => file.startsWith('tests/system/package') === (stage === 'package'));
};

/** A test file says `// needs: strace` for each engine without which it cannot run; all of `browser` needs Chromium. */
export const needsOf = (file: string, text = readFileSync(file, 'utf8')): EngineName[] => {
  const said = [...text.matchAll(/^\/\/ needs: (.+)$/gm)].flatMap(([, names = '']) => names.split(/,\s*/));
  const unknown = said.find((name) => !ENGINES.some((engine) => engine === name));
  if (unknown !== undefined) throw new Error(`${file} needs "${unknown}", which is no row of tests/run/engines.ts`);
  return ENGINES.filter(
    (engine) => said.includes(engine) || (engine === 'chromium' && file.startsWith('tests/browser/')),
  );
};

/** Those that can run with what was found, and what the others lack. */
export const split = (
  files: readonly string[],
  found: ReadonlySet<EngineName>,
  needs: (file: string) => EngineName[] = needsOf,
): { runnable: string[]; lacking: EngineName[] } => {
  const lacks = (file: string) => needs(file).filter((engine) => !found.has(engine));
  return {
    runnable: files.filter((file) => lacks(file).length === 0),
    lacking: ENGINES.filter((engine) => files.some((file) => lacks(file).includes(engine))),
  };
};
