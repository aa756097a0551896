import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { scan } from './scan.ts';
import { isScript, sources, tests } from './tree.ts';
import { hungarian, wordsToReplace } from './words.ts';

const scripts = [...sources()].filter(([path]) => isScript(path));

test('No interface is named with a leading I.', () => {
  expect(scripts.flatMap(([, text]) => hungarian(text))).toEqual([]);
});

/** Files that hold such words as data: status texts in other languages, and the lists and examples of this test. */
const DATA: ReadonlySet<string> = new Set([
  'relay/messenger/automatic-texts.ts',
  'tests/house/words.ts',
  'tests/house/words.test.ts',
]);

test('Code, tests and papers use plain English, and people are "they".', () => {
  const papers = globSync(['*.md', 'docs/**/*.md', '{relay,widget,demo}/**/README.md', 'tests/*.md']);
  const texts = [...sources(), ...tests(), ...papers.map((path) => [path, readFileSync(path, 'utf8')] as const)];
  expect(texts.length).toBeGreaterThan(600);
  const found = texts.filter(([path]) => !DATA.has(path)).flatMap(([path, text]) => wordsToReplace(path, text));
  expect(found.map(({ path, word, instead }) => `${path}: ${word} (${instead})`)).toEqual([]);
});

describe('The search for words that are no plain English', () => {
  const wordsAt = (path: string, text: string) => wordsToReplace(path, text).map(({ word }) => word);

  test.each([
    ['relay/a.ts', '// The desk tells her.', ['her', 'tells']],
    ['relay/a.ts', '/** Begun anew, kept\n * in mind. */', ['anew', 'in mind']],
    ['relay/a.ts', 'export const toldState = 1;', ['told']],
    ['relay/a.ts', 'class Standings {}', ['standings']],
    ['relay/workings.ts', '', ['workings']],
    ['relay/a.ts', "log.info('said of herself');", ['herself']],
    ['relay/a.ts', 'const text = `${name} has lost his key`;', ['his']],
    ['widget/a.css', '/* It stands beside the log. */', ['stands', 'beside']],
    ['docs/a.md', 'Her words go before the config.', ['her', 'go before']],
  ])('finds in %s: %s', (path, text, words) => {
    expect(wordsAt(path, text)).toEqual(words);
  });

  test.each([
    ['relay/a.ts', 'export const client = new Session(resource, queue, token);'],
    ['relay/a.ts', 'frame.told = true; // the wire calls it `told`'],
    ['relay/a.ts', "const line = 'Tell me where it stands';"],
    ['relay/a.ts', '// The patron read "she is away".'],
    ['relay/a.ts', 'export const ashes = another + otherwise;'],
    ['docs/a.md', 'Other libraries understand this; see `tell()`.'],
  ])('lets %s pass: %s', (path, text) => {
    expect(wordsAt(path, text)).toEqual([]);
  });
});

describe('The scanner', () => {
  test.each([
    ['comments end where they end', '/* a */ b // c\nd', { comments: 'a c', code: 'b d', strings: '' }],
    ['a comment inside a string is a string', `'// a' + "/* b */"`, { comments: '', code: '+', strings: 'a b' }],
    ['a template holds code', '`a ${b + `c ${d}`} e`', { comments: '', code: 'b d', strings: 'a c e' }],
    [
      'a quote inside a pattern opens nothing',
      'x.replace(/[\'"/]a/g, b) // c',
      { comments: 'c', code: 'replace b', strings: 'a' },
    ],
    ['a division is no pattern', 'a / b / c', { comments: '', code: 'a b c', strings: '' }],
    [
      'a brace inside a template expression closes nothing',
      '`${{ a: 1 }} b`',
      { comments: '', code: 'a', strings: 'b' },
    ],
  ])('separates comments, strings and code: %s', (_, text, parts) => {
    const { comments, strings, code } = scan('a.ts', text);
    const words = (part: string) => (part.match(/[a-z]{2,}|\b[a-f]\b|\+(?=\s*$)/g) ?? []).join(' ');
    expect(words(comments)).toBe(parts.comments);
    expect(words(code)).toBe(parts.code);
    expect(words(strings.replace(/g$/gm, ''))).toBe(parts.strings);
  });
});
