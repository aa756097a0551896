import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ids, WORDS } from '../../relay/ids.ts';
import { ID_PATTERN } from '../../relay/protocol/limits.ts';

const many = <T>(make: () => T): T[] => Array.from({ length: 5_000 }, make);

describe('ids', () => {
  test('The id of an entry that the relay writes has the form that pages use', () => {
    const made = many(ids.entry);
    expect(new Set(made).size).toBe(made.length);
    for (const id of made) expect(id).toMatch(/^[\w-]{21}$/);
    expect(made[0]).toMatch(ID_PATTERN);
  });

  test('A key opens the same conversation, also after any change of this code', () => {
    const key = 'A'.repeat(43);
    expect(ids.conversation(key)).toBe('5bUyCz9QBIWWmRrVcGyW1ZSIBE2UXzliCX4bXySRS1g');
    expect(ids.conversation(`${'A'.repeat(42)}B`)).not.toBe(ids.conversation(key));
    expect(ids.conversation(key)).not.toBe(createHash('sha256').update(key).digest('base64url'));
  });

  test('A conversation gets a readable word', () => {
    const made = many(ids.word);
    for (const word of made) expect(word).toMatch(/^[a-z]+-[0-9a-hjkmnp-tv-z]{8}$/);
    expect(new Set(made).size).toBe(made.length);
    expect(new Set(made.map((word) => word.split('-')[0])).size).toBeGreaterThan(WORDS.length * 0.9);
    for (let place = 1; place <= 8; place += 1) expect(new Set(made.map((word) => word.at(-place))).size).toBe(32);
  });

  test('The words are many, short, plain and all different', () => {
    expect(WORDS.length).toBeGreaterThanOrEqual(200);
    expect(new Set(WORDS).size).toBe(WORDS.length);
    for (const word of WORDS) expect(word).toMatch(/^[a-z]{3,12}$/);
  });
});
