// covers: relay/networks/xmpp/stream/stanza-reader.ts, relay/networks/xmpp/stream/stanza-splitter.ts, relay/networks/xmpp/stream/pending-bytes.ts, relay/networks/xmpp/stream/read-element.ts
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_ATTRIBUTES } from '../../../../../relay/networks/xmpp/stream/read-element.ts';
import { MAX_DEPTH, MAX_STANZA_BYTES } from '../../../../../relay/networks/xmpp/stream/stanza-splitter.ts';
import {
  cleanXml,
  type Element,
  el,
  STANZAS,
  serialize,
  textOf,
} from '../../../../../relay/networks/xmpp/stream/xml.ts';
import { bodies, HEADER, Listening, listening, said, saidXml } from './reader-stage.ts';

/** As it is read: cleaned, with every namespace written out. */
const asRead = (element: Element, around = STANZAS): Element => {
  const { xmlns = around, ...attrs } = element.attrs;
  const children: (Element | string)[] = [];
  for (const child of element.children) {
    const before = children.at(-1);
    if (typeof child !== 'string') children.push(asRead(child, xmlns));
    else if (typeof before === 'string') children.splice(-1, 1, before + cleanXml(child));
    else if (cleanXml(child) !== '') children.push(cleanXml(child));
  }
  const cleaned = Object.entries(attrs).map(([name, value]) => [name, cleanXml(value)]);
  return el(element.name, { xmlns, ...Object.fromEntries(cleaned) }, ...children);
};

describe('a stream', () => {
  const bytes = Buffer.from(
    `${HEADER}\n ${saidXml('図書館 😀 &amp; ]]>')} <iq id='1'/><message to="a>b" from='"/>'><body><![CDATA[<x> ]] > ]></body></message> ]]]]></body><x xmlns='urn:x' xml:lang='ja'/></message></stream:stream>`,
  );
  const whole = new Listening().hears(bytes);

  test('is its header, its stanzas and its end', () => {
    expect(whole.map(({ kind }) => kind)).toEqual(['opened', 'stanza', 'stanza', 'stanza', 'closed']);
    expect(whole[0]).toMatchObject({ header: { name: 'stream', attrs: { to: 'ask.lib.example' } }, stanzas: STANZAS });
    expect(whole[3]).toEqual({
      kind: 'stanza',
      stanza: el(
        'message',
        { xmlns: STANZAS, to: 'a>b', from: '"/>' },
        el('body', { xmlns: STANZAS }, '<x> ]] > ]></body></message> ]]'),
        el('x', { xmlns: 'urn:x', 'xml:lang': 'ja' }),
      ),
    });
  });

  test('is the same wherever it is cut', () => {
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(new Listening().hears(bytes.subarray(0, cut), bytes.subarray(cut)), `cut at ${cut}`).toEqual(whole);
    }
    expect(new Listening().hears(...[...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
  });

  test('says nothing after its end, nor after stop()', () => {
    expect(bodies(listening().hears(`</stream:stream>${saidXml('late')}`))).toEqual(['closed']);
    const stopped = listening();
    stopped.reader.stop();
    expect(stopped.hears(saidXml('late'))).toEqual([]);
  });

  test('A stanza is reported as soon as its last byte has arrived', () => {
    const one = listening();
    expect(one.hears(saidXml('now').slice(0, -1))).toEqual([]);
    expect(bodies(one.hears('>'))).toEqual(['now']);
  });
});

describe('any strings, cut anywhere', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom('<', '>', '&', ']', "'", '"', '/', '!', '?', '\r', '\n', '\t', ' ', 'あ', '😀'),
    }),
    fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)), // halves of characters
  );
  const attrs = fc.dictionary(fc.constantFrom('to', 'from', 'id', 'type', 'xml:lang', '__proto__'), text);
  const xmlns = fc.constantFrom(undefined, undefined, STANZAS, 'urn:x', "urn:'&<");
  const { stanza } = fc.letrec<{ stanza: Element }>((tie) => ({
    stanza: fc
      .tuple(
        fc.constantFrom('message', 'body', 'a.b-c', 'ü'),
        xmlns,
        attrs,
        fc.array(fc.oneof({ maxDepth: 4 }, text, tie('stanza')), { maxLength: 5 }),
      )
      .map(([name, xmlns, attrs, children]) => el(name, { ...attrs, xmlns }, ...children)),
  }));

  test('are read as they were written, but for what XML does not allow', () => {
    fc.assert(
      fc.property(fc.array(stanza, { maxLength: 4 }), fc.array(fc.integer({ min: 1, max: 40 })), (stanzas, sizes) => {
        const bytes = Buffer.from(stanzas.map((one) => serialize(one)).join(' '));
        const one = listening();
        const starts = [0];
        for (const size of sizes) starts.push((starts.at(-1) ?? 0) + size);
        const events = starts.flatMap((start, n) => one.hears(bytes.subarray(start, starts[n + 1])));
        expect(events).toEqual(stanzas.map((stanza) => ({ kind: 'stanza', stanza: asRead(stanza) })));
      }),
      { numRuns: 500 },
    );
  });
});

