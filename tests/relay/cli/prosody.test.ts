// covers: relay/cli/prosody.ts, relay/cli/prosody-config.ts
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { prosodyPapers } from '../../../relay/cli/prosody.ts';
import { prosodyConfig, prosodyGroups } from '../../../relay/cli/prosody-config.ts';
import { configOf, ENV, LEAST, WHOLE } from '../config/config-stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'prosody-papers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

const needs = (text: string) => {
  const { title, roster, xmpp } = configOf(text);
  if (!xmpp) throw new Error('no xmpp');
  return { title, roster, xmpp, command: 'ask-librarian prosody' };
};

/** Ben has an account too, on another host. */
const BOTH = WHOLE.replace('"Ben" }', '"Ben", "xmpp": "ben@branch.library.example" }');

describe('prosodyConfig', () => {
  const config = prosodyConfig(needs(BOTH));

  test('The Prosody config has a host for each domain of accounts, and the component last', () => {
    expect(config.split('\n').filter((line) => /^(VirtualHost|Component)/.test(line))).toEqual([
      'VirtualHost "branch.library.example"',
      'VirtualHost "library.example"',
      'Component "chat.library.example"',
    ]);
  });

  test('The Prosody config takes the secret from the environment, and components from this machine only', () => {
    expect(config).toContain('component_secret = os.getenv("XMPP_SECRET")');
    expect(config).toContain('component_interfaces = { "::1" }\ncomponent_ports = { 5348 }');
    const away = BOTH.replace('"::1"', '"192.0.2.7"').replace('"beyondLoopback": false', '"beyondLoopback": true');
    expect(prosodyConfig(needs(away))).toContain('component_interfaces = { "127.0.0.1" }');
  });

  test('The Prosody config says how to create each account', () => {
    expect(config.match(/prosodyctl adduser \S+/g)).toEqual([
      'prosodyctl adduser ann@library.example',
      'prosodyctl adduser ben@branch.library.example',
    ]);
  });
});

describe('prosodyGroups', () => {
  test('The roster groups are the desks, with the librarians who serve there and have an account', () => {
    expect(prosodyGroups(needs(BOTH))).toBe(`[Reference desk]
main@chat.library.example=Reference desk
ann@library.example=Ann
ben@branch.library.example=Ben

[Archives]
archives@chat.library.example=Archives
ben@branch.library.example=Ben

[Night]
night@chat.library.example=Night
ben@branch.library.example=Ben
`);
  });

  test.each([
    ['+ Maps [2nd floor]', '[Maps (2nd floor)]'],
    ['Reference desk', '[Reference desk (archives)]'],
    ['+', '[archives]'],
  ])('The roster group of a desk called %s has a heading that Prosody reads', (title, heading) => {
    expect(prosodyGroups(needs(BOTH.replace('"Archives"', JSON.stringify(title)))).split('\n')).toContain(heading);
  });
});

describe('ask-librarian prosody', () => {
  test('The command prosody needs no secret and prints none', () => {
    const file = written('both.jsonc', BOTH);
    for (const env of [{}, ENV]) {
      const { ok, lines } = prosodyPapers({ config: file, groups: false }, env);
      expect(ok).toBe(true);
      expect(lines.join('\n')).not.toContain('hunter2');
    }
  });

  test('The Prosody config shows a command that a shell accepts', () => {
    const { lines } = prosodyPapers({ config: written("ann's desk.jsonc", BOTH), groups: false }, {});
    expect(lines[1]).toBe(`-- Printed by: ask-librarian prosody --config '${folder}/ann'\\''s desk.jsonc'`);
  });

  test.each([
    ['no server', LEAST],
    ['no account', WHOLE.replace('"xmpp": "ann@library.example", ', '')],
  ])('The command prosody refuses a config with %s and says what to write', (name, text) => {
    const file = written(`${name}.jsonc`, text);
    expect(prosodyPapers({ config: file, groups: false }, {})).toEqual({
      ok: false,
      lines: [
        expect.stringMatching(/names no XMPP server, or no librarian's account\. Write for example "xmpp": .*\.$/),
      ],
    });
  });

  test('The command prosody reports a mistake in the config as check does', () => {
    const file = written('wrong.jsonc', BOTH.replace('"Archives"', '7'));
    expect(prosodyPapers({ config: file, groups: true }, {}).lines[0]).toContain('1 mistake in the config');
  });
});
