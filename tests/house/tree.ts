import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';

/** Reads the files of the project and their imports, for the tests of the code's own rules. */

/** Text by path, relative to the project's folder, with forward slashes. */
export type Tree = ReadonlyMap<string, string>;

const readTree = (...patterns: string[]): Tree =>
  new Map(
    patterns
      .flatMap((pattern) => globSync(pattern, { exclude: (name) => /^(node_modules|dist|\.out)$/.test(name) }))
      .map((path) => path.replaceAll('\\', '/'))
      .sort()
      .map((path) => [path, readFileSync(path, 'utf8')]),
  );

/** Everything that is shipped or that builds it, without the tests. */
export const sources = (): Tree => readTree('{relay,widget,demo}/**/*.{ts,mjs,css,html}', '*.{ts,mjs}');

export const tests = (): Tree => readTree('tests/**/*.ts');

export const isScript = (path: string): boolean => /\.(ts|mjs)$/.test(path);

/** Static imports and re-exports, those of types included, and `typeof import(…)`, which imports a type. */
const AT_ONCE = [
  /^(?:import|export)\s[^;'"]*?\bfrom\s+['"]([^'"]+)['"]/gm,
  /^import\s+['"]([^'"]+)['"]/gm,
  /\btypeof import\(\s*['"]([^'"]+)['"]/g,
];

/** A part that is loaded on demand, or a worker. */
const LATER = [
  /(?<![.\w])import\(\s*['"]([^'"]+)['"]/g,
  /new URL\(\s*['"](\.[^'"]+\.(?:ts|mjs))['"],\s*import\.meta\.url/g,
];

const namesIn = (text: string, forms: readonly RegExp[]): string[] => {
  const code = text.replace(/^\s*(\/\/.*|\/\*[\s\S]*?\*\/)/gm, '');
  return [...new Set(forms.flatMap((form) => [...code.matchAll(form)].map(([, name = '']) => name)))];
};

/**
 * The specifiers of a file as they are written: `./desk.ts`, `node:fs`, `lit`. Comments are skipped. A specifier that is
 * put together at run time is not found.
 */
export const importsOf = (text: string): string[] => namesIn(text, [...AT_ONCE, ...LATER]);

export interface Imports {
  /** Paths of the project. */
  paths: string[];
  /** Those of `paths` that are imported statically, as values or as types. */
  atOnce: string[];
  /** Packages and `node:` modules. */
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

/** The package of a specifier: `lit` for `lit/directives/repeat.js`, `@types/ws` for itself. */
export const packageOf = (name: string): string => name.split('/', name.startsWith('@') ? 2 : 1).join('/');
