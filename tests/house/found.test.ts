import { expect, test } from 'vitest';
import { coveredBy, hasCode, mirrored } from './found.ts';
import { sources, tests } from './tree.ts';

const written = sources();
const testFiles = [...tests()].filter(([path]) => path.endsWith('.test.ts'));

/** Every source file that a test names, by its own name or in its `covers` lines. */
const named = new Set(testFiles.flatMap(([path, text]) => [mirrored(path), ...coveredBy(text)]));

test('Every path in a `covers` line is a source file.', () => {
  const wrong = testFiles.flatMap(([path, text]) =>
    coveredBy(text)
      .filter((covered) => !written.has(covered))
      .map((covered) => `${path} covers ${covered}, which does not exist`),
  );
  expect(wrong).toEqual([]);
});

test('Every source file with code is named by a test.', () => {
  const code = [...written].filter(([path, text]) => /^(?:relay|widget)\/.*\.ts$/.test(path) && hasCode(text));
  expect(code.length).toBeGreaterThan(200);
  expect(code.map(([path]) => path).filter((path) => !named.has(path))).toEqual([]);
});

test('A test file is found by the name of its source, or by its `covers` line.', () => {
  expect(mirrored('tests/relay/desk/sync.test.ts')).toBe('relay/desk/sync.ts');
  expect(coveredBy('// covers: relay/a.ts, relay/b.ts\n// covers: relay/c.ts\nimport x;')).toEqual([
    'relay/a.ts',
    'relay/b.ts',
    'relay/c.ts',
  ]);
  expect(hasCode('export interface A {\n  b: string;\n}\n')).toBe(false);
  expect(hasCode('export const a = 1;\n')).toBe(true);
});
