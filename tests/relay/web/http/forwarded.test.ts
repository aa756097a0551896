// covers: relay/web/http/forwarded.ts, relay/web/http/origins.ts
import { describe, expect, test } from 'vitest';
import { cameByHttps, networkAddress } from '../../../../relay/web/http/forwarded.ts';
import { isForeignForm } from '../../../../relay/web/http/origins.ts';

describe('Network addresses', () => {
  test.each([
    ['192.0.2.4', '192.0.2.4'],
    ['::ffff:192.0.2.4', '192.0.2.4'],
    ['::ffff:c000:204', '192.0.2.4'],
    ['0:0:0:0:0:FFFF:192.0.2.4', '192.0.2.4'],
    ['0000:0000:0000:0000:0000:ffff:c000:0204', '192.0.2.4'],
    ['::ffff:0:c000:204', '0:0:0:0::/64'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002:ffff::', '2001:db8:1:2::/64'],
    ['2001:db8::5:6', '2001:db8:0:0::/64'],
    ['2001:db8:1::', '2001:db8:1:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.4', '64:ff9b:0:0::/64'],
  ])('%s counts as the network address %s', (remote, counted) => {
    expect(networkAddress(remote, undefined, false)).toBe(counted);
  });

  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['10.0.0.1, 203.0.113.9', '203.0.113.9'],
    ['203.0.113.9:4711', '203.0.113.9'],
    ['[2001:db8:1:2::1]:4711', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['unknown', '192.0.2.4'],
    ['203.0.113.9, ', '192.0.2.4'],
    [undefined, '192.0.2.4'],
  ])('Behind a proxy that forwards %s the network address is %s', (forwarded, counted) => {
    expect(networkAddress('192.0.2.4', forwarded, true)).toBe(counted);
  });
});

test.each([
  [{ address: 'https://ask.example', behindProxy: false }, undefined, true],
  [{ behindProxy: true }, 'https', true],
  [{ behindProxy: true }, 'https, http', false],
  [{ behindProxy: true }, undefined, false],
  [{ behindProxy: false }, 'https', false],
])('With %j and X-Forwarded-Proto %s, "the browser used https" is %s', (config, proto, secure) => {
  expect(cameByHttps(proto, config)).toBe(secure);
});

describe('Forms from other websites', () => {
  const config = { origins: ['*'], address: 'https://ask.example' };
  test.each([
    [{ origin: 'https://ask.example', host: 'inside:8080' }, false],
    [{ origin: 'http://ask.local:8080', host: 'ask.local:8080' }, false],
    [{ origin: 'https://evil.example', host: 'ask.example' }, true],
    [{ origin: 'null', host: 'ask.example' }, false],
    [{ host: 'ask.example' }, false],
    [{ origin: 'null', host: 'ask.example', 'sec-fetch-site': 'cross-site' }, true],
    [{ origin: 'null', host: 'ask.example', 'sec-fetch-site': 'same-site' }, true],
    [{ origin: 'null', host: 'ask.example', 'sec-fetch-site': 'same-origin' }, false],
  ])('With the headers %j, "the form is foreign" is %s', (headers, foreign) => {
    expect(isForeignForm(headers, config)).toBe(foreign);
  });
});
