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

/** The command of a package whose command has another name. */
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

test('Every dependency is imported, or called by a script.', () => {
  expect(Object.keys(declared).filter((name) => !isUsed(name))).toEqual([]);
  expect(isUsed('left-pad')).toBe(false);
});

test('Every package that the running relay imports is a dependency, not only a development dependency.', () => {
  const relay = importedBy(graphOf(new Map([...sources()].filter(([path]) => path.startsWith('relay/')))));
  expect([...relay].filter((name) => !Object.hasOwn(manifest.dependencies, name))).toEqual([]);
});

test('Every imported package is declared.', () => {
  expect([...imported].filter((name) => !Object.hasOwn(declared, name))).toEqual([]);
});

test('Every version is exact.', () => {
  expect(Object.values(declared).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});
