import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path/posix';
import { parseSync } from '@swc/core';
import { isScript, sources, type Tree, tests } from './tree.ts';
import { wordsToReplace } from './words.ts';

/**
 * Prints how large the house is and what to look at: files and lines by folder, crowded folders, files with many
 * statements, and words that are no plain English. It judges nothing: size is something to look at, not a rule.
 *
 *     npm run house
 */

/** A folder with more files than this, and a file with more statements than this, is listed. */
const MOST_FILES = 16;
const MOST_STATEMENTS = 400;

interface Counted {
  files: number;
  code: number;
  comments: number;
}

/** A line that holds nothing but a comment is a line of comments; every other line that is not blank is one of code. */
const linesOf = (text: string): Omit<Counted, 'files'> => {
  const counted = { code: 0, comments: 0 };
  let inside = false;
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const opens = line.startsWith('/*');
    counted[inside || opens || line.startsWith('//') ? 'comments' : 'code'] += 1;
    if (inside || opens) inside = !line.includes('*/');
  }
  return counted;
};

/** Statements and declarations, nested ones included. */
const statementsIn = (text: string): number => {
  let count = 0;
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) walk(one);
    else if (typeof node === 'object' && node !== null) {
      const { type } = node as { type?: unknown };
      if (typeof type === 'string' && /(?:Statement|Declaration)$/.test(type) && type !== 'BlockStatement') count += 1;
      for (const value of Object.values(node)) walk(value);
    }
  };
  walk(parseSync(text, { syntax: 'typescript', target: 'es2024' }).body);
  return count;
};

const byFolder = (tree: Tree): Map<string, Counted> => {
  const folders = new Map<string, Counted>();
  for (const [path, text] of tree) {
    const folder = folders.get(dirname(path)) ?? { files: 0, code: 0, comments: 0 };
    const { code, comments } = linesOf(text);
    folders.set(dirname(path), {
      files: folder.files + 1,
      code: folder.code + code,
      comments: folder.comments + comments,
    });
  }
  return folders;
};

const say = (line = ''): void => void process.stdout.write(`${line}\n`);

const print = (title: string, tree: Tree): void => {
  say(`\n${title}: folder, files, lines of code, lines of comments`);
  const folders = [...byFolder(tree)].sort(([one], [other]) => one.localeCompare(other));
  for (const [folder, { files, code, comments }] of folders)
    say(`  ${folder.padEnd(36)}${String(files).padStart(5)}${String(code).padStart(8)}${String(comments).padStart(8)}`);
  const sum = (key: keyof Counted) => folders.reduce((all, [, counted]) => all + counted[key], 0);
  say(
    `  ${'all'.padEnd(36)}${String(sum('files')).padStart(5)}${String(sum('code')).padStart(8)}${String(sum('comments')).padStart(8)}`,
  );
};

const all: Tree = new Map([...sources(), ...tests()]);
const papers: Tree = new Map(
  globSync(['*.md', 'docs/**/*.md', 'tests/*.md']).map((path) => [path, readFileSync(path, 'utf8')]),
);

print('sources', sources());
print('tests', tests());

say(`\nfolders with more than ${MOST_FILES} files`);
for (const [folder, { files }] of byFolder(all)) if (files > MOST_FILES) say(`  ${folder} ${files}`);

say(`\nfiles with more than ${MOST_STATEMENTS} statements`);
for (const [path, text] of all) {
  const statements = isScript(path) ? statementsIn(text) : 0;
  if (statements > MOST_STATEMENTS) say(`  ${path} ${statements}`);
}

const found = [...all, ...papers].flatMap(([path, text]) => wordsToReplace(path, text));
say(`\nwords that are no plain English: ${found.length}`);
const byWord = Map.groupBy(found, ({ word }) => word);
for (const [word, at] of [...byWord].sort(([, one], [, other]) => other.length - one.length))
  say(`  ${String(at.length).padStart(5)} ${word}, in ${new Set(at.map(({ path }) => path)).size} files`);
