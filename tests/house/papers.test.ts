import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { describe, expect, test } from 'vitest';

/** What the papers say about the code is true: paths and links exist, folders are described whole, packages are named. */

const PAPERS = globSync([
  '*.md',
  'docs/**/*.md',
  'relay/**/README.md',
  'widget/**/README.md',
  'demo/**/README.md',
  'tests/*.md',
]).sort();
const text = (path: string): string => readFileSync(path, 'utf8');

/** Every path of the project that a paper names in back quotes, without a trailing slash. */
const pathsIn = (paper: string): string[] =>
  [...text(paper).matchAll(/`((?:relay|widget|demo|tests|docs)\/[\w./-]+?)\/?`/g)]
    .map(([, path = '']) => path)
    .filter((path) => !/NAME|\bnnn\b/i.test(path));

/** Relative links of a paper, without their fragments. */
const linksIn = (paper: string): string[] =>
  [...text(paper).matchAll(/\]\(([^)\s#]+)[^)]*\)|(?:src|srcset)="([^"]+)"/g)]
    .map(([, link, source]) => link ?? source ?? '')
    .filter((target) => !/^https?:|^$/.test(target));

test.each(PAPERS)('Every path that %s names exists.', (paper) => {
  const folder = dirname(paper);
  const missing = pathsIn(paper).filter((path) => !existsSync(path) && !existsSync(join(folder, path)));
  expect(missing).toEqual([]);
});

test.each(PAPERS)('Every relative link of %s leads to a file.', (paper) => {
  expect(linksIn(paper).filter((target) => !existsSync(join(dirname(paper), target)))).toEqual([]);
});

/** Folders with at least this many sources have a page of their own. */
const FEW = 3;

const isSource = (name: string): boolean => /\.(?:ts|mjs|css|html)$/.test(name) && !name.endsWith('.d.ts');

const sourcesIn = (folder: string): string[] => readdirSync(folder).filter(isSource).sort();

const foldersIn = (...roots: string[]): string[] =>
  roots.flatMap((root) => [
    root,
    ...readdirSync(root, { recursive: true, encoding: 'utf8' })
      .map((name) => join(root, name))
      .filter((path) => statSync(path).isDirectory()),
  ]);

/** The file names in the first column of a page's tables; several may share a row. */
const rowsIn = (page: string): string[] =>
  [...page.matchAll(/^\| ([^|]*`[^|]*) \|/gm)]
    .flatMap(([, cell = '']) => [...cell.matchAll(/`([\w.-]+)`/g)].map(([, name = '']) => name))
    .filter(isSource);

describe('The page of a folder', () => {
  const folders = foldersIn('relay', 'widget', 'demo').filter((folder) => sourcesIn(folder).length >= FEW);

  test.each(folders)('%s/README.md names each file of the folder in one row, and no other.', (folder) => {
    const page = text(join(folder, 'README.md'));
    expect(rowsIn(page).sort()).toEqual(sourcesIn(folder));
  });

  test.each(folders)('%s/README.md fits on one screen of fifty lines.', (folder) => {
    expect(text(join(folder, 'README.md')).split('\n').length).toBeLessThanOrEqual(50);
  });
});

test('ARCHITECTURE.md names every package that package.json declares.', () => {
  const { dependencies, devDependencies } = JSON.parse(text('package.json')) as Record<string, Record<string, string>>;
  const table = text('ARCHITECTURE.md').split('## Dependencies')[1] ?? '';
  const names = [...table.matchAll(/`([@\w/.-]+)`/g)].map(([, name]) => name);
  expect(Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !names.includes(name))).toEqual([]);
});

test('Each decision has a number of its own and says context, decision and consequences.', () => {
  const files = readdirSync('docs/decisions').filter((name) => name !== 'README.md');
  const numbers = files.map((name) => name.slice(0, 3));
  expect(numbers.filter((number) => !/^\d{3}$/.test(number))).toEqual([]);
  expect(new Set(numbers).size).toBe(files.length);
  for (const file of files)
    for (const heading of ['## Context', '## Decision', '## Consequences'])
      expect(text(`docs/decisions/${file}`), file).toContain(heading);
});
