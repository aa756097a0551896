import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../../relay/config/load.ts';
import { LEAST } from './config-stage.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, content: string | Uint8Array): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};

const refused = (file: string): string => {
  const read = loadConfig(file, {});
  if ('config' in read) return '';
  expect(read.mistakes).toHaveLength(1);
  expect(read.mistakes[0]).toMatchObject({ line: 0, column: 0, path: '' });
  return read.mistakes[0]?.message ?? '';
};

describe('loadConfig', () => {
  test('A file that does not exist is refused', () => {
    expect(refused(join(folder, 'nowhere.jsonc'))).toBe(
      'There is no such file. Write one (docs/config.md has an example), or name another with --config.',
    );
    expect(refused(join(written('a-file', '{}'), 'in-it.jsonc'))).toBe(
      'One of the folders in this path is a file. Name another with --config.',
    );
  });

  test('A folder or a file that is not regular is refused', () => {
    mkdirSync(join(folder, 'a-folder'));
    expect(refused(join(folder, 'a-folder'))).toBe('This is a folder. Name the config file in it.');
    const pipe = join(folder, 'a-pipe');
    execFileSync('mkfifo', [pipe]);
    const sentence = 'This is not a regular file. Name a regular file, so that the relay can read it again on SIGHUP.';
    expect(refused(pipe)).toBe(sentence);
    expect(refused('/dev/zero')).toBe(sentence);
  });

  test('A file that is too large is refused', () => {
    const file = written('large', ' '.repeat(1_572_864));
    expect(refused(file)).toBe('The file has 1.5 MB; a config has at most 1 MB. Is it another file?');
  });

  test.each([
    ['UTF-16, little end first', Buffer.from(`\ufeff${LEAST}`, 'utf16le'), 'The file is UTF-16. Save it as UTF-8.'],
    ['Latin-1', Buffer.from(LEAST.replace('Ann"', 'Zoë"'), 'latin1'), 'The file is not UTF-8. Save it as UTF-8.'],
    [
      'UTF-8 cut in a character',
      Buffer.from('{ "title": "é').subarray(0, -1),
      'The file is not UTF-8. Save it as UTF-8.',
    ],
  ])('A file in %s is refused', (_, bytes, sentence) => {
    expect(refused(written('bytes', bytes))).toBe(sentence);
  });

  test('A name that no file can have is refused', () => {
    expect(refused('a\0b')).toMatch(/^The file cannot be read \(ERR_INVALID_ARG_VALUE\)\.$/);
  });
});
