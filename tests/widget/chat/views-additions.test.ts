import { expect, test } from 'vitest';
import { additions } from '../../../widget/chat/views/additions.ts';
import { ann, happened, pat, reader, view } from './views-stage.ts';

const told = (before: Parameters<typeof view>[0], now: Parameters<typeof view>[0], taking = true): string[] =>
  additions(view(before), view(now), taking, reader({ forgotten: 'Deleted.' }));

test('what a librarian says is told, with her name', () => {
  const lines = [pat(1, 'Hello?')];
  expect(told({ lines }, { lines: [...lines, ann(2, 'Good morning')], unread: 1 })).toEqual(['Ann: Good morning']);
  expect(told({ lines }, { lines: [...lines, ann(2, 'Good morning', '')], unread: 1 })).toEqual([
    'Librarian: Good morning',
  ]);
});

test('several that come at once are told in order, each once', () => {
  const first = [ann(1, 'one')];
  const all = [...first, ann(2, 'two'), ann(3, 'three')];
  expect(told({ lines: first, unread: 1 }, { lines: all, unread: 3 })).toEqual(['Ann: two', 'Ann: three']);
  expect(told({ lines: all, unread: 3 }, { lines: all, unread: 3 })).toEqual([]);
  expect(told({ lines: all, unread: 3 }, { lines: all, unread: 0 })).toEqual([]);
});

test('a page that comes back tells no history: neither what was seen nor what became of it', () => {
  const lines = [pat(1, 'Hello?'), happened(2, 'claimed', 'Ann'), ann(3, 'Good morning')];
  expect(told({}, { lines }, false)).toEqual([]);
});

test('an answer that came while no page was open is told when one is', () => {
  expect(told({}, { lines: [pat(1, 'Hello?'), ann(2, 'seen'), ann(3, 'not seen')], unread: 1 }, false)).toEqual([
    'Ann: not seen',
  ]);
});

test('her own lines are never told, nor their ticks, nor her own lines from another tab', () => {
  expect(told({}, { lines: [pat(1, 'Hello?', 'sending')] })).toEqual([]);
  expect(told({ lines: [pat(1, 'Hello?', 'sending')] }, { lines: [pat(1, 'Hello?', 'kept')] })).toEqual([]);
  expect(told({ lines: [pat(1, 'Hello?')] }, { lines: [pat(1, 'Hello?', 'seen'), pat(2, 'And?')] })).toEqual([]);
});

test('a line that fails is told once', () => {
  const failed = pat(1, 'Hello?', 'failed');
  expect(told({ lines: [pat(1, 'Hello?', 'sending')] }, { lines: [failed] })).toEqual(['Not sent: Hello?']);
  expect(told({ lines: [failed] }, { lines: [failed, ann(2, 'Hi')] })).toEqual([]);
});

test('what becomes of the conversation is told while she takes part', () => {
  const lines = [pat(1, 'Hello?')];
  expect(told({ lines }, { lines: [...lines, happened(2, 'claimed', 'Ann')] })).toEqual(['Ann is answering']);
  expect(told({ lines }, { lines: [...lines, { kind: 'closed', by: 'relay', id: 'end', seq: 3, at: 0 }] })).toEqual([
    'The conversation has ended',
  ]);
});

test('that the screen is clear, or all is deleted, is told to whoever did it', () => {
  const lines = [pat(1, 'Hello?')];
  expect(told({ lines }, { ended: 'cleared' })).toEqual(['The screen is clear.']);
  expect(told({ lines }, { ended: 'forgotten' })).toEqual(['Deleted.']);
  expect(told({ ended: 'forgotten' }, { ended: 'forgotten' })).toEqual([]);
  expect(told({ lines }, { lines, ended: 'gone' })).toEqual([]);
});
