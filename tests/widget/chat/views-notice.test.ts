// covers: widget/chat/views/notice.ts, widget/chat/views/leaving.ts, widget/chat/views/pause.ts, widget/chat/views/details.ts, widget/chat/views/more.ts, widget/chat/views/foot.ts, widget/strings/chat-details.en.ts, widget/strings/chat-more.en.ts
import { describe, expect, test } from 'vitest';
import type { Line } from '../../../widget/chat/conversation/conversation-view.ts';
import * as details from '../../../widget/chat/views/details.ts';
import { unanswered } from '../../../widget/chat/views/foot.ts';
import { waiting } from '../../../widget/chat/views/leaving.ts';
import * as more from '../../../widget/chat/views/more.ts';
import { mayLeave, noticeOf, usable } from '../../../widget/chat/views/notice.ts';
import { sentenceOf } from '../../../widget/chat/views/rows.ts';
import { ann, desk, happened, NOON, pat, reader, view } from './views-stage.ts';

const noticeFor = (changes: Parameters<typeof view>[0]): string | undefined =>
  noticeOf(view(changes), reader({ ending: () => 'It has ended.' }, { waiting }))?.replace(/\s/g, ' ');

test('There is no notice if there is nothing to say', () => {
  expect(noticeFor({})).toBeUndefined();
});

test('Without a connection the notice says what becomes of unsent lines', () => {
  expect(noticeFor({ link: 'unsure' })).toBe('No connection. We keep trying.');
  expect(noticeFor({ link: 'unsure', lines: [pat(1, 'Hello?', 'sending')] })).toBe(
    'No connection. Your messages are kept on this page and will be sent.',
  );
});

test('Why the chat ended comes first; until its sentences have been loaded, the connection does', () => {
  expect(noticeFor({ closeCode: 4426, link: 'ended', wait: { asked: 1 } })).toBe('It has ended.');
  expect(noticeFor({ closeCode: 'unknown-desk', link: 'ended' })).toBe('It has ended.');
  expect(noticeFor({ forgetting: true })).toBe('It has ended.');
  expect(noticeFor({ ended: 'gone' })).toBe('It has ended.');
  expect(noticeOf(view({ ended: 'gone', link: 'unsure' }), reader())).toBe('No connection. We keep trying.');
});

test('A conversation that is to be deleted is said to be, without a connection and without the later parts', () => {
  const later = 'Your conversation will be deleted when the connection is back. Please keep this page open.';
  expect(noticeOf(view({ forgetting: true, link: 'unsure' }), reader())).toBe(later);
  expect(noticeOf(view({ forgetting: true, link: 'connecting' }), reader())).toBe(later);
  expect(noticeFor({ forgetting: true, link: 'ended', closeCode: 4426 })).toBe('It has ended.');
});

