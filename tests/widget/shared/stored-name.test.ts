import { expect, test } from 'vitest';
import { deskAddress, storedName } from '../../../widget/shared/stored-name.ts';

test('A conversation is stored under the address of its desk, whether or not the address of the relay ends in a slash', () => {
  const address = 'https://ask.library.example/desks/main/';
  expect(deskAddress('https://ask.library.example', 'main')).toBe(address);
  expect(deskAddress('https://ask.library.example/', 'main')).toBe(address);
  expect(storedName(address)).toBe(`ask-librarian:${address}`);
});

test('A relay address that is missing or not absolute is refused', () => {
  expect(() => deskAddress(null, 'main')).toThrow();
  expect(() => deskAddress('/ask', 'main')).toThrow();
});
