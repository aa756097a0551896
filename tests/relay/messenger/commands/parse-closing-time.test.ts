import { describe, expect, test } from 'vitest';
import { parseDeskCommand, readMoment } from '../../../../relay/messenger/commands/parse-closing-time.ts';

const ZONE = 'America/New_York';
/** Tuesday, 13 January 2026, 10:20 in New York. */
const NOW = Date.parse('2026-01-13T10:20:00-05:00');

const NINE = Date.parse('2026-01-14T09:00:00-05:00');

const iso = (instant: number | undefined): string | undefined =>
  instant === undefined ? undefined : new Date(instant).toISOString().slice(0, 16);

describe('a moment', () => {
  test.each([
    ['tomorrow 9', '2026-01-14T14:00'],
    ['tomorrow at 9', '2026-01-14T14:00'],
    ['Tomorrow, 9:30', '2026-01-14T14:30'],
    ['tomorrow 9pm', '2026-01-15T02:00'],
    ['tomorrow', '2026-01-14T05:00'],
    ['today 15:30', '2026-01-13T20:30'],
    ['15:30', '2026-01-13T20:30'],
    ['9:00', '2026-01-14T14:00'],
    ['3', '2026-01-13T20:00'],
    ['10', '2026-01-14T03:00'],
    ['12', '2026-01-13T17:00'],
    ['3 pm', '2026-01-13T20:00'],
    ['0', '2026-01-14T05:00'],
    ['noon', '2026-01-13T17:00'],
    ['midnight', '2026-01-14T05:00'],
    ['Thursday', '2026-01-15T05:00'],
    ['thu 9', '2026-01-15T14:00'],
    ['next Monday 10 am', '2026-01-19T15:00'],
    ['Tuesday 9', '2026-01-20T14:00'],
    ['2026-02-02 9:00', '2026-02-02T14:00'],
    ['2026-02-02', '2026-02-02T05:00'],
    // The clocks are put forward over it: the moment of the jump.
    ['2026-03-08 2:30', '2026-03-08T07:00'],
  ])('%s', (text, moment) => {
    expect(iso(readMoment(text, NOW, ZONE))).toBe(moment);
  });

  test.each([
    '',
    'soon',
    'today 9',
    'today',
    '2026-01-12',
    '2026-02-30 9',
    '25',
    '13 pm',
    '0 am',
    '9:75',
    'the thaw',
    'tomorrow nine',
    '9 or 10',
    '9 tomorrow 10',
    'sunset',
    'money',
    'saturn 9',
  ])('%j is none that lies ahead', (text) => {
    expect(readMoment(text, NOW, ZONE)).toBeUndefined();
  });
});

describe('what follows !desk', () => {
  const read = (rest: string) => parseDeskCommand(rest, NOW, () => ZONE);

  test.each([
    ['closed', { what: 'closed', desk: '', words: '' }],
    ['closed, snow', { what: 'closed', desk: '', words: 'snow' }],
    ['closed: no heating, and no light', { what: 'closed', desk: '', words: 'no heating, and no light' }],
    ['closed until further notice, flood', { what: 'closed', desk: '', words: 'flood' }],
    ['Closed until tomorrow 9, snow, and ice', { what: 'closed', desk: '', words: 'snow, and ice' }],
    ['archives close until 3', { what: 'closed', desk: 'archives', words: '' }],
    ['Local history closed', { what: 'closed', desk: 'Local history', words: '' }],
    ['pause', { what: 'paused', desk: '' }],
    ['paused until further notice', { what: 'paused', desk: '' }],
    [
      'archives pause until 15:30',
      { what: 'paused', desk: 'archives', until: Date.parse('2026-01-13T15:30:00-05:00') },
    ],
    ['pause until the thaw', { what: 'unclear', when: 'the thaw' }],
    ['pause, lunch', { what: 'unclear' }],
    ['pause until 15:30, lunch', { what: 'unclear' }],
    ['pause until', { what: 'unclear', when: '' }],
    ['open', { what: 'open', desk: '' }],
    ['archives open', { what: 'open', desk: 'archives' }],
    ['open tomorrow', { what: 'unclear' }],
    ['', { what: 'unclear' }],
    ['shut', { what: 'unclear' }],
    ['closed until', { what: 'unclear', when: '' }],
    ['closed till tomorrow 9, snow', { what: 'closed', desk: '', words: 'snow', until: NINE }],
    ['closed til tomorrow 9', { what: 'closed', desk: '', words: '', until: NINE }],
    ['closed till', { what: 'unclear', when: '' }],
    ['closed, snow until tomorrow 9', { what: 'unclear', when: 'snow until tomorrow 9' }],
    ['closed, snow till tomorrow 9', { what: 'unclear', when: 'snow till tomorrow 9' }],
    ['closed for today', { what: 'unclear', when: 'for today' }],
    ['closed today', { what: 'unclear', when: 'today' }],
    ['closed for the rest of the day', { what: 'unclear', when: 'for the rest of the day' }],
    ['closed tomorrow, holiday', { what: 'unclear', when: 'tomorrow, holiday' }],
    ['closed on Monday', { what: 'unclear', when: 'on Monday' }],
    ['closed from 15:00', { what: 'unclear', when: 'from 15:00' }],
    ['closed monthly staff meeting', { what: 'closed', desk: '', words: 'monthly staff meeting' }],
    ['closed thunderstorm', { what: 'closed', desk: '', words: 'thunderstorm' }],
    ['closed: the till is broken', { what: 'closed', desk: '', words: 'the till is broken' }],
    ['closed for inventory', { what: 'closed', desk: '', words: 'for inventory' }],
    ['closed, today’s talk is in the hall', { what: 'closed', desk: '', words: 'today’s talk is in the hall' }],
    ['closed until sunset', { what: 'unclear', when: 'sunset' }],
    ['closed until the thaw, snow', { what: 'unclear', when: 'the thaw' }],
  ])('%j', (rest, order) => {
    expect(read(rest)).toMatchObject(order);
  });

  test('until when', () => {
    expect(read('closed until tomorrow 9, snow')).toMatchObject({ until: Date.parse('2026-01-14T09:00:00-05:00') });
    expect(read('closed')).not.toHaveProperty('until');
  });
});
