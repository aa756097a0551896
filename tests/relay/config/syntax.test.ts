// covers: relay/config/syntax.ts, relay/config/source.ts, relay/config/config.ts
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../relay/config/config.ts';
import { ENV, LEAST, mistakesIn, WHOLE } from './config-stage.ts';

const REST = ' The rest is checked once this is fixed.';

/** As `line:column message`. */
const reported = (text: string): string[] =>
  mistakesIn(text).map(({ line, column, message }) => `${line}:${column} ${message.replace(REST, '')}`);

describe('inWords', () => {
  test.each([
    ['', '1:1 The file is empty. Write at least { "title": …, "desks": { … }, "librarians": { … } }.'],
    ['\ufeff', '1:1 The file is empty. Write at least { "title": …, "desks": { … }, "librarians": { … } }.'],
    [
      '// soon\n/* later */',
      '1:1 The file is empty. Write at least { "title": …, "desks": { … }, "librarians": { … } }.',
    ],
    [
      '[]',
      '1:1 An object belongs here, not a list. Write { "title": "Newport Public Library", "desks": { … }, "librarians": { … } }.',
    ],
    [
      '"x"',
      '1:1 An object belongs here, not text. Write { "title": "Newport Public Library", "desks": { … }, "librarians": { … } }.',
    ],
    ['{\n"a": 1\n"b": 2 }', '2:7 A comma is missing here, before "b".'],
    ['{\n"a": 1 // one\n\n"b": 2 }', '2:7 A comma is missing here, before "b".'],
    ['{ "a": 1"b": 2 }', '1:9 A comma is missing here, before "b".'],
    ['{\r\n"a": [1\r\n2] }', '2:8 A comma is missing here, before "2".'],
    ['{\r"a" 1 }', '2:4 A colon is missing here, after "a".'],
    ['{ "a": }', '1:7 A value is missing here, after ":".'],
    ['{ "a": 1,, }', '1:10 This comma has nothing before it. Remove it.'],
    ['{ , }', '1:3 This comma has nothing before it. Remove it.'],
    ['{\n"a": [1\n}', '3:1 The "[" of line 2 is closed by "}". Write "]" where it ends.'],
    ['{\n"a": {\n"b": 1', '3:7 The "{" of line 2 is never closed. Write "}".'],
    ['{ "a": 1 } }', '1:12 The config ended before this "}". Remove it.'],
    [']', '1:1 This "]" closes nothing. Remove it.'],
    ['{ a: 1 }', '1:3 "a" is not in quotes. Write text and keys in double quotes.'],
    ['{ constructor: 1 }', '1:3 "constructor" is not in quotes. Write text and keys in double quotes.'],
    ["{ 'a': 1 }", '1:3 Write text and keys in straight double quotes: "a".'],
    ['{ “a”: 1 }', '1:3 Write text and keys in straight double quotes: "a".'],
    ['{ 1: 1 }', '1:3 A key in double quotes belongs here, not "1".'],
    ['{ "a": True }', '1:8 Write true in lowercase and without quotes.'],
    ['{ "a": .5 }', '1:8 ".5" is not a number as JSON writes it, such as 20 or 0.5.'],
    ['{ "a": 1. }', '1:8 "1." is not a number as JSON writes it, such as 20 or 0.5.'],
    ['{ "a": 1; }', '1:9 ";" does not belong here. Remove it.'],
    ['{ "a": "b\n}', '1:8 This text is not closed on its line. Write " where it ends.'],
    [
      '{ "a": "C:\\data" }',
      '1:8 This text has a backslash that starts no escape sequence. Write the backslash twice: \\\\.',
    ],
    ['{ "a": "\\u12" }', '1:8 This text has a \\u that is not followed by four hexadecimal digits.'],
    ['{ "a": "\t" }', '1:8 This text has a tab or a control character. Write a space, or \\t.'],
    ['{ } /* and', '1:5 This comment is never closed. Write */ where it ends.'],
  ])('The text %j is refused with a sentence at its place', (text, expected) => {
    expect(reported(text)).toEqual([expected]);
  });

  test('A file nested too deep is refused', () => {
    expect(reported('['.repeat(200_000))).toEqual(['1:41 Nothing in a config is nested this deep.']);
    expect(reported('{"a":'.repeat(100_000))).toEqual(['1:201 Nothing in a config is nested this deep.']);
  });

  test('Each line has at most one syntax mistake, and the last says that the rest is checked later', () => {
    const text = WHOLE.replace('"Reference desk",', '"Reference desk"')
      .replace('"UTC"', 'UTC')
      .replace('"Ann"', "'Ann'")
      .replace('8080 }', '"x" }');
    expect(mistakesIn(text).map(({ line, message }) => `${line} ${message}`)).toEqual([
      '11 A comma is missing here, before "zone".',
      '27 "UTC" is not in quotes. Write text and keys in double quotes.',
      `30 Write text and keys in straight double quotes: "Ann".${REST}`,
    ]);
  });

  test('A file that is no JSON at all is not reported line by line', () => {
    expect(mistakesIn('x\n'.repeat(100_000)).length).toBeLessThanOrEqual(20);
  });
});

test('Comments, trailing commas and a byte order mark are no mistakes and shift no line', () => {
  expect(mistakesIn(`\ufeff// ours\n${LEAST.replace(/\}$/, ', /* end */ }')}`)).toEqual([]);
  expect(reported('\ufeff{ "titel": 1,')[0]).toMatch(/^1:14 /);
});

describe('readConfig never throws', () => {
  const reads = (text: string): void => {
    const read = readConfig(text, { file: 'f', env: ENV });
    if ('config' in read) return;
    expect(read.mistakes.length).toBeGreaterThan(0);
    const lines = text.split(/\r\n|[\r\n]/).length;
    for (const { line, column, message } of read.mistakes) {
      expect(line).toBeGreaterThanOrEqual(1);
      expect(line).toBeLessThanOrEqual(lines);
      expect(column).toBeGreaterThanOrEqual(1);
      expect(message).toMatch(/^.+\.$/u);
    }
  };

  test('Any JSON is read or refused without an exception', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => reads(JSON.stringify(value, null, 1))));
  });

  test('Any text is read or refused without an exception', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), reads));
    const signs = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"',
      "'",
      '\\',
      '/*',
      '*/',
      '//',
      '\n',
      '1',
      'a',
      '"a"',
      'null',
    );
    fc.assert(
      fc.property(
        fc.array(signs, { maxLength: 30 }).map((all) => all.join('')),
        reads,
      ),
      { numRuns: 500 },
    );
  });

  test('A config with a piece removed, doubled or moved is read or refused without an exception', () => {
    const at = fc.nat(WHOLE.length);
    fc.assert(
      fc.property(at, fc.nat(40), at, fc.boolean(), (from, length, to, cut) => {
        const piece = WHOLE.slice(from, from + length);
        const rest = cut ? WHOLE.slice(0, from) + WHOLE.slice(from + length) : WHOLE;
        reads(rest.slice(0, to) + piece + rest.slice(to));
      }),
      { numRuns: 500 },
    );
  });

  test('Any JSON in place of any value is read or refused without an exception', () => {
    const values = [...WHOLE.matchAll(/"[^"]*"(?!:)|\b\d[\d.]*|\[[^\]]*\]|\{ [^}]*\}|true|false/g)];
    fc.assert(
      fc.property(fc.constantFrom(...values), fc.jsonValue(), ({ 0: value, index }, other) =>
        reads(WHOLE.slice(0, index) + JSON.stringify(other) + WHOLE.slice(index + value.length)),
      ),
      { numRuns: 500 },
    );
  });
});