describe('what is too much', () => {
  const bodyOf = (bytes: number): string => {
    const room = bytes - Buffer.byteLength(saidXml(''.padEnd(1))) + 1;
    return 'あ'.repeat(Math.floor(room / 3)) + 'x'.repeat(room % 3);
  };
  const chunks = (xml: string): Buffer[] => {
    const bytes = Buffer.from(xml);
    return Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, n) =>
      bytes.subarray(n * 65_536, (n + 1) * 65_536),
    );
  };

  test('Text is intact up to the limit, and nothing of a longer one is reported', () => {
    const most = bodyOf(MAX_STANZA_BYTES);
    expect(Buffer.byteLength(saidXml(most))).toBe(MAX_STANZA_BYTES);
    expect(listening().hears(...chunks(saidXml(most)))).toEqual([{ kind: 'stanza', stanza: asRead(said(most)) }]);

    const events = listening().hears(...chunks(saidXml(`${most}x`)), saidXml('next'));
    expect(events).toEqual([
      { kind: 'oversized', outer: el('message', { xmlns: STANZAS, from: 'ann@lib.example' }) },
      { kind: 'stanza', stanza: asRead(said('next')) },
    ]);
  });

  test('600 KB of Japanese pass by, and 50 MB without being held', () => {
    const one = listening();
    expect(bodies(one.hears(...chunks(saidXml('図書館'.repeat(66_667))), saidXml('next')))).toEqual([
      'oversized',
      'next',
    ]);

    const chunk = Buffer.from('図書館'.repeat(7_000));
    const held = () => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
    const before = held();
    one.hears("<message from='a@b'><body>");
    for (let sent = 0; sent < 50_000_000; sent += chunk.length) one.reader.read(chunk);
    expect(held() - before).toBeLessThan(5_000_000);
    expect(bodies(one.hears('</body></message>', saidXml('next')))).toEqual(['oversized', 'next']);
  });

  test('markup of any kind passes by like text', () => {
    for (const [begin, more, end] of [
      ["<x y='", '<>/>"', "'/>"],
      ['<x ', 'y="1" ', '/>'],
      ['<', 'x', '/>'],
      ['<![CDATA[', '<a></b>]] >', ']]>'],
      ['', '<a><b/></a>', ''],
      ['&', 'amp', ';'],
    ] as const) {
      const much = `<message><body>${begin}${more.repeat(300_000 / more.length)}${end}</body></message>`;
      expect(bodies(listening().hears(...chunks(much), saidXml('next'))), begin).toEqual(['oversized', 'next']);
    }
  });

  test('an outer tag too large to hold is passed over', () => {
    const much = `<message id='${'x'.repeat(MAX_STANZA_BYTES)}'/>`;
    expect(bodies(listening().hears(...chunks(much), saidXml('next')))).toEqual(['unreadable', 'next']);
  });

  test('too deep, and too many attributes', () => {
    const nested = (depth: number) => `<iq id='1'>${'<a>'.repeat(depth - 1)}${'</a>'.repeat(depth - 1)}</iq>`;
    expect(bodies(listening().hears(nested(MAX_DEPTH), saidXml('next')))).toEqual(['', 'next']);
    expect(listening().hears(nested(MAX_DEPTH + 1))).toEqual([
      { kind: 'oversized', outer: el('iq', { xmlns: STANZAS, id: '1' }) },
    ]);
    expect(bodies(listening().hears(nested(100_000), saidXml('next')))).toEqual(['oversized', 'next']);
    const wide = (count: number) => `<iq><a ${Array.from({ length: count }, (_, n) => `a${n}='' `).join('')}/></iq>`;
    expect(bodies(listening().hears(wide(MAX_ATTRIBUTES)))).toEqual(['']);
    expect(bodies(listening().hears(wide(MAX_ATTRIBUTES + 1), saidXml('next')))).toEqual(['unreadable', 'next']);
  });
});

