import type { StageName } from './stages.ts';
import { addTallies, type Tally } from './tally.ts';

/** A stage that has run. */
export interface StageResult {
  stage: StageName;
  seconds: number;
  tally: Tally;
}

const NO_TESTS: Tally = { passed: 0, failed: 0 };

/** The time and the counts of each stage that has run, a line for each that has not, and the sum. */
export const stageTable = (results: readonly StageResult[], notRun: readonly StageName[] = []): string => {
  const line = (name: string, ...columns: string[]) =>
    `${name.padEnd(10)}${columns.map((column) => column.padStart(9)).join('')}`;
  const row = (name: string, seconds: number, { passed, failed }: Tally) =>
    line(name, seconds.toFixed(1), String(passed), String(failed));
  const sum = results.reduce((seconds, result) => seconds + result.seconds, 0);
  return [
    line('stage', 'seconds', 'passed', 'failed'),
    ...results.map(({ stage, seconds, tally }) => row(stage, seconds, tally)),
    ...notRun.map((stage) => line(stage, 'not run')),
    row(
      'all',
      sum,
      results.reduce((tally, result) => addTallies(tally, result.tally), NO_TESTS),
    ),
  ].join('\n');
};
