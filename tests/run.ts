import { fileURLToPath } from 'node:url';
import { pagesAreStale } from '../demo/start/page-scripts.ts';
import { build, check, type Ended, vitest } from './run/commands.ts';
import { type EngineName, readRequired, variableOf } from './run/engines.ts';
import { howToGet, prepare } from './run/prepare.ts';
import { say } from './run/say.ts';
import { filesOf, isTestStage, STAGES, type StageName, split } from './run/stages.ts';
import { add, closingLine, type Tally } from './run/tally.ts';

/**
 * `npm test`; `npm test -- browser` runs one stage.
 *
 * TEST_INSTALL=0: install nothing. REQUIRE=chromium,strace (or all): a missing one fails, instead of leaving out the
 * tests that need it.
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** An engine that is missing leaves its tests out; that is said at the end. */
const runStage = async (stage: StageName, found: Map<EngineName, string>, notRun: Set<EngineName>): Promise<Ended> => {
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const [engine, path] of found) env[variableOf(engine)] = path;
  if (stage === 'build') return build(env);
  if (!isTestStage(stage)) return check(env);
  const { runnable, lacking } = split(filesOf(stage), new Set(found.keys()));
  for (const engine of lacking) notRun.add(engine);
  if (runnable.length > 0) return vitest(stage, runnable, env);
  if (lacking.length > 0) return { ok: true, tally: { passed: 0, failed: 0 } };
  say(`There is no test in ${stage}.`);
  return { ok: false, tally: { passed: 0, failed: 1 } };
};

/** A stage alone is preceded by the build, where that is old. */
const stagesOf = (asked: StageName | undefined): StageName[] =>
  STAGES.filter((stage) => {
    if (asked === undefined || asked === stage) return true;
    return stage === 'build' && isTestStage(asked) && pagesAreStale(ROOT);
  });

const main = async (asked: StageName | undefined): Promise<boolean> => {
  const required = readRequired(process.env.REQUIRE);
  const found = prepare(process.env);
  const absent = required.filter((engine) => !found.has(engine));
  if (absent.length > 0) throw new Error(`Required but missing: ${absent.join(', ')}. To get it: ${howToGet(absent)}`);

  const notRun = new Set<EngineName>();
  let tally: Tally = { passed: 0, failed: 0 };
  let failed: StageName | undefined;
  for (const stage of stagesOf(asked)) {
    say(`\n=== ${stage}`);
    const ended = await runStage(stage, found, notRun);
    tally = add(tally, ended.tally);
    if (ended.ok) continue;
    failed = stage;
    break;
  }
  say('');
  if (notRun.size > 0)
    say(`PARTIAL: not run: tests that need ${[...notRun].join(', ')}. To get the rest: ${howToGet([...notRun])}`);
  if (failed !== undefined) say(`FAILED in ${failed}, the stages after it were not run (npm test -- ${failed})`);
  say(closingLine(tally));
  return failed === undefined;
};

process.chdir(ROOT);
const [word] = process.argv.slice(2);
const asked = STAGES.find((stage) => stage === word);
try {
  if (word !== undefined && asked === undefined) throw new Error(`There is no stage "${word}": ${STAGES.join(', ')}.`);
  process.exitCode = (await main(asked)) ? 0 : 1;
} catch (error) {
  say(`FAILED: ${error instanceof Error ? error.message : error}`);
  say(closingLine({ passed: 0, failed: 1 }));
  process.exitCode = 1;
}
