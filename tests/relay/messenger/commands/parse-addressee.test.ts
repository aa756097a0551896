import { expect, test } from 'vitest';
import { parseAddressee } from '../../../../relay/messenger/commands/parse-addressee.ts';

const NAMES = ['Ben', 'Ben Okri', 'Maps, 2nd floor', 'Local history'];

test.each([
  ['', '', ''],
  ['ben', 'ben', ''],
  ['Ben, she needs the atlas', 'Ben', 'she needs the atlas'],
  ['be: she needs, say, the atlas', 'be', 'she needs, say, the atlas'],
  ['Ben Okri,now', 'Ben Okri', 'now'],
  ['maps, 2nd floor, she is on her way', 'maps, 2nd floor', 'she is on her way'],
  ['local history', 'local history', ''],
  ['Benny, hello', 'Benny', 'hello'],
  [', no hurry', '', 'no hurry'],
  ['she needs the atlas', 'she needs the atlas', ''],
])('handed on: %j is to %j with %j', (typed, name, text) => {
  expect(parseAddressee(typed, NAMES)).toEqual({ name, text });
});

test.each([
  ['ben do we have it?', 'ben', 'do we have it?'],
  ['Ben Okri do we have it?', 'Ben Okri', 'do we have it?'],
  ['Ben, do we have it?', 'Ben', 'do we have it?'],
  ['be: do we?', 'be', 'do we?'],
  ['ben', 'ben', ''],
  ['Benny do we?', 'Benny', 'do we?'],
])('asked: %j is to %j with %j', (typed, name, text) => {
  expect(parseAddressee(typed, NAMES, true)).toEqual({ name, text });
});
