import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bareOf, fullOf, parseAddress } from '../../../../relay/networks/xmpp/address.ts';

test.each([
  ['Ann@Lib.Example/Pidgin', { local: 'ann', domain: 'lib.example', resource: 'Pidgin' }],
  ['lib.example', { domain: 'lib.example' }],
  ['lib.example./x', { domain: 'lib.example', resource: 'x' }],
  ['lib.example/a@b/c', { domain: 'lib.example', resource: 'a@b/c' }],
  ['ann@[::1]/x y', { local: 'ann', domain: '[::1]', resource: 'x y' }],
  ['ÉVA@lib.example', { local: 'éva', domain: 'lib.example' }],
  ['e\u0301va@lib.example', { local: '\u00e9va', domain: 'lib.example' }],
  ['ann\\40home@lib.example', { local: 'ann\\40home', domain: 'lib.example' }],
])('%s', (text, address) => {
  expect(parseAddress(text)).toEqual(address);
});

test.each([
  '',
  '@lib.example',
  'ann@',
  'ann@/x',
  'ann@lib.example/',
  'a b@lib.example',
  'a@b@lib.example',
  'a"b@lib.example',
  'ann@lib example',
  'ann@lib..example',
  'ann@lib.example..',
  'ann@.',
  'ann@lib.example/a\nb',
  'an\u202en@lib.example',
  'an\ud83dn@lib.example',
  `${'a'.repeat(1_024)}@lib.example`,
  `ann@${'é'.repeat(512)}`,
])('no address: %j', (text) => {
  expect(parseAddress(text)).toBeUndefined();
});

test('An address is written bare or full', () => {
  const address = parseAddress('Ann@Lib.Example/Pidgin');
  expect(address && bareOf(address)).toBe('ann@lib.example');
  expect(address && fullOf(address)).toBe('ann@lib.example/Pidgin');
  expect(bareOf({ domain: 'lib.example' })).toBe('lib.example');
});

test('An address that was parsed and written parses to the same address', () => {
  const part = fc.string({ unit: fc.constantFrom('a', 'İ', 'ß', '@', '/', '.', ' ', 'K', '\u0345', '😀', '\u0307') });
  fc.assert(
    fc.property(part, part, part, (local, domain, resource) => {
      const address = parseAddress(`${local}@${domain}/${resource}`);
      if (address) expect(parseAddress(fullOf(address))).toEqual(address);
    }),
    { numRuns: 2_000 },
  );
});
