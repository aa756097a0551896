import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { needsOf } from '../run/stages.ts';
import { habitsIn, machinePaths } from './manners.ts';
import { graphOf, sources, tests } from './tree.ts';

/** Here are the bad examples. */
const HERE = 'tests/house/manners.test.ts';

const others = [...tests()].filter(([path]) => path !== HERE);

describe('the tests', () => {
  test('leave nothing out, and wait for facts instead of time', () => {
    expect(others.flatMap(([path, text]) => habitsIn(path, text))).toEqual([]);
  });

  test('say which engine they need', () => {
    const graph = graphOf(new Map(others));
    const reaches = (path: string, name: string, seen = new Set<string>()): boolean => {
      if (path.startsWith('tests/run/') || seen.has(path)) return false;
      seen.add(path);
      const imports = graph.get(path);
      if (imports === undefined) return false;
      return imports.libraries.includes(name) || imports.paths.some((next) => reaches(next, name, seen));
    };
    const files = others.filter(([path]) => path.endsWith('.test.ts') && !path.startsWith('tests/house/'));
    const silent = files.flatMap(([path, text]) => {
      const needs = needsOf(path, text);
      return [
        ...(reaches(path, 'playwright') && !needs.includes('chromium') ? [`${path}: // needs: chromium`] : []),
        ...(/engine\('strace'\)|spawn\w*\(\s*'strace'/.test(text) && !needs.includes('strace')
          ? [`${path}: // needs: strace`]
          : []),
      ];
    });
    expect(silent).toEqual([]);
  });
});

test('no file names a place of one machine', () => {
  const files = [...sources(), ...others].filter(([path]) => path !== 'tests/house/manners.ts');
  expect(files.flatMap(([path, text]) => machinePaths(path, text))).toEqual([]);
});

describe('seen, so that it can fail', () => {
  test.each([
    `test.only('x', () => {});`,
    `  describe.skip('x', () => {});`,
    `test.concurrent.skip('x')`,
    `it.todo('x');`,
    `test.skipIf(true)('x')`,
    `xit('x')`,
    `await new Promise((resolve) => setTimeout(resolve, 100));`,
    `await new Promise((go) => setTimeout(go, 100));`,
    `import { setTimeout } from 'node:timers/promises';`,
    `await page.waitForTimeout(50);`,
    `await sleep(5);`,
    `return new Promise(async (resolve) => {`,
  ])('%s', (line) => {
    expect(habitsIn('a.test.ts', line)).toHaveLength(1);
  });

  test.each([
    `const late = setTimeout(() => reject(new Error('no answer')), 5_000);`,
    `test.each([1])('x', () => {});`,
    `clock.after(5, resolve);`,
    `socket.pause();`,
    `// no sleep(5) here`,
  ])('well behaved: %s', (line) => {
    expect(habitsIn('a.test.ts', line)).toEqual([]);
  });

  test.each([`const file = '/tmp/a.db';`, `'/root/x/y'`, `cwd: '/work/x/'`, `'/usr/bin/chromium'`])('%s', (line) => {
    expect(machinePaths('a.ts', line)).toHaveLength(1);
  });

  test.each(['#!/usr/bin/env node', `'https://a.example/home/x/'`, `'demo/tmp/x'`, `join(tmpdir(), 'x')`])(
    'of no machine: %s',
    (line) => {
      expect(machinePaths('a.ts', line)).toEqual([]);
    },
  );
});

test('the papers are there', () => {
  for (const paper of [
    'README.md',
    'ARCHITECTURE.md',
    'PROTOCOL.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'SECURITY.md',
    'LICENSE',
  ])
    expect(readFileSync(paper, 'utf8').length, paper).toBeGreaterThan(200);
});

test('.ci/run can be run', () => {
  execFileSync('bash', ['-n', '.ci/run']);
});
