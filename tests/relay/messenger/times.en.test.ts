// covers: relay/messenger/times.en.ts, relay/messenger/sentences.en.ts
import { expect, test } from 'vitest';
import { SENTENCES, signLine } from '../../../relay/messenger/sentences.en.ts';
import { momentAt, whenAt } from '../../../relay/messenger/times.en.ts';

const zone = 'America/New_York';
/** Thursday, 15 January 2026, ten in the evening in New York: Friday elsewhere. */
const now = Date.parse('2026-01-15T22:00-05:00');
const here = { zone, now };
const at = (time: string) => Date.parse(`2026-01-${time}-05:00`);

test.each([
  ['15T23:30', 'at 11:30 PM'],
  ['15T09:00', 'at 9:00 AM'],
  ['16T09:00', 'Friday 9:00 AM'],
  ['14T17:40', 'Wednesday 5:40 PM'],
  ['22T09:00', 'January 22 9:00 AM'],
  ['05T09:00', 'January 5 9:00 AM'],
])('%s is %s', (time, moment) => {
  expect(whenAt(at(time), now, zone)).toBe(moment);
  expect(`at ${momentAt(at(time), now, zone)}`.endsWith(moment)).toBe(true);
});

test('a return on another day is told with its day', () => {
  const member = {
    librarian: 'ben',
    name: 'Ben',
    availability: 'away' as const,
    until: at('16T09:00'),
    duty: [{ desk: 'main', on: true }],
    answers: [],
  };
  expect(signLine(member, here)).toBe('Away · until Friday 9:00 AM');
  expect(signLine({ ...member, overdue: true, until: at('15T21:00') }, here)).toBe('Away · was due back at 9:00 PM');
  expect(SENTENCES.leftFor(member, 'main', here)).toBe('Left for Ben, who is back Friday 9:00 AM.');
  expect(SENTENCES.leftFor({ ...member, until: at('15T23:00') }, 'main', here)).toBe(
    'Left for Ben, who is back at 11:00 PM.',
  );
  expect(SENTENCES.notAsked(member, 'main', here, 'Why?')).toBe(
    'Ben is back Friday 9:00 AM and cannot be reached. Not asked: “Why?”',
  );
});
