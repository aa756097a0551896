import { expect, test } from 'vitest';
import { deskPage } from '../../../relay/web/desk-page.ts';

test('a line is read as its author has left it', () => {
  const said = { at: 0, kind: 'said', by: 'librarian', name: 'Ann' } as const;
  const { body } = deskPage({
    whereabouts: {
      desk: 'main',
      name: 'Reference desk',
      zone: 'UTC',
      availability: 'offline',
      librarians: [],
      goodFor: 25,
    },
    key: 'key',
    nextId: 'next',
    entries: [
      { ...said, seq: 2, id: 'a', text: 'In the <basement>.', revised: 'edited' },
      { ...said, seq: 3, id: 'b', text: '', revised: 'withdrawn' },
      { ...said, seq: 4, id: 'c', text: 'Box 3.' },
    ],
  });
  const list = /<ol>.*<\/ol>/s.exec(String(body))?.[0];
  expect(list).toBe(
    '<ol><li dir="auto"><b>Ann</b>In the &lt;basement&gt;. <i>(edited)</i></li>' +
      '<li class="note">Ann has withdrawn a line.</li><li dir="auto"><b>Ann</b>Box 3.</li></ol>',
  );
});
