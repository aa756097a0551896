import { expect, test } from 'vitest';
import { compile } from '../../../widget/build/compiled.mjs';

/** What a template's literal part is split into. */
const parts = (strings: TemplateStringsArray, ..._: unknown[]): string[] => compile([...strings]);

test('an expression between elements becomes a comment, one in a tag goes with its attribute', () => {
  expect(parts`<p>${0}, ${0}</p>`).toEqual(['<p><!>, <!></p>', '1 2']);
  expect(parts`<p lang=${0} title="a > b" ?hidden=${0}>${0}</p>`).toEqual([
    '<p title="a > b"><!></p>',
    '0lang 0?hidden 1',
  ]);
  expect(parts`<svg viewBox="0 0 24 24"><path d=${0} /></svg>`).toEqual([
    '<svg viewBox="0 0 24 24"><path /></svg>',
    '1d',
  ]);
  expect(parts`<ul><li @click=${0}></li>${0}<li class="${0}"></li></ul>${0}`).toEqual([
    '<ul><li></li><!><li></li></ul><!>',
    '1@click 2 3class 4',
  ]);
});

test('what has no expression has no places', () => {
  expect(parts`<hr>`).toEqual(['<hr>']);
});

test.each([
  ['half an attribute', ['<p class="a ', '"></p>']],
  ['a property', ['<input .value=', '>']],
  ['an element’s name', ['<', '></p>']],
  ['a comment', ['<!-- ', ' -->']],
  ['text no element may be in', ['<textarea>', '</textarea>']],
  ['rows without a body', ['<table><tr><td>', '</td></tr></table>']],
  ['an attribute without a name', ['<p ', '></p>']],
])('not compiled: %s', (_, texts) => {
  expect(() => compile(texts)).toThrow();
});
