import { parseAst } from 'rollup/parseAst';
import { expect, test } from 'vitest';
import { shortNames } from '../../../widget/build/short-names.mjs';

const { renderChunk } = shortNames();

/** A script with its inner names shortened; throws where one is used in a way that does not allow it. */
const shortened = (code: string): string =>
  renderChunk.call(
    {
      parse: parseAst,
      error(why: string) {
        throw new Error(why);
      },
    },
    code,
  ).code;

test('names that only the chat sees are shortened wherever they stand, the same in every script', () => {
  const short = /_\w+/.exec(shortened('a.inUse'))?.[0];
  expect(shortened('a.inUse = b?.inUse')).toBe(`a.${short} = b?.${short}`);
  expect(shortened('class A { inUse = 1; get inUse() { return this.inUse } }')).toBe(
    `class A { ${short} = 1; get ${short}() { return this.${short} } }`,
  );
  expect(shortened('let { inUse } = a, b = { inUse, c: 1 }')).toBe(
    `let { ${short}:inUse } = a, b = { ${short}:inUse, c: 1 }`,
  );
  expect(shortened('let { inUse = 2 } = a')).toBe(`let { ${short}:inUse = 2 } = a`);
});

test('no two become one', () => {
  const names = ['inUse', 'lines', 'language', 'clock', 'conversation', 'widen', 'alone', 'yourTime', 'firstNew'];
  expect(new Set(names.map((name) => shortened(`a.${name}`))).size).toBe(names.length);
});

test('whatever else there is stays', () => {
  for (const code of ['a.textContent', 'a["b"]', 'let inUse = 1; inUse', 'a[inUse]', 'a.seq']) {
    expect(shortened(code)).toBe(code);
  }
});

test('a name that is also written out, or a part’s export, is refused', () => {
  expect(() => shortened('a["inUse"]')).toThrow('inUse');
  expect(() => shortened('let a = 1; export { a as inUse }')).toThrow('inUse');
});
