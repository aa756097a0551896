import { fileURLToPath } from 'node:url';
import { pagesAreStale } from '../demo/start/page-scripts.ts';
import { build, check, type StageEnd, vitest } from './run/commands.ts';
import { type EngineName, readRequired, variableOf } from './run/engines.ts';
import { partialLine } from './run/partial.ts';
import { howToGet, prepare } from './run/prepare.ts';
import { print } from './run/print.ts';
import { type StageResult, stageTable } from './run/stage-table.ts';
import { filesOf, isTestStage, STAGES, type StageName, splitByNeeds } from './run/stages.ts';
import { addTallies, closingLine, type Tally } from './run/tally.ts';

/**
 * `npm test` runs every stage and stops at the first that fails; `npm test -- browser` runs one stage. The last line is
 * always `N passed, N failed`.
 *
 * TEST_INSTALL=0 forbids installing anything. REQUIRE=chromium,strace (or all) makes a missing engine an error; without
 * it the tests that need the engine are left out, and the run says so.
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Adds to `lacking` every engine whose absence leaves out a test of the stage. */
const runStage = async (
  stage: StageName,
  found: ReadonlyMap<EngineName, string>,
  lacking: Set<EngineName>,
): Promise<StageEnd> => {
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const [engine, path] of found) env[variableOf(engine)] = path;
  if (stage === 'build') return build(env);
  if (!isTestStage(stage)) return check(env);
  const files = splitByNeeds(filesOf(stage), new Set(found.keys()));
  for (const engine of files.lacking) lacking.add(engine);
  if (files.runnable.length > 0) return vitest(stage, files.runnable, env);
  if (files.lacking.length > 0) return { ok: true, tally: { passed: 0, failed: 0 } };
  print(`There is no test in ${stage}.`);
  return { ok: false, tally: { passed: 0, failed: 1 } };
};

/** All stages, or the stage that was asked for, after the build where the built pages are older than their sources. */
const stagesFor = (asked: StageName | undefined): StageName[] =>
  STAGES.filter((stage) => {
    if (asked === undefined || asked === stage) return true;
    return stage === 'build' && isTestStage(asked) && pagesAreStale(ROOT);
  });

/** Resolves to the counts of all stages. */
const runStages = async (asked: StageName | undefined): Promise<Tally> => {
  const required = readRequired(process.env.REQUIRE);
  const found = await prepare(process.env);
  const absent = required.filter((engine) => !found.has(engine));
  if (absent.length > 0) throw new Error(`Required but missing: ${absent.join(', ')}. To get it: ${howToGet(absent)}`);

  const lacking = new Set<EngineName>();
  const results: StageResult[] = [];
  const left = stagesFor(asked);
  let failed: StageName | undefined;
  for (let stage = left.shift(); stage !== undefined; stage = left.shift()) {
    print(`\n=== ${stage}`);
    const began = performance.now();
    const { ok, tally } = await runStage(stage, found, lacking);
    results.push({ stage, seconds: (performance.now() - began) / 1_000, tally });
    if (ok) continue;
    failed = stage;
    break;
  }

  print(`\n${stageTable(results, left)}\n`);
  if (failed !== undefined) print(`FAILED in ${failed} (npm test -- ${failed})`);
  const again = asked === undefined ? 'npm test' : `npm test -- ${asked}`;
  const partial = partialLine({ engines: [...lacking], stages: left }, again);
  if (partial !== undefined) print(partial);
  return results.reduce((sum, { tally }) => addTallies(sum, tally), { passed: 0, failed: 0 });
};

const run = async ([word]: readonly string[]): Promise<Tally> => {
  const asked = STAGES.find((stage) => stage === word);
  try {
    if (word !== undefined && asked === undefined)
      throw new Error(`There is no stage "${word}": ${STAGES.join(', ')}.`);
    return await runStages(asked);
  } catch (error) {
    print(`FAILED: ${error instanceof Error ? error.message : error}`);
    return { passed: 0, failed: 1 };
  }
};

process.chdir(ROOT);
const tally = await run(process.argv.slice(2));
print(closingLine(tally));
process.exitCode = tally.failed === 0 ? 0 : 1;