describe('While a question waits, nothing is promised that is not known', () => {
  const away = desk({
    availability: 'away',
    librarians: [{ name: 'Ann', availability: 'away', until: NOON + 10_800_000 }],
  });

  const back = { availability: 'away' as const };
  const overdue = { ...back, name: 'Ann', until: NOON + 60_000, overdue: true as const };
  const later = { ...back, name: 'Cem', until: NOON + 600_000 };
  const sooner = { ...back, name: 'Ben', until: NOON + 300_000 };

  test.each([
    [
      { wait: { asked: 2, usual: 179 }, whereabouts: desk() },
      'Asking 2 librarians… Usually answered within 3 minutes.',
    ],
    [{ wait: { asked: 1, usual: 20 }, whereabouts: desk() }, 'Asking a librarian… Usually answered within a minute.'],
    [
      { wait: { asked: 1, usual: 60 }, whereabouts: away },
      'Ann is away but has been asked, and may answer before 3:00 PM. Usually answered within a minute.',
    ],
    [
      { wait: { asked: 2, late: true as const, usual: 179 }, whereabouts: desk() },
      'Asking 2 librarians… No answer yet. You can wait, or keep a link and come back for the answer.',
    ],
    [
      { wait: { late: true as const }, whereabouts: desk() },
      'No answer yet. You can wait, or keep a link and come back for the answer.',
    ],
    [{ wait: { usual: 60 }, whereabouts: desk() }, undefined],
    [{ wait: { asked: 2 }, whereabouts: desk() }, 'Asking 2 librarians…'],
    [{ wait: { asked: 1 }, whereabouts: desk() }, 'Asking a librarian…'],
    [
      { wait: { asked: 0 }, whereabouts: desk() },
      'Nobody can be asked at the moment. Your question is kept for the librarians. The answer will be here. With a link you can read it later, on any device.',
    ],
    [{ wait: { asked: 1 } }, 'Asking a librarian…'],
    [{ wait: { asked: 1 }, whereabouts: away }, 'Ann is away but has been asked, and may answer before 3:00 PM.'],
    [
      { wait: { asked: 0 }, whereabouts: away },
      'Nobody can be asked at the moment. Your question is kept for the librarians. Ann is due back at 3:00 PM. The answer will be here. With a link you can read it later, on any device.',
    ],
    [
      { wait: { asked: 0 }, whereabouts: desk({ availability: 'away', until: NOON + 3_600_000 }) },
      'Nobody can be asked at the moment. Your question is kept for the librarians. A librarian is due back at 1:00 PM. The answer will be here. With a link you can read it later, on any device.',
    ],
    [
      { wait: { asked: 0 }, whereabouts: desk({ availability: 'away', until: NOON + 27 * 3_600_000 }) },
      'Nobody can be asked at the moment. Your question is kept for the librarians. A librarian is due back Wednesday 3:00 PM. The answer will be here. With a link you can read it later, on any device.',
    ],
    [
      { wait: { asked: 0 }, whereabouts: desk({ availability: 'offline', opens: NOON + 69 * 3_600_000 }) },
      'Nobody can be asked at the moment. Your question is kept for the librarians. The desk opens Friday 9:00 AM. The answer will be here. With a link you can read it later, on any device.',
    ],
    [
      { wait: { asked: 0 }, whereabouts: desk({ librarians: [overdue], until: NOON - 60_000 }) },
      'Nobody can be asked at the moment. Your question is kept for the librarians. The answer will be here. With a link you can read it later, on any device.',
    ],
    [
      { wait: { asked: 0 }, whereabouts: desk({ librarians: [overdue, later, sooner] }) },
      'Nobody can be asked at the moment. Your question is kept for the librarians. Ben is due back at 12:05 PM. The answer will be here. With a link you can read it later, on any device.',
    ],
    // Passed to a librarian who is not there: when others are due says nothing about that librarian.
    [
      { wait: { asked: 0, meant: 'Cem' }, whereabouts: desk({ librarians: [overdue, later, sooner] }) },
      'Your question is kept for Cem. Cem is due back at 12:10 PM. The answer will be here. With a link you can read it later, on any device.',
    ],
    [
      { wait: { asked: 0, meant: 'Ann' }, whereabouts: desk({ librarians: [overdue, later], until: NOON + 600_000 }) },
      'Your question is kept for Ann. The answer will be here. With a link you can read it later, on any device.',
    ],
    [
      { wait: { asked: 0, meant: '' }, whereabouts: desk({ librarians: [later], until: NOON + 600_000 }) },
      'Your question is kept for a librarian who is not here now. The answer will be here. With a link you can read it later, on any device.',
    ],
    [
      { wait: { asked: 1 }, whereabouts: { ...away, librarians: [{ name: 'Ann', availability: 'away' as const }] } },
      'Ann is away but has been asked.',
    ],
    [
      {
        wait: { asked: 1 },
        whereabouts: {
          ...away,
          librarians: [{ name: 'Ann', availability: 'away' as const, until: NOON + 60_000, overdue: true as const }],
        },
      },
      'Ann is away but has been asked.',
    ],
    [{ wait: { asked: 1 }, whereabouts: { ...away, librarians: [] } }, 'The librarian is away but has been asked.'],
    [
      { wait: { asked: 2 }, whereabouts: { ...away, librarians: [...away.librarians, ...away.librarians] } },
      'Asking 2 librarians…',
    ],
  ])('%#', (changes, sentence) => {
    expect(noticeFor(changes)).toBe(sentence);
  });
});

test('A patron may leave the question if nobody can be asked or after a long wait; until the part has loaded, the notice says who is asked', () => {
  expect(mayLeave(view({ wait: { asked: 0 } }))).toBe(true);
  expect(mayLeave(view({ wait: { asked: 2, late: true } }))).toBe(true);
  expect(mayLeave(view({ wait: { asked: 2 } }))).toBe(false);
  expect(mayLeave(view({ wait: { unconfirmed: true } }))).toBe(false);
  expect(mayLeave(view())).toBe(false);
  expect(noticeOf(view({ wait: { asked: 2, late: true } }), reader())).toBe('Asking 2 librarians…');
});

test('A patron can write unless nothing they write would ever be sent', () => {
  expect(usable(view({ link: 'unsure' }))).toBe(true);
  expect(usable(view({ ended: 'gone' }))).toBe(true);
  expect(usable(view({ link: 'connecting', closeCode: 4430 }))).toBe(true);
  expect(usable(view({ link: 'ended', closeCode: 4403 }))).toBe(false);
  expect(usable(view({ link: 'ended', closeCode: 'unknown-desk' }))).toBe(false);
  expect(usable(view({ forgetting: true }))).toBe(false);
});

