import { expect, test } from 'vitest';
import { answerOf, found, inquiry, storedOf } from '../../../widget/question/private-link.ts';

const KEY = 'k'.repeat(43);
const OTHER = 'o'.repeat(43);
const NOW = 1_700_000_000_000;
const MINUTE = 60_000;

test('the key of a link goes before what the tab has', () => {
  expect(found(KEY, null, NOW)).toEqual({ key: KEY, stored: false });
  expect(found(KEY, storedOf(OTHER, NOW), NOW)).toEqual({ key: KEY, stored: false });
});

test.each(['abc', `${KEY}x`, `${KEY.slice(1)}=`, '%20', `${KEY}?from=mail`])('a link that is none: %s', (fragment) => {
  expect(found(fragment, storedOf(KEY, NOW), NOW)).toBe('broken');
});

test('loaded anew, the tab has it for as long as any page has', () => {
  expect(found('', storedOf(KEY, NOW), NOW + 29 * MINUTE)).toEqual({ key: KEY, stored: true });
  expect(found('', storedOf(KEY, NOW), NOW + 31 * MINUTE)).toBe('none');
  expect(found('', storedOf(KEY, NOW), NOW - 31 * MINUTE)).toBe('none');
  expect(found('', 'something else', NOW)).toBe('none');
  expect(found('', null, NOW)).toBe('none');
});

test('asking whether there is such a conversation can begin none', () => {
  const hello = inquiry('main', KEY);
  expect(hello).toMatchObject({ kind: 'hello', desk: 'main', key: KEY });
  expect('after' in hello && hello.after).toBeGreaterThan(0);
  expect(answerOf('{"kind":"welcome","after":3}')).toBe('known');
  expect(answerOf('{"kind":"sorry","code":"gone","final":true}')).toBe('gone');
  expect(answerOf('{"kind":"sorry","code":"not-kept","final":false}')).toBe('unreachable');
});
