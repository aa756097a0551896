// covers: relay/web/sockets/frame-schemas.ts, relay/protocol/version.ts
import type { GenericSchema, InferOutput } from 'valibot';
import { describe, expect, test } from 'vitest';
import type { FromConsole, FromPatron } from '../../../../relay/protocol/frames.ts';
import {
  checkConsoleFrame,
  checkPatronFrame,
  type consoleSchemas,
  type patronSchemas,
} from '../../../../relay/web/sockets/frame-schemas.ts';
import { keyOf } from '../../../stage/key-of.ts';

// The checks and the protocol's types say the same, in both directions: a field added to one alone does not compile.
type Checked<Shapes extends Record<string, GenericSchema>> = InferOutput<Shapes[keyof Shapes]>;
type Flat<Union> = Union extends object ? { [Key in keyof Union]: Union[Key] } : Union;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type ByKind<Union extends { kind: string }> = { [Kind in Union['kind']]: Flat<Extract<Union, { kind: Kind }>> };

const patronIsSame: Same<ByKind<Checked<typeof patronSchemas>>, ByKind<FromPatron>> = true;
const consoleIsSame: Same<ByKind<Checked<typeof consoleSchemas>>, ByKind<FromConsole>> = true;

test('The schemas match the types of the protocol', () => {
  expect([patronIsSame, consoleIsSame]).toEqual([true, true]);
});

const ID = 'V1StGXR8_Z5jdHi6B';
const hello = { kind: 'hello', version: 1, desk: 'main', key: keyOf('Pat'), after: 0 };

describe('Frames of patrons', () => {
  test.each<FromPatron>([
    { kind: 'hello', version: 1, desk: 'main', key: keyOf('Pat'), after: 7 },
    { kind: 'say', id: ID, text: 'Is the archive open?' },
    { kind: 'typing', on: true },
    { kind: 'mark', delivered: 4, seen: 3 },
    { kind: 'name', id: ID, text: 'Pat' },
    { kind: 'about', id: ID, record: { title: 'Moby Dick' } },
    { kind: 'about', id: ID, record: { title: 'Moby Dick', url: 'https://catalogue.example/1' } },
    { kind: 'still' },
    { kind: 'close' },
    { kind: 'forget' },
  ])('A frame of a patron of kind $kind passes unchanged', (frame) => {
    expect(checkPatronFrame(JSON.stringify(frame))).toEqual(frame);
  });

  test('Keys of a later page are dropped', () => {
    const frame = { kind: 'typing', on: true, mood: { deep: ['in', 'thought'] } };
    expect(checkPatronFrame(JSON.stringify(frame))).toEqual({ kind: 'typing', on: true });
  });

  test('Wrong content passes, because the desk answers it', () => {
    const frame = { kind: 'say', id: ID, text: '' };
    expect(checkPatronFrame(JSON.stringify(frame))).toEqual(frame);
    const lone = '{"kind":"say","id":"V1StGXR8_Z5jdHi6B","text":"\\ud83d"}';
    expect(checkPatronFrame(lone)).toEqual({ kind: 'say', id: ID, text: '\ud83d' });
  });

  test.each([
    ['no JSON', 'hello?'],
    ['nothing', ''],
    ['null', 'null'],
    ['a number', '4'],
    ['a text', '"say"'],
    ['an array', '[{"kind":"still"}]'],
    ['no kind', '{}'],
    ['a kind that is no text', '{"kind":["still"]}'],
    ['an unknown kind', '{"kind":"dance"}'],
    ['a kind every object has', '{"kind":"constructor"}'],
    ['a kind by way of the prototype', '{"__proto__":{"kind":"still"}}'],
    ['a frame of consoles', '{"kind":"take","conversation":"c"}'],
    ['a text that is a number', `{"kind":"say","id":"${ID}","text":4}`],
    ['no text', `{"kind":"say","id":"${ID}"}`],
    ['a short id', '{"kind":"say","id":"a","text":"x"}'],
    ['an id with a space', '{"kind":"say","id":"a b c d e f g","text":"x"}'],
    ['a key of another shape', JSON.stringify({ ...hello, key: 'a'.repeat(42) })],
    ['a key in other letters', JSON.stringify({ ...hello, key: `${'a'.repeat(42)}=` })],
    ['a seq below zero', '{"kind":"mark","delivered":-1,"seen":0}'],
    ['a seq between two', '{"kind":"mark","delivered":1.5,"seen":0}'],
    ['a seq beyond all numbers', '{"kind":"mark","delivered":1e400,"seen":0}'],
    ['a seq too large to count on', '{"kind":"mark","delivered":9007199254740993,"seen":0}'],
    ['a seq in quotes', '{"kind":"mark","delivered":"1","seen":0}'],
    ['NaN', '{"kind":"mark","delivered":NaN,"seen":0}'],
    ['a record without title', `{"kind":"about","id":"${ID}","record":{}}`],
    ['a record whose address is none', `{"kind":"about","id":"${ID}","record":{"title":"x","url":null}}`],
    ['very deep', '['.repeat(16_000) + ']'.repeat(16_000)],
  ])('From a patron, %s is a bad frame', (_, text) => {
    expect(checkPatronFrame(text)).toBe('badFrame');
  });

  test('A negative zero becomes zero', () => {
    expect(checkPatronFrame('{"kind":"mark","delivered":-0,"seen":-0}')).toEqual({
      kind: 'mark',
      delivered: 0,
      seen: 0,
    });
  });

  test.each([0, 2, 99])('A hello of version %i is versionUnknown, not badFrame', (version) => {
    expect(checkPatronFrame(JSON.stringify({ kind: 'hello', version, words: 'of another time' }))).toBe(
      'versionUnknown',
    );
  });

  test('A version that is not a whole number is a bad frame', () => {
    expect(checkPatronFrame(JSON.stringify({ ...hello, version: '1' }))).toBe('badFrame');
  });

  test('Deep nesting in an unknown key is harmless', () => {
    const text = `{"kind":"still","mood":${'['.repeat(16_000)}${']'.repeat(16_000)}}`;
    expect(checkPatronFrame(text)).toEqual({ kind: 'still' });
  });
});

