// covers: relay/config/fields.ts, relay/config/objects.ts, relay/config/read-node.ts, relay/config/cross-checks.ts, relay/config/cross-checks-xmpp.ts, relay/config/environment.ts, relay/config/nearest-name.ts, relay/config/keys/desk-keys.ts, relay/config/keys/dates.ts, relay/config/keys/formats.ts, relay/config/keys/hours.ts, relay/config/keys/zones.ts
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { configSchema } from '../../../relay/config/keys/file-keys.ts';
import { rowsOf, type Schema } from './config-papers.ts';
import { changed, LEAST, mistakesIn, WHOLE } from './config-stage.ts';

/** The rows of `mistakes.txt`: path, a piece of WHOLE, what is written instead, and the whole message. */
const table = readFileSync(new URL('mistakes.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n\n')
  .slice(1)
  .map((block) => {
    const [path = '', change = '', message = ''] = block.split('\n').map((line) => line.trim());
    const [from = '', to = ''] = change.split('  →  ');
    return { path, from, to, message };
  });

describe('each key with a wrong value', () => {
  test.each(table)('Writing $to instead of $from is reported at $path', ({ from, to, path, message }) => {
    const { text, line, column } = changed(from, to);
    expect(mistakesIn(text)).toContainEqual({ line, column, path, message });
  });

  test('A mistake is reported once, without its consequences', () => {
    const alone = table.filter(({ to }) => !to.includes('"x": {'));
    for (const { from, to } of alone) expect(mistakesIn(changed(from, to).text), to).toHaveLength(1);
  });

  test('The table of mistakes has a row for every key of the schema', () => {
    const reported = table.map(({ path }) => path.replace(/\[.*$/, ''));
    const keys = rowsOf(configSchema as Schema)
      .map(({ key }) =>
        key.replace('desks.NAME', 'desks.main').replace(/librarians.NAME.(publish|atOnce)/, 'librarians.ann.$1'),
      )
      .map((key) =>
        key
          .replace('dates.DATE', 'dates.2026-12-24')
          .replace('rota.NAME', 'rota.ann')
          .replace('replies.CODE', 'replies.hello'),
      )
      .map((key) => key.replace('librarians.NAME', 'librarians.ben').replace('monday … sunday', 'wednesday'))
      .filter((key) => !['desks', 'desks.main', 'librarians'].includes(key));
    for (const key of keys) expect(reported, key).toContain(key);
  });

  test('A text that is too long is reported with its length', () => {
    const { text, line, column } = changed('"Newport Public Library"', `»"${'x'.repeat(81)}"`);
    const message = 'The text has 81 characters; at most 80 fit. Write it shorter.';
    expect(mistakesIn(text)).toEqual([{ line, column, path: 'title', message }]);
  });

  test('A message never repeats a password from the file', () => {
    const secret = table.filter(({ to }) => to.includes('hunter2'));
    expect(secret).toHaveLength(11);
    for (const { from, to } of secret)
      expect(JSON.stringify(mistakesIn(changed(from, to).text))).not.toContain('hunter2');
  });
});

describe('missing keys', () => {
  const without = (key: string) =>
    mistakesIn(LEAST.replace(new RegExp(`"${key}": ("[^"]*"|\\{.*\\}),?\n`), '\n').replace(/,\s*\}$/, '\n}'));

  test.each([
    ['title', 'The key "title" is missing. Write "title": "Newport Public Library".'],
    ['librarians', 'The key "librarians" is missing. Write "librarians": { "ann": { "displayName": "Ann" } }.'],
    ['desks', 'The key "desks" is missing. Write "desks": { "main": { … } }.'],
  ])('A config without %s is refused at its first line', (key, message) => {
    expect(without(key)).toEqual([{ line: 1, column: 1, path: '', message }]);
  });

  test('An empty object of desks, librarians or weekdays is reported', () => {
    const text = '{ "title": "N",\n"desks": {},\n"librarians": {},\n"limits": {} }';
    expect(mistakesIn(text)).toEqual([
      {
        line: 2,
        column: 10,
        path: 'desks',
        message: 'There is no desk. Write at least one, such as "main": { "title": "Reference desk", … }.',
      },
      {
        line: 3,
        column: 15,
        path: 'librarians',
        message: 'There is no librarian. Write at least one, such as "ann": { "displayName": "Ann" }.',
      },
    ]);
    const noDay = LEAST.replace('"librarians": ["ann"]', '"librarians": ["ann"], "hours": {}');
    expect(mistakesIn(noDay).map(({ message }) => message)).toEqual([
      'This names no day on which the desk is open. Write at least one, such as "monday": ["09:00-17:00"], or leave "hours" out.',
    ]);
  });
});

describe('several mistakes and cross-checks', () => {
  test('All mistakes are reported in the order of the file, those of the environment last', () => {
    const text = WHOLE.replace('8080 }', '-1 }')
      .replace('"Ben" }', '"Ann" }')
      .replace('["ben"]', '["anna"]')
      .replace('"UTC"', '"Utc"')
      .replace('"json"', '"jsn"');
    expect(mistakesIn(text, { PORT: '80a' }).map(({ line, path }) => `${line} ${path}`)).toEqual([
      '4 listen.port',
      '27 desks.archives.zone',
      '27 desks.archives.librarians[0]',
      '31 librarians.ben.displayName',
      '45 log',
      '0 PORT',
    ]);
  });

  test('A wrong item of a list hides no mistake of the other items', () => {
    const text = WHOLE.replace('["13:00-17:00", "09:00-12:00"]', '["13:00-17:00", "noon", "16:00-18:00"]');
    expect(mistakesIn(text).map(({ path }) => path)).toEqual([
      'desks.main.hours.monday[1]',
      'desks.main.hours.monday[2]',
    ]);
  });

  test('A range of hours inside another does not end that one', () => {
    const text = WHOLE.replace('["10:00-14:00"]', '["09:00-17:00", "10:00-11:00", "12:00-13:00"]');
    expect(mistakesIn(text).map(({ path }) => path)).toEqual([
      'desks.main.hours.saturday[1]',
      'desks.main.hours.saturday[2]',
    ]);
  });

  test('A librarian name that is not allowed is reported where it is defined, not where it is used', () => {
    const text = WHOLE.replace('"ben": {', '"Ben": {');
    expect(mistakesIn(text).map(({ path }) => path)).toEqual(['librarians.Ben']);
  });

  test('Accounts without an XMPP server are reported once', () => {
    const text = WHOLE.replace(/ {2}"xmpp": \{[^}]*\},\n/, '').replace(
      '"Ben" }',
      '"Ben", "xmpp": "ben@library.example" }',
    );
    const message =
      'Without "xmpp" at the top of the config, the relay cannot reach this account. Write "xmpp": { "domain": "ask.library.example" } there, or remove the accounts.';
    expect(mistakesIn(text)).toEqual([{ line: 30, column: 44, path: 'librarians.ann.xmpp', message }]);
  });

  test('Without XMPP a desk may have a name that looks like the word of a conversation', () => {
    expect(mistakesIn(LEAST.replace('"main"', '"heron-k2x9m4tq"'))).toEqual([]);
  });

  test.each(['heron-k2x9m4t', 'heron-k2x9m4tqq', 'heron-k2x9m4tl', 'helen-k2x9m4tq', 'cedar-archives'])(
    'A desk may be called %s, because no conversation has such a word',
    (name) => {
      expect(mistakesIn(WHOLE.replace('"archives": {', `"${name}": {`))).toEqual([]);
    },
  );

  test('The XMPP server may be on another machine where the config allows it', () => {
    const text = WHOLE.replace('"::1"', '"192.0.2.7"');
    expect(mistakesIn(text)).toHaveLength(1);
    expect(mistakesIn(text.replace('"beyondLoopback": false', '"beyondLoopback": true'))).toEqual([]);
  });

  test('A circle of desks that hand questions on is reported once, at its first desk in the file', () => {
    const round = WHOLE.replace(
      '"title": "Night"',
      '"handOn": { "to": "archives", "whenClosed": true }, "title": "Night"',
    ).replace('"title": "Archives"', '"handOn": { "to": "main", "whenClosed": true }, "title": "Archives"');
    expect(mistakesIn(round).map(({ path, message }) => `${path} ${message}`)).toEqual([
      'desks.main.handOn.to Questions would go in a circle: "main" to "night" to "archives" to "main". Remove "handOn" from one of these desks.',
    ]);
    const inner = WHOLE.replace(
      '"title": "Night"',
      '"handOn": { "to": "archives", "whenClosed": true }, "title": "Night"',
    ).replace('"title": "Archives"', '"handOn": { "to": "night", "whenClosed": true }, "title": "Archives"');
    expect(mistakesIn(inner).map(({ path }) => path)).toEqual(['desks.archives.handOn.to']);
  });

  test('Two librarians may share a display name where they do not serve at one desk', () => {
    const text = WHOLE.replace('["ann", "ben"]', '["ann"]').replace('"Ben" }', '"Ann" }');
    expect(mistakesIn(text)).toEqual([]);
  });
});

