import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkify } from '../../../widget/shared/linkify.ts';

/** The line with each link in ⟨…⟩. */
const marked = (line: string): string =>
  linkify(line)
    .map((part) => (typeof part === 'string' ? part : `⟨${part.text}⟩`))
    .join('');

const hrefs = (line: string): string[] =>
  linkify(line).flatMap((part) => (typeof part === 'string' ? [] : [part.href]));

test.each([
  ['see https://lib.example/a and http://lib.example', 'see ⟨https://lib.example/a⟩ and ⟨http://lib.example⟩'],
  ['www.lib.example has it', '⟨www.lib.example⟩ has it'],
  ['It is at https://lib.example/hours.', 'It is at ⟨https://lib.example/hours⟩.'],
  ['Really, https://lib.example/hours?!', 'Really, ⟨https://lib.example/hours⟩?!'],
  ['(see https://lib.example/hours)', '(see ⟨https://lib.example/hours⟩)'],
  ['https://en.wikipedia.org/wiki/Whale_(film)', '⟨https://en.wikipedia.org/wiki/Whale_(film)⟩'],
  ['(https://en.wikipedia.org/wiki/Whale_(film)).', '(⟨https://en.wikipedia.org/wiki/Whale_(film)⟩).'],
  ['“https://lib.example/a”', '“⟨https://lib.example/a⟩”'],
  ['"https://lib.example/a", they said', '"⟨https://lib.example/a⟩", they said'],
  ["'https://lib.example/a'", "'⟨https://lib.example/a⟩'"],
  ['<https://lib.example/a>', '<⟨https://lib.example/a⟩>'],
  ['请看https://lib.example/书。谢谢', '请看⟨https://lib.example/书⟩。谢谢'],
  ['https://de.wikipedia.org/wiki/Köln, bitte', '⟨https://de.wikipedia.org/wiki/Köln⟩, bitte'],
  ['https://lib.example/a?b=c&d=e#f~g', '⟨https://lib.example/a?b=c&d=e#f~g⟩'],
  ['HTTPS://LIB.EXAMPLE/A', '⟨HTTPS://LIB.EXAMPLE/A⟩'],
  ['https://lib.example:8443/x\nnext', '⟨https://lib.example:8443/x⟩\nnext'],
])('The links of this line are found: %s', (line, expected) => {
  expect(marked(line)).toBe(expected);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,https',
  'mailto:ann@lib.example',
  'ftp://lib.example',
  'lib.example',
  'file:///etc/passwd',
  'https://',
  'https://localhost-without-a-dot/x',
  'https://library.example@evil.example/login',
  'https://user:word@evil.example/',
  'https://[',
  'xhttps://lib.example',
  'ann@www.lib.example',
])('This text does not become a link: %s', (line) => {
  expect(linkify(line)).toEqual([line]);
});

test('An address without a scheme is opened with https', () => {
  expect(hrefs('WWW.lib.example/a')).toEqual(['https://www.lib.example/a']);
});

test('No text is ever lost, and every link is http or https', () => {
  const bit = fc.oneof(
    fc.string(),
    fc.constantFrom('https://', 'www.', 'a.b', '(', ')', '"', '<', '.', '…', '\n', '@', 'é', '书', '\u202e'),
  );
  fc.assert(
    fc.property(fc.array(bit), (bits) => {
      const line = bits.join('');
      expect(
        linkify(line)
          .map((part) => (typeof part === 'string' ? part : part.text))
          .join(''),
      ).toBe(line);
      for (const href of hrefs(line)) expect(href).toMatch(/^https?:\/\/[^@/]+\./);
    }),
  );
});
