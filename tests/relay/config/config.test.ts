import { describe, expect, test } from 'vitest';
import { restartNeeded } from '../../../relay/config/config.ts';
import { configOf, ENV, LEAST, WHOLE } from './config-stage.ts';

describe('readConfig', () => {
  test('The smallest config is read with the defaults of every other key', () => {
    expect(configOf(LEAST)).toEqual({
      title: 'Newport Public Library',
      listen: { host: '127.0.0.1', port: 8080 },
      behindProxy: false,
      data: '/etc/ask/data/ask-librarian.db',
      origins: [],
      roster: {
        desks: new Map([
          ['main', { name: 'main', title: 'Reference desk', zone: 'America/New_York', librarians: ['ann'] }],
        ]),
        librarians: new Map([['ann', { name: 'ann', displayName: 'Ann' }]]),
        rules: { idleSeconds: 7_200, retentionDays: 30, blockSeconds: 43_200, linesEach: 2_000, linesPerMinute: 30 },
      },
      limits: {
        sockets: 20_000,
        socketsPerAddress: 500,
        framesPerSecond: 20,
        frameBytesPerSecond: 65_536,
        unreadBytes: 1_048_576,
        dataMegabytes: 0,
      },
      log: 'text',
    });
  });

  test('A config with every key is read completely', () => {
    expect(configOf(WHOLE)).toEqual({
      title: 'Newport Public Library',
      listen: { host: '127.0.0.1', port: 8080 },
      address: 'https://ask.library.example',
      behindProxy: false,
      data: '/etc/ask/data/ask-librarian.db',
      origins: ['https://catalogue.example', 'http://localhost:8080'],
      roster: {
        desks: new Map([
          [
            'main',
            {
              name: 'main',
              title: 'Reference desk',
              zone: 'America/New_York',
              librarians: ['ann', 'ben'],
              hours: [
                // Sorted, and ranges that touch are joined.
                [
                  ['09:00', '12:00'],
                  ['13:00', '17:00'],
                ],
                [['09:00', '24:00']],
                [['09:00', '17:00']],
                [['09:00', '17:00']],
                [['09:00', '17:00']],
                [['10:00', '14:00']],
                [],
              ],
              dates: new Map([
                ['2026-12-24', { hours: [['09:00', '11:30']], why: 'Christmas Eve' }],
                ['2026-12-25', { hours: [] }],
              ]),
              rota: new Map([['ann', [[], [], [['09:00', '12:30']], [], [], [], []]]]),
              mayClose: ['ann'],
              replies: new Map([
                ['hello', 'Hello, I am {name}.'],
                ['Thanks', 'Thank you for asking.'],
              ]),
              places: ['2nd floor desk', 'Map room'],
              ring: 'in-order',
              handOn: { to: 'night', afterSeconds: 90, whenClosed: true },
              tellLate: { to: 'ben', openHours: 4.5 },
              contact: {
                phone: '+1 (757) 555-0142 ext. 7',
                email: 'ask@library.example',
                address: '110 Main Street, Newport',
              },
            },
          ],
          ['archives', { name: 'archives', title: 'Archives', zone: 'UTC', librarians: ['ben'] }],
          ['night', { name: 'night', title: 'Night', zone: 'UTC', librarians: ['ben'] }],
        ]),
        librarians: new Map([
          ['ann', { name: 'ann', displayName: 'Ann', xmpp: 'ann@library.example', atOnce: 3, publish: true }],
          ['ben', { name: 'ben', displayName: 'Ben' }],
        ]),
        rules: { idleSeconds: 1_800, retentionDays: 14, blockSeconds: 86_400, linesEach: 500, linesPerMinute: 20 },
      },
      limits: {
        sockets: 1_000,
        socketsPerAddress: 100,
        framesPerSecond: 10,
        frameBytesPerSecond: 40_000,
        unreadBytes: 100_000,
        dataMegabytes: 100,
      },
      log: 'json',
      xmpp: { domain: 'chat.library.example', host: '::1', port: 5_348, secret: ENV.XMPP_SECRET },
    });
  });

  test.each([
    ['"http://localhost:8080"', '"http://intranet"'],
    ['"http://localhost:8080"', '"https://catalogue.example:8443"'],
    ['"http://localhost:8080"', '"http://[::1]:8080"'],
    ['"http://localhost:8080"', '"https://xn--bcher-kva.example"'],
    ['["https://catalogue.example", "http://localhost:8080"]', '["*"]'],
    ['["https://catalogue.example", "http://localhost:8080"]', '[]'],
    ['"127.0.0.1"', '"::"'],
    ['"127.0.0.1"', '"0.0.0.0"'],
    ['"127.0.0.1"', '"fe80::1%eth0"'],
    ['"127.0.0.1"', '"localhost"'],
    ['"America/New_York"', '"US/Eastern"'],
    ['"America/New_York"', '"America/Argentina/Buenos_Aires"'],
    ['"America/New_York"', '"America/Port-au-Prince"'],
    ['"America/New_York"', '"Asia/Kolkata"'],
    ['"America/New_York"', '"Etc/GMT+5"'],
    ['"+1 (757) 555-0142 ext. 7"', '"311"'],
    ['"+1 (757) 555-0142 ext. 7"', '"+44 20 7946 0958"'],
    ['"+1 (757) 555-0142 ext. 7"', '"(757) 555-0142"'],
    ['"ask@library.example"', '"ask+desk@lib.newport.example"'],
    ['"Ann"', '"Ann Ó Súilleabháin 📚"'],
    ['"data/ask-librarian.db"', '"C:\\\\data\\\\ask.db"'],
    ['"title": "Reference desk"', '"title": "\\u0041nfrage"'],
    ['"chat.library.example"', '"ask.localhost"'],
    ['"chat.library.example"', '"xn--bcher-kva.example"'],
    ['"::1"', '"localhost"'],
    ['"::1"', '"xmpp.localhost"'],
    ['"::1"', '"127.0.0.53"'],
    ['"::1"', '"::ffff:127.0.0.1"'],
    ['"ann@library.example"', '"ann@localhost"'],
    ['"ann@library.example"', '"ann.b+desk@xmpp.library.example"'],
    ['"ann@library.example"', '"añn@library.example"'],
  ])('The value %s may be %s instead', (from, to) => {
    expect(configOf(WHOLE.replace(from, () => to)).title).toBe('Newport Public Library');
  });

  test('A relative path of the data file starts at the folder of the config', () => {
    expect(configOf(WHOLE, {}, '/srv/ask.jsonc').data).toBe('/srv/data/ask-librarian.db');
    expect(configOf(WHOLE.replace('data/ask', '../ask')).data).toBe('/etc/ask-librarian.db');
    expect(configOf(WHOLE.replace('data/ask', '/var/ask')).data).toBe('/var/ask-librarian.db');
  });

  test.each([
    ['9090', 9090],
    [' 0 ', 0],
    ['', 8080],
  ])('PORT="%s" in the environment makes the port %i', (port, expected) => {
    expect(configOf(LEAST, { PORT: port }).listen).toEqual({ host: '127.0.0.1', port: expected });
  });
});

