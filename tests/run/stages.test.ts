import { expect, test } from 'vitest';
import { filesOf, needsOf, splitByNeeds } from './stages.ts';

test('A test file that needs a missing engine is left out, and the engine is reported.', () => {
  const files = ['tests/system/a.test.ts', 'tests/system/b.test.ts', 'tests/browser/c.test.ts'];
  const needs = (file: string) => needsOf(file, file.includes('/b.') ? '// needs: strace\n' : '');
  expect(splitByNeeds(files, new Set(['chromium', 'strace']), needs)).toEqual({ runnable: files, lacking: [] });
  expect(splitByNeeds(files, new Set([]), needs)).toEqual({ runnable: [files[0]], lacking: ['chromium', 'strace'] });
  expect(() => needsOf('x.test.ts', '// needs: strase\n')).toThrow('x.test.ts needs "strase"');
});

test('The package is tested in a stage of its own, after the system tests.', () => {
  expect(filesOf('system').filter((file) => file.includes('/package'))).toEqual([]);
  expect(filesOf('package')).not.toEqual([]);
});
