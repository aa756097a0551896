import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';

/** The files of the project, and what each imports, for the tests that keep the house in order. */

/** Text by path, from the project's folder, with slashes. */
export type Tree = ReadonlyMap<string, string>;

const readTree = (...patterns: string[]): Tree =>
  new Map(
    patterns
      .flatMap((pattern) => globSync(pattern, { exclude: (name) => /^(node_modules|dist|\.out)$/.test(name) }))
      .map((path) => path.replaceAll('\\', '/'))
      .sort()
      .map((path) => [path, readFileSync(path, 'utf8')]),
  );

/** What is shipped or built: no tests. */
export const sources = (): Tree => readTree('{relay,widget,demo}/**/*.{ts,mjs,css,html}', '*.{ts,mjs}');

export const tests = (): Tree => readTree('tests/**/*.ts');

export const isScript = (path: string): boolean => /\.(ts|mjs)$/.test(path);

/** What is there before a file runs. */
const AT_ONCE = [/^(?:import|export)\s[^;'"]*?\bfrom\s+['"]([^'"]+)['"]/gm, /^import\s+['"]([^'"]+)['"]/gm];

/** A part loaded when it is wanted, or what such a part is (`typeof import(…)`), or a worker. */
const LATER = [
  /(?<![.\w])import\(\s*['"]([^'"]+)['"]/g,
  /new URL\(\s*['"](\.[^'"]+\.(?:ts|mjs))['"],\s*import\.meta\.url/g,
];

const namesIn = (text: string, forms: readonly RegExp[]): string[] => {
  const code = text.replace(/^\s*(\/\/.*|\/\*[\s\S]*?\*\/)/gm, '');
  return [...new Set(forms.flatMap((form) => [...code.matchAll(form)].map(([, name = '']) => name)))];
};

/** As written: `./desk.ts`, `node:fs`, `lit`. What stands in comments is not one, nor a name put together when run. */
export const importsOf = (text: string): string[] => namesIn(text, [...AT_ONCE, ...LATER]);

export interface Imports {
  /** Of the project. */
  paths: string[];
  /** Those of `paths` that must be there first. */
  atOnce: string[];
  /** Packages, and parts of Node. */
  libraries: string[];
}

export type Graph = ReadonlyMap<string, Imports>;

export const graphOf = (tree: Tree): Graph =>
  new Map(
    [...tree]
      .filter(([path]) => isScript(path))
      .map(([path, text]) => {
        const own = (names: readonly string[]) =>
          names.filter((name) => name.startsWith('.')).map((name) => join(dirname(path), name));
        const libraries = importsOf(text).filter((name) => !name.startsWith('.'));
        return [path, { paths: own(importsOf(text)), atOnce: own(namesIn(text, AT_ONCE)), libraries }];
      }),
  );

/** `lit/directives/repeat.js` is of `lit`; `@types/ws` has a slash of its own. */
export const packageOf = (name: string): string => name.split('/', name.startsWith('@') ? 2 : 1).join('/');