test('A config cannot be changed at any depth', () => {
  const config = configOf(WHOLE);
  const { desks, librarians } = config.roster;
  const main = desks.get('main');
  expect(main).toBeDefined();
  for (const part of [
    config,
    config.listen,
    config.origins,
    config.limits,
    config.roster.rules,
    main?.hours?.[0]?.[0],
  ]) {
    expect(Object.isFrozen(part)).toBe(true);
  }
  expect(() => main?.librarians.push('eve')).toThrow(TypeError);
  // As careless code would: to the types these maps are read-only.
  expect(() => (desks as Map<string, unknown>).delete('main')).toThrow('frozen');
  expect(() => (librarians as Map<string, unknown>).set('eve', {})).toThrow('frozen');
  expect(() => (librarians as Map<string, unknown>).clear()).toThrow('frozen');
  expect([...desks.keys()]).toEqual(['main', 'archives', 'night']);
});

describe('restartNeeded', () => {
  const before = configOf(WHOLE);

  test.each([
    ['"127.0.0.1"', '"0.0.0.0"', ['listen.host']],
    ['8080 }', '8081 }', ['listen.port']],
    ['"data/ask', '"ask', ['data']],
    ['"dataMegabytes": 100', '"dataMegabytes": 200', ['limits.dataMegabytes']],
    ['"json"', '"text"', ['log']],
    ['"chat.library', '"ask.library', ['xmpp.domain']],
    ['"::1"', '"127.0.0.1"', ['xmpp.host']],
    ['5348', '5347', ['xmpp.port']],
    ['"beyondLoopback": false', '"beyondLoopback": true', []],
    ['"ann@library', '"anna@library', []],
    ['"Newport Public', '"Newport City', []],
    ['14', '15', []],
    ['"behindProxy": false', '"behindProxy": true', []],
  ])(
    'A change of %s to %s needs a restart exactly for the keys that a running relay cannot change',
    (from, to, keys) => {
      expect(restartNeeded(before, configOf(WHOLE.replace(from, to)))).toEqual(keys);
    },
  );

  test('A change of the port in the file needs no restart where the environment sets the port', () => {
    const env = { PORT: '9090' };
    expect(restartNeeded(configOf(WHOLE, env), configOf(WHOLE.replace('8080 }', '8081 }'), env))).toEqual([]);
  });
});
