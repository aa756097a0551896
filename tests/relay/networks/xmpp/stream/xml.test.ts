import { expect, test } from 'vitest';
import { childOf, cleanXml, el, elementsOf, serialize, textOf } from '../../../../../relay/networks/xmpp/stream/xml.ts';

const STATES = 'http://jabber.org/protocol/chatstates';

test('a stanza is written with its text and values escaped', () => {
  const message = el(
    'message',
    { to: 'ann@lib.example', id: `<&>'"\t\n`, type: undefined },
    el('body', {}, `</body> & <b> ]]> ' "`),
    undefined,
    el('active', { xmlns: STATES }, el('inner')),
  );
  expect(serialize(message)).toBe(
    `<message to='ann@lib.example' id='&lt;&amp;&gt;&apos;&quot;&#9;&#10;'><body>&lt;/body&gt; &amp; &lt;b&gt; ]]&gt; ' "</body><active xmlns='${STATES}'><inner/></active></message>`,
  );
});

test('a namespace is written where it changes, and only there', () => {
  const read = el('a', { xmlns: 'jabber:component:accept' }, el('b', { xmlns: 'urn:x' }, el('c', { xmlns: 'urn:x' })));
  expect(serialize(read)).toBe(`<a><b xmlns='urn:x'><c/></b></a>`);
  expect(serialize(read, '')).toBe(`<a xmlns='jabber:component:accept'><b xmlns='urn:x'><c/></b></a>`);
});

test.each([
  ['controls go, tab and newline stay', 'a\u0000\u0007\u001b\u007f\u009b\tb\n', 'a\tb\n'],
  ['a carriage return is a newline', 'a\r\nb\rc', 'a\nb\nc'],
  ['no U+FFFE, no U+FFFF', 'a\ufffe\uffffb', 'ab'],
  ['half a character is shown as missing', 'a\ud83d b \ude00', 'a\ufffd b \ufffd'],
  ['whole ones stay', '図書館 😀 \u{1ffff} \u2028', '図書館 😀 \u{1ffff} \u2028'],
])('cleaning: %s', (_, text, cleaned) => {
  expect(cleanXml(text)).toBe(cleaned);
  expect(serialize(el('body', { id: text }, text))).toContain(`>${cleaned}<`);
});

test('a child is found by name and namespace', () => {
  const built = el('message', {}, 'x', el('body', { xmlns: 'urn:other' }, 'no'), el('body', {}, 'a', el('i'), 'b'));
  expect(textOf(childOf(built, 'body'))).toBe('ab');
  expect(textOf(childOf(built, 'body', 'urn:other'))).toBe('no');
  expect(childOf(built, 'subject')).toBeUndefined();
  expect(textOf(undefined)).toBe('');
  expect(elementsOf(built)).toHaveLength(2);
  const read = el('message', { xmlns: 'urn:m' }, el('body', { xmlns: 'urn:m' }));
  expect(childOf(read, 'body')).toBeDefined();
});
