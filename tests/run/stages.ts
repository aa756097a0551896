import { globSync, readFileSync } from 'node:fs';
import { ENGINES, type EngineName } from './engines.ts';

/** The stages of `npm test`, in their order. */
export const STAGES = ['check', 'build', 'journeys', 'system', 'browser', 'package'] as const;
export type StageName = (typeof STAGES)[number];

/** The stages that are test files, each with the vitest project that runs it. */
export const PROJECTS = { journeys: 'journeys', system: 'system', browser: 'browser', package: 'system' } as const;
export type TestStage = keyof typeof PROJECTS;

export const isTestStage = (stage: StageName): stage is TestStage => stage in PROJECTS;

/** The test files of a stage. The tests of what `npm pack` makes are a stage of their own, after all others. */
export const filesOf = (stage: TestStage): string[] => {
  const files = globSync(`tests/${PROJECTS[stage]}/**/*.test.ts`)
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
  return files.filter((file) => file.startsWith('tests/system/package') === (stage === 'package'));
};

/**
 * The engines without which a test file cannot run: those of its `// needs: strace, prosody` lines, and Chromium for
 * every file of `tests/browser/`. Throws where a line names an engine that does not exist.
 */
export const needsOf = (file: string, text = readFileSync(file, 'utf8')): EngineName[] => {
  const named = [...text.matchAll(/^\/\/ needs: (.+)$/gm)].flatMap(([, names = '']) => names.split(/,\s*/));
  const unknown = named.find((name) => !ENGINES.some((engine) => engine === name));
  if (unknown !== undefined) throw new Error(`${file} needs "${unknown}", which is no row of tests/run/engines.ts`);
  return ENGINES.filter(
    (engine) => named.includes(engine) || (engine === 'chromium' && file.startsWith('tests/browser/')),
  );
};

/** The files that can run with the engines found, and the engines that the other files lack. */
export const splitByNeeds = (
  files: readonly string[],
  found: ReadonlySet<EngineName>,
  needs: (file: string) => EngineName[] = needsOf,
): { runnable: string[]; lacking: EngineName[] } => {
  const lackedBy = (file: string) => needs(file).filter((engine) => !found.has(engine));
  return {
    runnable: files.filter((file) => lackedBy(file).length === 0),
    lacking: ENGINES.filter((engine) => files.some((file) => lackedBy(file).includes(engine))),
  };
};
