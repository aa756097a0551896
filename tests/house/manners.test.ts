import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ENGINES, type EngineName } from '../run/engines.ts';
import { needsOf } from '../run/stages.ts';
import { habitsIn, machinePaths } from './manners.ts';
import { type Graph, graphOf, sources, tests } from './tree.ts';

/** This file holds the bad examples, so it is not searched. */
const HERE = 'tests/house/manners.test.ts';

const texts = tests();

/** The engines that a file starts itself. */
const enginesIn = (graph: Graph, path: string): EngineName[] => {
  const text = texts.get(path) ?? '';
  const starts = (engine: EngineName) => new RegExp(`engine\\('${engine}'\\)|spawn\\w*\\(\\s*'${engine}'`).test(text);
  const drives = (engine: EngineName) => engine === 'chromium' && graph.get(path)?.libraries.includes('playwright');
  return ENGINES.filter((engine) => starts(engine) || drives(engine));
};

const others = [...texts].filter(([path]) => path !== HERE);

describe('The tests', () => {
  test('No test is left out, and no test waits for time instead of a fact.', () => {
    expect(others.flatMap(([path, text]) => habitsIn(path, text))).toEqual([]);
  });

  test('Each test file names every engine that it starts.', () => {
    const graph = graphOf(new Map(others));
    const reached = (path: string, seen = new Set<string>()): Set<string> => {
      if (path.startsWith('tests/run/') || seen.has(path)) return seen;
      seen.add(path);
      for (const next of graph.get(path)?.paths ?? []) reached(next, seen);
      return seen;
    };
    const files = others.filter(([path]) => path.endsWith('.test.ts') && !path.startsWith('tests/house/'));
    const silent = files.flatMap(([path, text]) => {
      const said = needsOf(path, text);
      const used = new Set([...reached(path)].flatMap((file) => enginesIn(graph, file)));
      return [...used].filter((engine) => !said.includes(engine)).map((engine) => `${path}: // needs: ${engine}`);
    });
    expect(silent).toEqual([]);
  });
});

test('No file names a path that exists on one machine only.', () => {
  const files = [...sources(), ...others].filter(([path]) => path !== 'tests/house/manners.ts');
  expect(files.flatMap(([path, text]) => machinePaths(path, text))).toEqual([]);
});

describe('The search for bad habits', () => {
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
  ])('finds: %s', (line) => {
    expect(habitsIn('a.test.ts', line)).toHaveLength(1);
  });

  test.each([
    `const late = setTimeout(() => reject(new Error('no answer')), 5_000);`,
    `test.each([1])('x', () => {});`,
    `clock.after(5, resolve);`,
    `socket.pause();`,
    `// no sleep(5) here`,
  ])('lets pass: %s', (line) => {
    expect(habitsIn('a.test.ts', line)).toEqual([]);
  });

  test.each([`const file = '/tmp/a.db';`, `'/root/x/y'`, `cwd: '/work/x/'`, `'/usr/bin/chromium'`])(
    'finds the path in %s',
    (line) => {
      expect(machinePaths('a.ts', line)).toHaveLength(1);
    },
  );

  test.each(['#!/usr/bin/env node', `'https://a.example/home/x/'`, `'demo/tmp/x'`, `join(tmpdir(), 'x')`])(
    'lets pass, since it is no path of one machine: %s',
    (line) => {
      expect(machinePaths('a.ts', line)).toEqual([]);
    },
  );
});

test('Every paper exists and has content.', () => {
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

test('.ci/run is valid for bash.', () => {
  execFileSync('bash', ['-n', '.ci/run']);
});
