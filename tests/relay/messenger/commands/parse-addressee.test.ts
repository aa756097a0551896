import { expect, test } from 'vitest';
import { parseAddressee } from '../../../../relay/messenger/commands/parse-addressee.ts';

const NAMES = ['Ben', 'Ben Okri', 'Maps, 2nd floor', 'Local history'];

test.each([
  ['', '', ''],
  ['ben', 'ben', ''],
  ['Ben, they need the atlas', 'Ben', 'they need the atlas'],
  ['be: they need, say, the atlas', 'be', 'they need, say, the atlas'],
  ['Ben Okri,now', 'Ben Okri', 'now'],
  ['maps, 2nd floor, they are on their way', 'maps, 2nd floor', 'they are on their way'],
  ['local history', 'local history', ''],
  ['Benny, hello', 'Benny', 'hello'],
  [', no hurry', '', 'no hurry'],
  ['they need the atlas', 'they need the atlas', ''],
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
