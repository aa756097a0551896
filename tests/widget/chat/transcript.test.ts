// covers: widget/chat/transcript.ts, widget/strings/chat-transcript.en.ts
import { expect, test } from 'vitest';
import { transcriptOf } from '../../../widget/chat/transcript.ts';
import { ann, desk, happened, NOON, pat, reader, view } from './views-stage.ts';

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Without its head, and with plain spaces. */
const saved = (lines: Parameters<typeof transcriptOf>[0]['lines']): string[] =>
  transcriptOf(view({ lines, whereabouts: desk() }), reader())
    .replace(/\u202f/g, ' ')
    .split('\n')
    .slice(4);

test('A transcript says of which desk it is, when it was saved, and in which zone its times are', () => {
  const [name, when, where] = transcriptOf(view({ whereabouts: desk() }), reader())
    .replace(/\u202f/g, ' ')
    .split('\n');
  expect(name).toBe('Newport Reference Desk');
  expect(when).toBe('Conversation with a librarian, saved Tuesday, March 10, 2026, 12:00 PM');
  expect(where).toMatch(/^All times: .+ \(.+\)$/);
  expect(where).toContain(`(${zone})`);
});

test('A transcript says who said what and what became of it: corrected, withdrawn, not sent', () => {
  const lines = [
    pat(1, 'Hello?\nAnybody?', 'seen'),
    happened(2, 'claimed', 'Ann'),
    { ...ann(3, 'Until six.', 'Ann', 1), revised: 'edited' as const },
    { ...ann(4, '', '', 2), revised: 'withdrawn' as const },
    { kind: 'noted', topic: 'name', text: 'Pat', id: 'n', seq: 5, at: NOON } as const,
    {
      kind: 'noted',
      topic: 'record',
      record: { title: 'Moby-Dick', url: 'https://lib.example/1' },
      id: 'r',
      seq: 6,
      at: NOON,
    } as const,
    pat(7, 'And now?', 'failed', 3),
    pat(8, 'Later', 'sending', 3),
  ];
  expect(saved(lines)).toEqual([
    '== Tuesday, March 10, 2026 ==',
    '',
    '12:00 PM, You',
    'Hello?',
    'Anybody?',
    '',
    '12:00 PM — Ann is answering',
    '',
    '12:01 PM, Ann (edited)',
    'Until six.',
    '',
    '12:02 PM, Librarian (withdrawn)',
    '',
    '12:00 PM, you go by',
    'Pat',
    '',
    '12:00 PM, you attached a record',
    'Moby-Dick',
    'https://lib.example/1',
    '',
    '12:03 PM, You (Not sent)',
    'And now?',
    '',
    '12:03 PM, You (Sending)',
    'Later',
    '',
  ]);
});

test('A new day is written above its lines', () => {
  const days = saved([pat(1, 'one'), pat(2, 'two', 'kept', 60), pat(3, 'three', 'kept', 1_440)]).filter((line) =>
    line.startsWith('=='),
  );
  expect(days).toEqual(['== Tuesday, March 10, 2026 ==', '== Wednesday, March 11, 2026 ==']);
});

test('Lines from right to left are lines of their own, with the marks they were written with', () => {
  const text = 'ספר \u200eC++\u200e חדש';
  expect(saved([ann(1, text)])).toContain(text);
});

test('A transcript of two thousand lines has all of them', () => {
  const lines = Array.from({ length: 2_000 }, (_, at) =>
    at % 2 ? ann(at + 1, `answer ${at}`) : pat(at + 1, `line ${at}`),
  );
  const text = saved(lines);
  expect(text.filter((line) => /^(answer|line) \d+$/.test(line))).toHaveLength(2_000);
  expect(text).toContain('answer 1999');
});
