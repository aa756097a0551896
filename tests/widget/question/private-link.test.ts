import { expect, test } from 'vitest';
import { findKey, inquiryFrame, meaningOf, storedText } from '../../../widget/question/private-link.ts';

const KEY = 'k'.repeat(43);
const OTHER = 'o'.repeat(43);
const NOW = 1_700_000_000_000;
const MINUTE = 60_000;

test('The key of a link takes precedence over the key that the tab has stored', () => {
  expect(findKey(KEY, null, NOW)).toEqual({ key: KEY, stored: false });
  expect(findKey(KEY, storedText(OTHER, NOW), NOW)).toEqual({ key: KEY, stored: false });
});

test.each(['abc', `${KEY}x`, `${KEY.slice(1)}=`, '%20', `${KEY}?from=mail`])(
  'A link that ends in #%s is broken, even where the tab has a key',
  (fragment) => {
    expect(findKey(fragment, storedText(KEY, NOW), NOW)).toBe('broken');
  },
);

test('A reloaded page finds the stored key for 30 minutes', () => {
  expect(findKey('', storedText(KEY, NOW), NOW + 29 * MINUTE)).toEqual({ key: KEY, stored: true });
  expect(findKey('', storedText(KEY, NOW), NOW + 31 * MINUTE)).toBe('none');
  expect(findKey('', storedText(KEY, NOW), NOW - 31 * MINUTE)).toBe('none');
  expect(findKey('', 'something else', NOW)).toBe('none');
  expect(findKey('', null, NOW)).toBe('none');
});

test('Asking the relay whether a conversation exists never starts one', () => {
  const hello = inquiryFrame('main', KEY);
  expect(hello).toMatchObject({ kind: 'hello', desk: 'main', key: KEY });
  expect('after' in hello && hello.after).toBeGreaterThan(0);
  expect(meaningOf('{"kind":"welcome","after":3}')).toBe('known');
  expect(meaningOf('{"kind":"sorry","code":"gone","final":true}')).toBe('gone');
  expect(meaningOf('{"kind":"sorry","code":"not-kept","final":false}')).toBe('unreachable');
});
