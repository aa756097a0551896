import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Graph, graphOf, packageOf, sources, tests } from './tree.ts';

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  scripts: Record<string, string>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest; // our own
const declared = { ...manifest.dependencies, ...manifest.devDependencies };

/** What a script or another tool calls by its command. */
const COMMANDS: Readonly<Record<string, string>> = { '@biomejs/biome': 'biome', typescript: 'tsc' };

const importedBy = (graph: Graph): Set<string> =>
  new Set(
    [...graph.values()]
      .flatMap(({ libraries }) => libraries)
      .filter((name) => !name.startsWith('node:'))
      .map(packageOf),
  );

const imported = importedBy(graphOf(new Map([...sources(), ...tests()])));
const called = new Set(Object.values(manifest.scripts).flatMap((script) => script.split(/[\s&]+/)));

const isUsed = (name: string): boolean =>
  imported.has(name) ||
  called.has(COMMANDS[name] ?? name) ||
  (name.startsWith('@types/') && (name === '@types/node' || imported.has(name.slice('@types/'.length))));

test('every dependency is imported somewhere, or called by a script', () => {
  expect(Object.keys(declared).filter((name) => !isUsed(name))).toEqual([]);
  expect(isUsed('left-pad')).toBe(false);
});

test('what the running relay imports is a dependency, not only one of development', () => {
  const relay = importedBy(graphOf(new Map([...sources()].filter(([path]) => path.startsWith('relay/')))));
  expect([...relay].filter((name) => !Object.hasOwn(manifest.dependencies, name))).toEqual([]);
});

test('what is imported is declared', () => {
  expect([...imported].filter((name) => !Object.hasOwn(declared, name))).toEqual([]);
});

test('versions are exact', () => {
  expect(Object.values(declared).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});
