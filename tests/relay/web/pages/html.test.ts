import { describe, expect, test } from 'vitest';
import { type HtmlValue, html, join, styleElement } from '../../../../relay/web/pages/html.ts';

const HOSTILE = `<script>"&'</script>`;
const AS_TEXT = '&lt;script&gt;&quot;&amp;&#39;&lt;/script&gt;';

test('A text in a template is escaped, in content and in an attribute', () => {
  expect(html`<p title="${HOSTILE}">${HOSTILE}</p>`.toString()).toBe(`<p title="${AS_TEXT}">${AS_TEXT}</p>`);
});

test('A text that is escaped already is escaped again: it is shown as it was typed', () => {
  expect(html`<p>${'&lt;b&gt;'}</p>`.toString()).toBe('<p>&amp;lt;b&amp;gt;</p>');
});

test('A template inside a template passes through unchanged', () => {
  expect(html`<p>${html`<b>${HOSTILE}</b>`}</p>`.toString()).toBe(`<p><b>${AS_TEXT}</b></p>`);
});

test('The items of a list follow one another, and each text among them is escaped', () => {
  const list: HtmlValue = [html`<li>`, 'a<b', [1, html`</li>`]];
  expect(html`<ol>${list}</ol>`.toString()).toBe('<ol><li>a&lt;b1</li></ol>');
});

test.each<[HtmlValue, string]>([
  [undefined, ''],
  [false, ''],
  ['', ''],
  [0, '0'],
])('%s in a template comes out as "%s"', (value, text) => {
  expect(html`<p>${value}</p>`.toString()).toBe(`<p>${text}</p>`);
});

test('An object that only looks like markup is refused by the types, and comes out as text where the types were evaded', () => {
  const lookalike = { toString: () => '<b>' };
  // @ts-expect-error: only what this module made is markup
  expect(() => html`<p>${lookalike}</p>`).toThrow(TypeError);
});

test('An attribute without quotation marks is refused', () => {
  expect(() => html`<p title=${'a'}>`).toThrow('An attribute needs quotation marks');
});

describe('A value that is a whole URL', () => {
  test.each(['javascript:alert(1)', 'https://elsewhere.example/', '//elsewhere.example/', '/\\elsewhere.example', 'x'])(
    'is refused where it is %s, which is no path of the relay',
    (url) => {
      expect(() => html`<a href="${url}">`).toThrow('A URL of a page must be a path of the relay');
      expect(() => html`<form method="post" action="${url}">`).toThrow(TypeError);
      expect(() => html`<script src="${url}">`).toThrow(TypeError);
    },
  );

  test('is escaped where it is a path of the relay', () => {
    expect(html`<a href="${'/report?a=1&b="'}">`.toString()).toBe('<a href="/report?a=1&amp;b=&quot;">');
    expect(html`<form action="${''}">`.toString()).toBe('<form action="">');
  });
});

test('A URL whose scheme is in the template takes any value, escaped', () => {
  expect(html`<a href="mailto:${'a"b@example.org'}">`.toString()).toBe('<a href="mailto:a&quot;b@example.org">');
});

test('Joined parts have the separator between them, and the separator is text', () => {
  expect(join([html`<b>1</b>`, html`2`, html`3`], ' < ').toString()).toBe('<b>1</b> &lt; 2 &lt; 3');
  expect(join([], ' · ').toString()).toBe('');
});

test('CSS is sent as it is, and refused where it could end its element', () => {
  expect(styleElement('a::after{content:"&"}').toString()).toBe('<style>a::after{content:"&"}</style>');
  expect(() => styleElement('</style><script>')).toThrow(TypeError);
});
