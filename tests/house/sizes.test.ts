import { expect, test } from 'vitest';
import { isScript, sources, tests } from './tree.ts';

/** Code past this has a pure part that could stand alone. */
const MOST = 250;

const linesOf = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

const tooLong = (tree: ReadonlyMap<string, string>): string[] =>
  [...tree].filter(([, text]) => linesOf(text) > MOST).map(([path, text]) => `${path} has ${linesOf(text)} lines`);

const report = (name: string, tree: ReadonlyMap<string, string>): string => {
  const sizes = [...tree].map(([path, text]) => ({ path, lines: linesOf(text) })).sort((a, b) => a.lines - b.lines);
  const at = (share: number) => sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * share))]?.lines ?? 0;
  const all = sizes.reduce((sum, { lines }) => sum + lines, 0);
  const longest = sizes.at(-1);
  return `${name}: ${sizes.length} files, ${all} lines; median ${at(0.5)}, nine in ten under ${at(0.9)}, longest ${longest?.lines} (${longest?.path})\n`;
};

const scripts = new Map([...sources()].filter(([path]) => isScript(path)));

test(`no source is longer than ${MOST} lines`, () => {
  process.stdout.write(report('sources', scripts) + report('tests', tests()));
  expect(scripts.size).toBeGreaterThan(50);
  expect(tooLong(scripts)).toEqual([]);
});

test('a line too many is seen', () => {
  expect(tooLong(new Map([['a.ts', 'x\n'.repeat(MOST)]]))).toEqual([]);
  expect(tooLong(new Map([['a.ts', 'x\n'.repeat(MOST + 1)]]))).toEqual([`a.ts has ${MOST + 1} lines`]);
});