describe('Frames of consoles', () => {
  test.each<FromConsole>([
    { kind: 'hello', version: 1, have: { c1: 4, c2: 0 } },
    { kind: 'say', conversation: 'c1', id: ID, text: 'Until five today.' },
    { kind: 'take', conversation: 'c1' },
    { kind: 'pass', conversation: 'c1' },
    { kind: 'close', conversation: 'c1' },
    { kind: 'typing', conversation: 'c1', on: false },
    { kind: 'mark', conversation: 'c1', delivered: 4, seen: 4 },
    { kind: 'state', statement: { availability: 'available' } },
    { kind: 'state', statement: { availability: 'away', words: 'At the Panera', until: 1_700_000_000_000 } },
    { kind: 'duty', desk: 'main', on: true },
    { kind: 'publish', shown: false },
    { kind: 'asked', at: 1_704_715_200_000 },
    { kind: 'still' },
  ])('A frame of a console of kind $kind passes unchanged', (frame) => {
    expect(checkConsoleFrame(JSON.stringify(frame))).toEqual(frame);
  });

  test.each([
    ['have with a text', '{"kind":"hello","version":1,"have":{"c1":"4"}}'],
    ['an availability nobody can state', '{"kind":"state","statement":{"availability":"unsure"}}'],
    ['an end that is no date', '{"kind":"state","statement":{"availability":"away","until":8640000000000001}}'],
    ['a conversation that is none', '{"kind":"take","conversation":7}'],
    ['a frame of patrons', '{"kind":"forget"}'],
  ])('From a console, %s is a bad frame', (_, text) => {
    expect(checkConsoleFrame(text)).toBe('badFrame');
  });

  test('The member have of a hello cannot reach the prototype', () => {
    const frame = checkConsoleFrame('{"kind":"hello","version":1,"have":{"__proto__":4,"c1":1}}');
    expect(frame).toEqual({ kind: 'hello', version: 1, have: { c1: 1 } });
    expect(Object.getPrototypeOf((frame as { have: object }).have)).toBe(Object.prototype);
  });
});