describe('A limit is a sentence', () => {
  const reads = (changes: Parameters<typeof view>[0]) =>
    noticeOf(view(changes), reader(more, details))?.replace(/\s/g, ' ');
  const contact = { phone: '757-555-0142', email: 'ask@library.example' };

  test('A refused network reads so, and how else to reach the desk; the patron cannot write', () => {
    const blocked = view({ closeCode: 'blocked', link: 'ended', whereabouts: desk({ contact }) });
    expect(reads(blocked)).toBe('This desk takes no questions from your network for now. You can call 757-555-0142.');
    expect(usable(blocked)).toBe(false);
    expect(reads({ ...blocked, whereabouts: desk({ contact: { email: contact.email } }) })).toContain(
      'You can write to ask@library.example.',
    );
    expect(reads({ ...blocked, whereabouts: desk() })).toBe('This desk takes no questions from your network for now.');
  });

  test('What is refused for the moment is sent later by itself, while there is a connection', () => {
    expect(reads({ sorry: 'too-many' })).toContain('a lot in one minute');
    expect(reads({ sorry: 'not-kept' })).toContain('cannot take messages at the moment');
    expect(reads({ sorry: 'too-many', link: 'unsure' })).toBe('No connection. We keep trying.');
    expect(usable(view({ sorry: 'too-many' }))).toBe(true);
  });

  test.each([4429, 4430])(
    'Too much at once (close code %i) is shown as long as the relay says so; the patron can write',
    (closeCode) => {
      const sentence = 'The chat has too much to do at the moment. We keep trying; what you write is kept.';
      for (const link of ['connecting', 'unsure'] as const) {
        expect(reads({ closeCode, link })).toBe(sentence);
        expect(reads({ closeCode, link, whereabouts: desk({ contact }) })).toBe(
          `${sentence} You can call 757-555-0142.`,
        );
      }
      expect(reads({ closeCode: 4500, link: 'unsure' })).toBe('No connection. We keep trying.');
      expect(reads({ closeCode: 4408, link: 'connecting' })).toBe('Connecting…');
    },
  );

  test('A paused desk is shown to a patron who has no conversation, or none any more', () => {
    const paused = desk({ availability: 'busy', paused: { until: NOON + 3_600_000 }, contact });
    expect(reads({ whereabouts: paused })).toBe(
      'This desk takes no new questions until 1:00 PM. You can call 757-555-0142.',
    );
    expect(reads({ whereabouts: { ...paused, paused: {} } })).toContain('no new questions for now.');
    expect(reads({ whereabouts: paused, lines: [pat(1, 'Hello?')] })).toBeUndefined();
    const closed: Line = { kind: 'closed', by: 'patron', id: 'end', seq: 2, at: NOON };
    expect(reads({ whereabouts: paused, lines: [pat(1, 'Hello?'), closed] })).toContain('no new questions');
    expect(reads({ whereabouts: paused, lines: [pat(1, 'Hello?', 'failed')] })).toContain('no new questions');
  });
});

test('Clearing the chat loses an answer only while one is expected', () => {
  expect(unanswered({ lines: [] })).toBe(false);
  expect(unanswered({ lines: [pat(1, 'Hello?')] })).toBe(true);
  expect(unanswered({ lines: [pat(1, 'Hello?'), happened(2, 'claimed', 'Ann')] })).toBe(true);
  expect(unanswered({ lines: [pat(1, 'Hello?'), ann(2, 'Yes')] })).toBe(false);
  expect(
    unanswered({ lines: [pat(1, 'Hello?'), { kind: 'closed', by: 'librarian', id: 'end', seq: 2, at: NOON }] }),
  ).toBe(false);
});

test('The notice says to whom the conversation went, and how, once that part has loaded', () => {
  const at = { id: 'relay-1', seq: 4, at: NOON };
  const lapsed = { ...at, kind: 'lapsed' as const, name: 'Ann', to: 'Ben' };
  const moved = { ...at, kind: 'moved' as const, to: 'Map room' };
  const passed = { ...at, kind: 'passed' as const, name: 'Ann' };
  expect([lapsed, moved, passed].map((line) => sentenceOf(line, reader(more)))).toEqual([
    'Ann is no longer connected. Ben will answer you',
    'Your question was handed to Map room',
    'Ann has handed your question on',
  ]);
  expect([lapsed, moved].map((line) => sentenceOf(line, reader()))).toEqual([
    'Ann is no longer connected',
    'The librarian has handed your question on',
  ]);
});