describe('PORT', () => {
  const message = (port: string) =>
    `"${port}" is not a whole number from 0 to 65535. Set PORT to one such as 8080, or leave it unset.`;

  test.each(['80a', '65536', '-1', '8080.5', '0x50', '1e3', '999999999999'])('PORT=%s is refused', (port) => {
    expect(mistakesIn(WHOLE, { PORT: port })).toEqual([{ line: 0, column: 0, path: 'PORT', message: message(port) }]);
  });
});

describe('XMPP_SECRET', () => {
  test.each([
    [
      '',
      'The config has "xmpp", and the secret of the component is not set. Set XMPP_SECRET to the same secret as in the XMPP server\'s config.',
    ],
    ['hunter2\n', 'The secret begins or ends with a space or a line end. Set XMPP_SECRET without it.'],
    [' hunter2', 'The secret begins or ends with a space or a line end. Set XMPP_SECRET without it.'],
  ])('XMPP_SECRET=%j is refused', (secret, message) => {
    expect(mistakesIn(WHOLE, { XMPP_SECRET: secret })).toEqual([{ line: 0, column: 0, path: 'XMPP_SECRET', message }]);
  });

  test('XMPP_SECRET is not needed without "xmpp"', () => {
    expect(mistakesIn(LEAST, { XMPP_SECRET: '' })).toEqual([]);
  });
});
