import { expect, test } from 'vitest';
import { cleanNote } from '../../../../relay/desk/conversation/notes.ts';
import { MAX_NAME, MAX_RECORD_TITLE, MAX_RECORD_URL } from '../../../../relay/protocol/limits.ts';

const record = (title: string, url?: string) =>
  cleanNote({ topic: 'record', record: { title, ...(url === undefined ? {} : { url }) } });

test('A patron’s name is stored on one clean line', () => {
  expect(cleanNote({ topic: 'name', text: ' Pat\u202e\n Smith ' })).toEqual({
    kind: 'noted',
    topic: 'name',
    text: 'Pat Smith',
  });
});

test('An empty or too long name is refused', () => {
  expect(cleanNote({ topic: 'name', text: ' \u0007 ' })).toBe('empty');
  expect(cleanNote({ topic: 'name', text: 'x'.repeat(MAX_NAME) })).toMatchObject({ kind: 'noted' });
  expect(cleanNote({ topic: 'name', text: 'x'.repeat(MAX_NAME + 1) })).toBe('too-long');
});

test('A record is stored with its title and web address', () => {
  expect(record(' Walden ', ' https://library.example/1 ')).toEqual({
    kind: 'noted',
    topic: 'record',
    record: { title: 'Walden', url: 'https://library.example/1' },
  });
});

test.each(['javascript:alert(1)', 'data:text/html,x', '/relative', 'https://a.example/<b>', 'ftp://a.example/'])(
  'The address %j is left out of a record',
  (url) => {
    expect(record('Walden', url)).toEqual({ kind: 'noted', topic: 'record', record: { title: 'Walden' } });
  },
);

test('A record without a title, or with a too long title or address, is refused', () => {
  expect(record(' ')).toBe('empty');
  expect(record('x'.repeat(MAX_RECORD_TITLE + 1))).toBe('too-long');
  expect(record('Walden', `https://a.example/${'x'.repeat(MAX_RECORD_URL)}`)).toBe('too-long');
});
