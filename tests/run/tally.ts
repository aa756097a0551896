import { readFileSync } from 'node:fs';

/** How many tests passed and how many failed. */
export interface Tally {
  passed: number;
  failed: number;
}

export const addTallies = (one: Tally, other: Tally): Tally => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
});

/** The last line of every run. */
export const closingLine = ({ passed, failed }: Tally): string => `${passed} passed, ${failed} failed`;

/**
 * Counts the tests in the report of vitest's JSON reporter. A file that failed without a failed test (it does not load,
 * or its `afterAll` throws) counts as one failed test. So does a run that failed (`ok` is false) although its report
 * names no failure, or that left no report.
 */
export const tallyOf = (file: string, ok: boolean): Tally => {
  const tally = readReport(file);
  return ok || tally.failed > 0 ? tally : { ...tally, failed: 1 };
};

const readReport = (file: string): Tally => {
  let report: Report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Report; // written by the vitest that package.json pins
  } catch {
    return { passed: 0, failed: 0 };
  }
  const broken = report.testResults.filter(
    (result) => result.status === 'failed' && !result.assertionResults.some((test) => test.status === 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
};

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}
