import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { ENGINES, findEngine, packagesOf, readRequired, versionOf } from './engines.ts';

const folder = mkdtempSync(join(tmpdir(), 'engines-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

test('A path in the environment takes precedence, and a path that leads to nothing finds no engine.', () => {
  const program = join(folder, 'chromium');
  writeFileSync(program, '', { mode: 0o755 });
  expect(findEngine('chromium', { CHROMIUM_BIN: program })).toBe(program);
  expect(findEngine('chromium', { CHROMIUM_BIN: join(folder, 'nothing') })).toBeUndefined();
});

test('An engine counts as missing while a program that drives it is missing.', () => {
  const program = join(folder, 'finch');
  writeFileSync(program, '', { mode: 0o755 });
  vi.stubEnv('PATH', folder);
  expect(findEngine('finch', { FINCH_BIN: program })).toBeUndefined();
  for (const name of ['tmux', 'dbus-daemon']) writeFileSync(join(folder, name), '', { mode: 0o755 });
  expect(findEngine('finch', { FINCH_BIN: program })).toBe(program);
});

test('Prosody is not started to learn its version.', () => {
  const program = join(folder, 'prosody');
  const started = join(folder, 'started');
  writeFileSync(program, `#!/bin/sh\necho Prosody > '${started}'\n`, { mode: 0o755 });
  expect(versionOf('prosody', program)).toMatch(/^Prosody /);
  expect(existsSync(started)).toBe(false);
});

test('A package that two engines need is named once.', () => {
  expect(packagesOf(['finch', 'profanity'])).toEqual(['finch', 'tmux', 'dbus-daemon', 'profanity']);
});

test('REQUIRE may only name engines that exist.', () => {
  expect(readRequired(undefined)).toEqual([]);
  expect(readRequired('strace, chromium')).toEqual(['strace', 'chromium']);
  expect(readRequired('all')).toEqual(ENGINES);
  expect(() => readRequired('strase')).toThrow('REQUIRE names "strase"');
});
