import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { installLine, isDebian } from '../run/debian.ts';
import { ENGINES, findEngine, packagesOf, readRequired, versionOf } from '../run/engines.ts';
import { filesOf, needsOf, split } from '../run/stages.ts';
import { add, closingLine, tallyOf } from '../run/tally.ts';

const folder = mkdtempSync(join(tmpdir(), 'runner-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

describe('counting', () => {
  const report = (content: unknown): string => {
    const file = join(folder, 'report.json');
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  const passedFile = { status: 'passed', assertionResults: [{ status: 'passed' }] };
  const failedFile = { status: 'failed', assertionResults: [{ status: 'failed' }] };
  const brokenFile = { status: 'failed', assertionResults: [] };

  test.each([
    ['all passed', { numPassedTests: 3, numFailedTests: 0, testResults: [passedFile] }, true, [3, 0]],
    ['one failed', { numPassedTests: 3, numFailedTests: 1, testResults: [passedFile, failedFile] }, false, [3, 1]],
    [
      'a file did not load',
      { numPassedTests: 3, numFailedTests: 0, testResults: [passedFile, brokenFile] },
      false,
      [3, 1],
    ],
    ['an error outside of tests', { numPassedTests: 3, numFailedTests: 0, testResults: [passedFile] }, false, [3, 1]],
    ['a report cut short', '{"numPassedTests": 3', false, [0, 1]],
  ])('%s', (_, content, ok, [passed, failed]) => {
    expect(tallyOf(report(content), ok)).toEqual({ passed, failed });
  });

  test('no report, because what comes before the tests failed', () => {
    expect(tallyOf(join(folder, 'none.json'), false)).toEqual({ passed: 0, failed: 1 });
  });

  test('the closing line', () => {
    expect(closingLine(add({ passed: 3, failed: 0 }, { passed: 4, failed: 1 }))).toBe('7 passed, 1 failed');
  });
});

describe('engines', () => {
  test('a path in the environment goes first, and a wrong one finds nothing', () => {
    const program = join(folder, 'chromium');
    writeFileSync(program, '', { mode: 0o755 });
    expect(findEngine('chromium', { CHROMIUM_BIN: program })).toBe(program);
    expect(findEngine('chromium', { CHROMIUM_BIN: join(folder, 'nothing') })).toBeUndefined();
  });

  test('without what the tests drive it with, it is as good as missing', () => {
    const program = join(folder, 'finch');
    writeFileSync(program, '', { mode: 0o755 });
    vi.stubEnv('PATH', folder);
    expect(findEngine('finch', { FINCH_BIN: program })).toBeUndefined();
    for (const name of ['tmux', 'dbus-daemon']) writeFileSync(join(folder, name), '', { mode: 0o755 });
    expect(findEngine('finch', { FINCH_BIN: program })).toBe(program);
  });

  test('Prosody is not asked for its version: it would start', () => {
    const program = join(folder, 'prosody');
    const started = join(folder, 'started');
    writeFileSync(program, `#!/bin/sh\necho Prosody > '${started}'\n`, { mode: 0o755 });
    expect(versionOf('prosody', program)).toMatch(/^Prosody /);
    expect(existsSync(started)).toBe(false);
  });

  test('a package that two engines need is named once', () => {
    expect(packagesOf(['finch', 'profanity'])).toEqual(['finch', 'tmux', 'dbus-daemon', 'profanity']);
  });

  test('REQUIRE names engines that there are', () => {
    expect(readRequired(undefined)).toEqual([]);
    expect(readRequired('strace, chromium')).toEqual(['strace', 'chromium']);
    expect(readRequired('all')).toEqual(ENGINES);
    expect(() => readRequired('strase')).toThrow('REQUIRE names "strase"');
  });

  test('what needs a missing engine is left out, and said', () => {
    const files = ['tests/system/a.test.ts', 'tests/system/b.test.ts', 'tests/browser/c.test.ts'];
    const needs = (file: string) => needsOf(file, file.includes('/b.') ? '// needs: strace\n' : '');
    expect(split(files, new Set(['chromium', 'strace']), needs)).toEqual({ runnable: files, lacking: [] });
    expect(split(files, new Set([]), needs)).toEqual({ runnable: [files[0]], lacking: ['chromium', 'strace'] });
    expect(() => needsOf('x.test.ts', '// needs: strase\n')).toThrow('x.test.ts needs "strase"');
  });

  test('the package is tried after everything else', () => {
    expect(filesOf('system').filter((file) => file.includes('/package'))).toEqual([]);
  });

  test('Debian and its kin have apt', () => {
    expect(isDebian('NAME="Debian GNU/Linux"\nID=debian\n')).toBe(true);
    expect(isDebian('ID=ubuntu\nID_LIKE=debian\n')).toBe(true);
    expect(isDebian('ID=fedora\nHOME_URL="https://not.debian.example"\n')).toBe(false);
    expect(installLine(['strace'])).toBe('apt-get install -y --no-install-recommends strace');
  });
});
