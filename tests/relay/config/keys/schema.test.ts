// covers: relay/config/keys/file-keys.ts, relay/config/keys/desk-keys.ts, relay/config/config.ts
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { restartNeeded } from '../../../../relay/config/config.ts';
import { configSchema } from '../../../../relay/config/keys/file-keys.ts';
import { loadConfig } from '../../../../relay/config/load.ts';
import { rowsOf, type Schema, withTable } from '../config-papers.ts';
import { configOf, mistakesIn, WHOLE } from '../config-stage.ts';
import { fits } from './schema-fit.ts';

const read = (path: string): string => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');
const schema = JSON.parse(read('relay/ask-librarian.schema.json')) as Schema & Record<string, unknown>;
const whole: Record<string, unknown> = parse(WHOLE);

const atPath = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, step) => (inner as Record<string, unknown>)[step], value);

/** The whole config with another value at one place; undefined removes the key. */
const withValue = (path: readonly string[], value: unknown): unknown => {
  const copy = structuredClone(whole);
  const holder = atPath(copy, path.slice(0, -1)) as Record<string, unknown>;
  const last = path.at(-1) ?? '';
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
};

const accepts = (value: unknown): boolean => mistakesIn(JSON.stringify(value)).length === 0;

const paths = rowsOf(schema).map(({ key, schema, required }) => ({
  path: key
    .replace('desks.NAME', 'desks.main')
    .replace('librarians.NAME', 'librarians.ann')
    .replace('dates.DATE', 'dates.2026-12-24')
    .replace('rota.NAME', 'rota.ann')
    .replace('replies.CODE', 'replies.hello')
    .replace('monday … sunday', 'friday')
    .split('.'),
  schema,
  required,
}));

describe('configSchema', () => {
  test('The schema file holds what the keys define', () => {
    expect(schema).toEqual(JSON.parse(JSON.stringify(configSchema)));
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  });

  test('Every key of the config has a description', () => {
    for (const { path, schema } of paths) expect(schema.description, path.join('.')).toMatch(/^[A-Z0-9].+\.$/);
  });

  test('Relay and editors accept the same keys', () => {
    for (const { path, required } of paths) {
      expect(atPath(whole, path), path.join('.')).toBeDefined();
      expect(accepts(withValue([...path.slice(0, -1), 'other'], 1)), path.join('.')).toBe(false);
      const without = withValue(path, undefined);
      // Skips a whole librarian or desk, which another part names, the last of a rota, and the server that an account needs.
      if (/^((desks|librarians)\.\w+|desks\.main\.rota\.ann|xmpp)$/.test(path.join('.'))) continue;
      expect(accepts(without), path.join('.')).toBe(!required);
      expect(fits(without, schema), path.join('.')).toBe(!required);
    }
  });

  test('Relay and editors accept the same numbers', () => {
    const numbers = paths.filter(({ schema }) => schema.minimum !== undefined);
    expect(numbers).toHaveLength(16);
    for (const {
      path,
      schema: { minimum = 0, maximum = 0, type },
    } of numbers) {
      const step = type === 'integer' ? 1 : 0.001;
      const tried: [number, boolean][] = [
        [minimum, true],
        [maximum, true],
        [minimum - step, false],
        [maximum + step, false],
        [minimum + 0.5, type === 'number'],
      ];
      for (const [value, good] of tried) {
        const config = withValue(path, value);
        expect([accepts(config), fits(config, schema)], `${path.join('.')} ${value}`).toEqual([good, good]);
      }
    }
  });

  test('Relay and editors accept the same kinds of value', () => {
    const values = [null, true, 1, 'x', [], ['x'], {}, { x: 1 }];
    const kindOf = (value: unknown) => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value);
    for (const { path } of paths) {
      const kind = kindOf(atPath(whole, path));
      for (const value of values.filter((one) => kindOf(one) !== kind)) {
        const config = withValue(path, value);
        expect([accepts(config), fits(config, schema)], `${path.join('.')} ${kindOf(value)}`).toEqual([false, false]);
      }
    }
  });

  test('Relay and editors accept texts of the same lengths', () => {
    const texts = paths.filter(({ schema }) => schema.type === 'string' && !schema.pattern);
    expect(texts.length).toBeGreaterThan(4);
    for (const {
      path,
      schema: { maxLength = 0 },
    } of texts) {
      for (const [length, good] of [
        [0, false],
        [1, true],
        [maxLength, true],
        [maxLength + 1, false],
      ] as const) {
        const config = withValue(path, 'é'.repeat(length));
        expect([accepts(config), fits(config, schema)], `${path.join('.')} ${length}`).toEqual([good, good]);
      }
    }
    const pictures = withValue(['title'], '📚'.repeat(80));
    expect([accepts(pictures), fits(pictures, schema)]).toEqual([true, true]);
  });

  test('Editors accept whatever the relay accepts', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.webUrl({ withQueryParameters: true }),
      fc.domain(),
      fc.emailAddress(),
      fc.ipV4(),
      fc.ipV6(),
      fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
      fc.stringMatching(/^[+(]?[0-9 ().x-]{1,12}$/),
      fc.stringMatching(/^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$/),
      fc.stringMatching(/^[a-z0-9-]{1,33}$/),
    );
    const values = fc.oneof(texts, fc.array(texts, { maxLength: 3 }), fc.jsonValue({ maxDepth: 2 }));
    const places = fc.constantFrom(...paths.map(({ path }) => path));
    let taken = 0;
    fc.assert(
      fc.property(places, values, (path, value) => {
        const config = withValue(path, value);
        if (!accepts(config)) return;
        taken += 1;
        expect(fits(config, schema)).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(taken).toBeGreaterThan(5);
  });
});

describe('documents', () => {
  test('The page docs/config.md has every key with its type, default, range and use', () => {
    const page = read('docs/config.md');
    expect(page).toBe(withTable(page, schema));
    expect(page).toContain('| `limits.framesPerSecond` | whole number | `20` | 5 to 100000 | ');
    expect(page).toContain('| `desks.NAME.zone` | text | **must be there** | ');
  });

  test('The page docs/config.md names the keys that need a restart', () => {
    const changed = WHOLE.replace('"127.0.0.1", "port": 8080', '"0.0.0.0", "port": 80')
      .replace('data/ask', 'ask')
      .replace('"dataMegabytes": 100', '"dataMegabytes": 200')
      .replace('"json"', '"text"')
      .replace('"chat.library', '"ask.library')
      .replace('"::1"', '"127.0.0.1"')
      .replace('5348', '5347');
    const keys = restartNeeded(configOf(WHOLE), configOf(changed));
    expect(keys).toHaveLength(8);
    const section = read('docs/config.md').split('## Changing it while the relay runs')[1] ?? '';
    expect(section.match(/`[\w.]+`/g)).toEqual(keys.map((key) => `\`${key}\``));
  });

  test.each([
    ['demo/ask-librarian.jsonc', '../relay/ask-librarian.schema.json'],
    ['docs/ask-librarian.jsonc', './node_modules/ask-librarian/relay/ask-librarian.schema.json'],
  ])('The config %s is valid, and editors find its schema', (name, where) => {
    const file = new URL(`../../../../${name}`, import.meta.url).pathname;
    expect(loadConfig(file, {})).toHaveProperty('config.title', 'Newport Public Library');
    const config = parse(read(name));
    expect(fits(config, schema)).toBe(true);
    expect(config.$schema).toBe(where);
  });
});
