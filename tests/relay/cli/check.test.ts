// covers: relay/cli/check.ts, relay/config/mistakes.ts
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkConfig } from '../../../relay/cli/check.ts';
import { reportMistakes } from '../../../relay/config/mistakes.ts';
import { ENV, LEAST, WHOLE } from '../config/config-stage.ts';

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

describe('ask-librarian check', () => {
  test('A valid config is reported with its desks, its librarians and where it listens', () => {
    const file = written('whole.jsonc', WHOLE);
    expect(checkConfig(file, { ...ENV, PORT: '9000' })).toMatchObject({
      ok: true,
      lines: [`The config ${file} is valid: 3 desks, 2 librarians, listening on 127.0.0.1, port 9000.`],
    });
    expect(checkConfig(written('least.jsonc', `\ufeff${LEAST}`), {}).lines[0]).toContain('1 desk, 1 librarian,');
  });

  test('An XMPP server on which no librarian has an account is reported', () => {
    const file = written('nobody.jsonc', WHOLE.replace('"xmpp": "ann@library.example", ', ''));
    const { ok, lines } = checkConfig(file, ENV);
    expect(ok).toBe(true);
    expect(lines[1]).toMatch(/^The config names an XMPP server, but no librarian has an account there: .*\.$/);
  });

  test('Each mistake is reported with its place, as docs/config.md shows it', () => {
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

  test('A mistake outside the file is reported without a line', () => {
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

  test('The report has no control characters and a limited length', () => {
    const file = written('hostile', `{ "\\u001b[2J\\u202e": 1, "x\\ud800": 2, ${'"y": 1,\n'.repeat(200)} }`);
    const { lines } = checkConfig(file, {});
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]|\p{Surrogate}/u);
    expect(lines.join('\n')).toContain('There is no key "\\u001b[2J\\u202e" here.');
    expect(lines.at(-1)).toMatch(/^… and \d+ more\.$/);
    expect(lines.length).toBeLessThan(200);
  });

  test('A mistake of the whole file has no path', () => {
    const mistake = { line: 3, column: 1, path: '', message: 'The key "title" is missing.' };
    expect(reportMistakes([mistake], 'a.jsonc')).toBe(
      '1 mistake in the config a.jsonc:\n\na.jsonc:3:1\n    The key "title" is missing.',
    );
  });
});
