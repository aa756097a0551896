import { expect, test } from 'vitest';
import { stageTable } from './stage-table.ts';

test('The table gives the seconds and the counts of each stage, and their sum.', () => {
  const table = stageTable([
    { stage: 'check', seconds: 47.26, tally: { passed: 2_691, failed: 0 } },
    { stage: 'journeys', seconds: 127, tally: { passed: 129, failed: 1 } },
  ]);
  expect(table.split('\n')).toEqual([
    'stage       seconds   passed   failed',
    'check          47.3     2691        0',
    'journeys      127.0      129        1',
    'all           174.3     2820        1',
  ]);
});

test('A stage that was not run has a line that says so.', () => {
  const table = stageTable([{ stage: 'check', seconds: 1, tally: { passed: 1, failed: 1 } }], ['build', 'journeys']);
  expect(table).toContain('\nbuild       not run\njourneys    not run\nall');
});
