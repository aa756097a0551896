import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkConfig } from '../../../relay/cli/check.ts';
import { loadConfig } from '../../../relay/config/load.ts';
import { reportMistakes } from '../../../relay/config/mistakes.ts';
import { ENV, LEAST, WHOLE } from './config-stage.ts';

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

describe('a file that cannot be read as a config', () => {
  test('is not there', () => {
    expect(refused(join(folder, 'nowhere.jsonc'))).toBe(
      'There is no such file. Write one (docs/config.md has an example), or name another with --config.',
    );
    expect(refused(join(written('a-file', '{}'), 'in-it.jsonc'))).toBe(
      'One of the folders in this path is a file. Name another with --config.',
    );
  });

  test('is a folder, or no ordinary file', () => {
    mkdirSync(join(folder, 'a-folder'));
    expect(refused(join(folder, 'a-folder'))).toBe('This is a folder. Name the config file in it.');
    const pipe = join(folder, 'a-pipe');
    execFileSync('mkfifo', [pipe]);
    const sentence = 'This is not a regular file. Name a regular file, so that the relay can read it again on SIGHUP.';
    expect(refused(pipe)).toBe(sentence);
    expect(refused('/dev/zero')).toBe(sentence);
  });

  test('is too large', () => {
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
  ])('is %s', (_, bytes, sentence) => {
    expect(refused(written('bytes', bytes))).toBe(sentence);
  });

  test('has a name that no file has', () => {
    expect(refused('a\0b')).toMatch(/^The file cannot be read \(ERR_INVALID_ARG_VALUE\)\.$/);
  });
});

describe('ask-librarian check', () => {
  test('says that all is in order', () => {
    const file = written('whole.jsonc', WHOLE);
    expect(checkConfig(file, { ...ENV, PORT: '9000' })).toMatchObject({
      ok: true,
      lines: [`The config ${file} is in order: 3 desks, 2 librarians, listening on 127.0.0.1, port 9000.`],
    });
    expect(checkConfig(written('least.jsonc', `\ufeff${LEAST}`), {}).lines[0]).toContain('1 desk, 1 librarian,');
  });

  test('tells of a server for instant messaging on which nobody has an account', () => {
    const file = written('nobody.jsonc', WHOLE.replace('"xmpp": "ann@library.example", ', ''));
    const { ok, lines } = checkConfig(file, ENV);
    expect(ok).toBe(true);
    expect(lines[1]).toMatch(/^It names an XMPP server, but no librarian has an account there: .*\.$/);
  });

  test('reports each mistake with its place, as docs/config.md shows it', () => {
    const page = readFileSync(new URL('../../../docs/config.md', import.meta.url), 'utf8');
    const [, example = '', , report = ''] = page.split(/^```(?:jsonc)?\n/m);
    const file = written('ask-librarian.jsonc', example);
    expect(checkConfig(file, {})).toMatchObject({ ok: true });
    const wrong = example.replace('America/New_York', 'New York').replace('["ann"]', '["anne"]');
    writeFileSync(file, wrong);
    const { ok, lines } = checkConfig(file, {});
    expect(ok).toBe(false);
    expect(`${lines.join('\n').replaceAll(file, 'ask-librarian.jsonc')}\n`).toBe(report);
  });

  test('reports what is wrong outside the file without a line', () => {
    const missing = join(folder, 'nowhere.jsonc');
    expect(checkConfig(missing, { PORT: 'x' }).lines.join('\n')).toBe(
      `1 mistake in the config ${missing}:\n\n${missing}\n    There is no such file. Write one (docs/config.md has an example), or name another with --config.`,
    );
    const file = written('whole.jsonc', WHOLE);
    expect(checkConfig(file, { ...ENV, PORT: 'x' }).lines.slice(2)).toEqual([
      'PORT (environment)',
      '    "x" is not a whole number from 0 to 65535. Set PORT to one such as 8080, or leave it unset.',
    ]);
  });

  test('prints nothing that a terminal would obey, and not without end', () => {
    const file = written('hostile', `{ "\\u001b[2J\\u202e": 1, "x\\ud800": 2, ${'"y": 1,\n'.repeat(200)} }`);
    const { lines } = checkConfig(file, {});
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]|\p{Surrogate}/u);
    expect(lines.join('\n')).toContain('There is no key "\\u001b[2J\\u202e" here.');
    expect(lines.at(-1)).toMatch(/^… and \d+ more\.$/);
    expect(lines.length).toBeLessThan(200);
  });

  test('a mistake of the whole file has no path', () => {
    const mistake = { line: 3, column: 1, path: '', message: 'The key "title" is missing.' };
    expect(reportMistakes([mistake], 'a.jsonc')).toBe(
      '1 mistake in the config a.jsonc:\n\na.jsonc:3:1\n    The key "title" is missing.',
    );
  });
});
