// covers: widget/chat/views/additions.ts
import { expect, test } from 'vitest';
import { additions } from '../../../widget/chat/views/additions.ts';
import { ann, happened, pat, reader, view } from './views-stage.ts';

const announced = (before: Parameters<typeof view>[0], now: Parameters<typeof view>[0], taking = true): string[] =>
  additions(view(before), view(now), taking, reader({ forgotten: 'Deleted.' }));

test('What a librarian says is announced, with their name', () => {
  const lines = [pat(1, 'Hello?')];
  expect(announced({ lines }, { lines: [...lines, ann(2, 'Good morning')], unread: 1 })).toEqual(['Ann: Good morning']);
  expect(announced({ lines }, { lines: [...lines, ann(2, 'Good morning', '')], unread: 1 })).toEqual([
    'Librarian: Good morning',
  ]);
});

test('Several lines that arrive at once are announced in order, each once', () => {
  const first = [ann(1, 'one')];
  const all = [...first, ann(2, 'two'), ann(3, 'three')];
  expect(announced({ lines: first, unread: 1 }, { lines: all, unread: 3 })).toEqual(['Ann: two', 'Ann: three']);
  expect(announced({ lines: all, unread: 3 }, { lines: all, unread: 3 })).toEqual([]);
  expect(announced({ lines: all, unread: 3 }, { lines: all, unread: 0 })).toEqual([]);
});

test('A page that comes back announces no history: neither lines that were seen nor events', () => {
  const lines = [pat(1, 'Hello?'), happened(2, 'claimed', 'Ann'), ann(3, 'Good morning')];
  expect(announced({}, { lines }, false)).toEqual([]);
});

test('An answer that came while no page was open is announced when a page opens', () => {
  expect(announced({}, { lines: [pat(1, 'Hello?'), ann(2, 'seen'), ann(3, 'not seen')], unread: 1 }, false)).toEqual([
    'Ann: not seen',
  ]);
});

test('The patron’s own lines are never announced, nor their ticks, nor those from another tab', () => {
  expect(announced({}, { lines: [pat(1, 'Hello?', 'sending')] })).toEqual([]);
  expect(announced({ lines: [pat(1, 'Hello?', 'sending')] }, { lines: [pat(1, 'Hello?', 'kept')] })).toEqual([]);
  expect(announced({ lines: [pat(1, 'Hello?')] }, { lines: [pat(1, 'Hello?', 'seen'), pat(2, 'And?')] })).toEqual([]);
});

test('A line that fails is announced once', () => {
  const failed = pat(1, 'Hello?', 'failed');
  expect(announced({ lines: [pat(1, 'Hello?', 'sending')] }, { lines: [failed] })).toEqual(['Not sent: Hello?']);
  expect(announced({ lines: [failed] }, { lines: [failed, ann(2, 'Hi')] })).toEqual([]);
});

test('Events of the conversation are announced while the patron takes part', () => {
  const lines = [pat(1, 'Hello?')];
  expect(announced({ lines }, { lines: [...lines, happened(2, 'claimed', 'Ann')] })).toEqual(['Ann is answering']);
  expect(
    announced({ lines }, { lines: [...lines, { kind: 'closed', by: 'relay', id: 'end', seq: 3, at: 0 }] }),
  ).toEqual(['The conversation has ended']);
});

test('That the chat was cleared or deleted is announced in the tab where the patron did it', () => {
  const lines = [pat(1, 'Hello?')];
  expect(announced({ lines }, { ended: 'cleared' })).toEqual(['The screen is clear.']);
  expect(announced({ lines }, { ended: 'forgotten' })).toEqual(['Deleted.']);
  expect(announced({ ended: 'forgotten' }, { ended: 'forgotten' })).toEqual([]);
  expect(announced({ lines }, { lines, ended: 'gone' })).toEqual([]);
});
