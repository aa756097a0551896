import { expect, test } from 'vitest';
import { partialLine } from './partial.ts';

const getEngines = (engines: readonly string[]) => `get ${engines.join(' ')}`;

test('A run that left nothing out is not partial.', () => {
  expect(partialLine({ engines: [], stages: [] }, 'npm test', getEngines)).toBeUndefined();
});

test('Tests that lack an engine are named with the command that gets the engine and runs them.', () => {
  expect(partialLine({ engines: ['strace', 'finch'], stages: [] }, 'npm test -- system', getEngines)).toBe(
    'PARTIAL: not run: tests that need strace, finch. To get the rest: get strace finch && npm test -- system',
  );
});

test('The stages after one that failed are named with the command that runs them.', () => {
  expect(partialLine({ engines: [], stages: ['browser', 'package'] }, 'npm test', getEngines)).toBe(
    'PARTIAL: not run: the stages browser, package. To get the rest: npm test',
  );
});
