import { expect, expectTypeOf, test } from 'vitest';
import { defined } from '../../../relay/protocol/defined.ts';

test('Members that are undefined are left out, and the others keep their order', () => {
  const copy = defined({ b: 1, a: undefined, c: null, d: false, e: 0, f: '' });
  expect(JSON.stringify(copy)).toBe('{"b":1,"c":null,"d":false,"e":0,"f":""}');
  expect(Object.keys(copy)).toEqual(['b', 'c', 'd', 'e', 'f']);
});

test('The type of a member that may be undefined becomes optional', () => {
  const until = Date.now() > 0 ? 1 : undefined;
  expectTypeOf(defined({ until, words: 'back at 3' })).branded.toEqualTypeOf<{ until?: number; words: string }>();
});