describe('a stanza that cannot be read harms no other', () => {
  test.each([
    ['crossed tags', '<message><a><b></a></b></message>'],
    ['an entity of its own', '<message><body>&x;</body></message>'],
    ['a character that XML has not', '<message><body>&#7;</body></message>'],
    ['a control', '<message><body>\u0007</body></message>'],
    ['an attribute twice', "<message id='1' id='2'/>"],
    ['a value without quotes', '<message id=1/>'],
    ['a < in a value', "<message id='<'/>"],
    ['an undeclared prefix', '<x:message/>'],
    [
      'no UTF-8',
      Buffer.concat([Buffer.from('<message><body>'), Uint8Array.of(0xff), Buffer.from('</body></message>')]),
    ],
    ['UTF-8 of half a character', Buffer.from('<message id="\xed\xa0\xbd"/>', 'latin1')],
  ])('%s', (_, xml) => {
    expect(bodies(listening().hears(saidXml('before'), xml, saidXml('next')))).toEqual([
      'before',
      'unreadable',
      'next',
    ]);
  });

  test("prefixes are resolved, foreign attributes left out, and Prosody's way with xml:base is understood", () => {
    const xml = `<s:message xmlns:s='urn:s' s:foo='1' xmlns:ns1='http://www.w3.org/XML/1998/namespace' ns1:base='/b' id='2'><body/><s:x xmlns:s='urn:t'><s:y/></s:x><q xmlns=''/></s:message>`;
    expect(listening().hears(xml)).toEqual([
      {
        kind: 'stanza',
        stanza: el(
          'message',
          { xmlns: 'urn:s', 'xml:base': '/b', id: '2' },
          el('body', { xmlns: STANZAS }),
          el('x', { xmlns: 'urn:t' }, el('y', { xmlns: 'urn:t' })),
          el('q', { xmlns: '' }),
        ),
      },
    ]);
  });

  test('text and CDATA side by side are one', () => {
    const [event] = listening().hears('<message><body>a&lt;<![CDATA[<b>]]>c<![CDATA[]]></body></message>');
    const [body] = event?.kind === 'stanza' ? event.stanza.children : [];
    expect(textOf(body as Element)).toBe('a<<b>c');
    expect((body as Element).children).toHaveLength(1);
  });
});

describe('no stream of stanzas', () => {
  test.each([
    ['another protocol', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['a document type', "<!DOCTYPE x [<!ENTITY a 'b'>]><stream>"],
    ['an empty document', '<stream:stream/>'],
    ['a second declaration', "<?xml version='1.0'?><?xml version='1.0'?>"],
    ['a header that cannot be read', '<stream:stream>'],
    ['an end without beginning', '</stream:stream>'],
    ['a header without end', `<stream:stream id='${'x'.repeat(MAX_STANZA_BYTES)}'>`],
  ])('from the first: %s', (_, text) => {
    expect(new Listening().hears(text).map(({ kind }) => kind)).toEqual(['broken']);
  });

  test.each([
    ['a comment', '<!-- x -->'],
    ['a comment in a stanza', '<message><!-- x --></message>'],
    ['a processing instruction', '<?php x ?>'],
    ['one in a stanza', '<message><?php x ?></message>'],
    ['a document type in a stanza', '<message><!DOCTYPE x></message>'],
    ['text between stanzas', 'x'],
    ['CDATA between stanzas', '<![CDATA[x]]>'],
    ['a nameless tag', '<message><></message>'],
  ])('in the middle: %s', (_, text) => {
    expect(bodies(listening().hears(saidXml('before'), text, saidXml('next')))).toEqual(['before', 'broken']);
  });
});

test('no bytes make it throw', () => {
  const valid = Buffer.from(`${saidXml('図')}<iq a='1'><![CDATA[x]]></iq></stream:stream>`);
  const spoilt = fc
    .array(
      fc.tuple(fc.nat(valid.length - 1), fc.oneof(fc.constantFrom(...'<>/!?[]&;\'"= '), fc.string({ maxLength: 3 }))),
    )
    .map((places) => {
      const pieces = [...valid].map((byte) => Buffer.of(byte));
      for (const [at, text] of places) pieces[at] = Buffer.from(text);
      return Buffer.concat(pieces);
    });
  fc.assert(
    fc.property(fc.oneof(spoilt, fc.uint8Array({ maxLength: 200 })), (bytes) => {
      listening().hears(bytes);
      new Listening().hears(bytes);
    }),
    { numRuns: 2_000 },
  );
});
