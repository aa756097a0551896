import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { addTallies, closingLine, tallyOf } from './tally.ts';

const folder = mkdtempSync(join(tmpdir(), 'tally-'));
afterAll(() => rmSync(folder, { recursive: true }));

const writeReport = (content: unknown): string => {
  const file = join(folder, 'report.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

const passedFile = { status: 'passed', assertionResults: [{ status: 'passed' }] };
const failedFile = { status: 'failed', assertionResults: [{ status: 'failed' }] };
const brokenFile = { status: 'failed', assertionResults: [] };

test.each([
  [
    'a run in which all passed',
    { numPassedTests: 3, numFailedTests: 0, testResults: [passedFile] },
    true,
    { passed: 3, failed: 0 },
  ],
  [
    'a run in which one failed',
    { numPassedTests: 3, numFailedTests: 1, testResults: [passedFile, failedFile] },
    false,
    { passed: 3, failed: 1 },
  ],
  [
    'a run in which a file did not load',
    { numPassedTests: 3, numFailedTests: 0, testResults: [passedFile, brokenFile] },
    false,
    { passed: 3, failed: 1 },
  ],
  [
    'a run with an error outside of tests',
    { numPassedTests: 3, numFailedTests: 0, testResults: [passedFile] },
    false,
    { passed: 3, failed: 1 },
  ],
  ['a run whose report was cut short', '{"numPassedTests": 3', false, { passed: 0, failed: 1 }],
])('The report of %s is counted correctly.', (_, content, ok, tally) => {
  expect(tallyOf(writeReport(content), ok)).toEqual(tally);
});

test('A run that failed before its tests began has no report and counts as one failed.', () => {
  expect(tallyOf(join(folder, 'none.json'), false)).toEqual({ passed: 0, failed: 1 });
});

test('The closing line gives the sum of all stages.', () => {
  expect(closingLine(addTallies({ passed: 3, failed: 0 }, { passed: 4, failed: 1 }))).toBe('7 passed, 1 failed');
});
