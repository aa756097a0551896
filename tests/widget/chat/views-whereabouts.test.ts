// covers: widget/chat/views/card.ts, widget/chat/views/until.ts, widget/chat/moments.ts, widget/strings/chat.en.ts
import { expect, test } from 'vitest';
import { availabilityOf } from '../../../widget/chat/views/card.ts';
import { untilOf } from '../../../widget/chat/views/until.ts';
import { desk, NOON, reader } from './views-stage.ts';

const HOUR = 3_600_000;
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const elsewhere = here === 'Asia/Tokyo' ? 'America/New_York' : 'Asia/Tokyo';
const until = (said: Parameters<typeof untilOf>[0], zone = here) => untilOf(said, zone, reader())?.replace(/\s/g, ' ');

test('The only librarian without words of their own is named next to the desk’s state', () => {
  const ann = { name: 'Ann', availability: 'available' as const };
  expect(availabilityOf(desk(), reader())).toBe('Available');
  expect(availabilityOf(desk({ librarians: [ann] }), reader())).toBe('Available · Ann');
  expect(availabilityOf(desk({ librarians: [ann, ann] }), reader())).toBe('Available');
  expect(availabilityOf(desk({ librarians: [{ ...ann, words: 'Upstairs' }] }), reader())).toBe('Available');
});

test('A desk where nobody is counts as closed only if it has hours', () => {
  expect(availabilityOf(desk({ availability: 'offline', opens: NOON + HOUR }), reader())).toBe('Closed');
  expect(availabilityOf(desk({ availability: 'offline' }), reader())).toBe('Nobody is at the desk right now');
  expect(availabilityOf(desk({ availability: 'unsure' }), reader())).toBe('We cannot tell right now who is there');
});

test('A return time is said once', () => {
  const words = 'At the Panera in Newport News, back at 3';
  expect(until({ availability: 'away', words, until: NOON + 3 * HOUR, told: true })).toBeUndefined();
  expect(until({ availability: 'away', words: 'At lunch', until: NOON + 3 * HOUR })).toBe('Back at 3:00 PM');
  expect(until({ availability: 'busy', until: NOON + 2.5 * HOUR })).toBe('Busy until 2:30 PM');
  expect(until({ availability: 'away', words })).toBeUndefined();
});

test('A return time is said again if it reads differently on the patron’s clock', () => {
  const words = 'At the Panera in Newport News, back at 3';
  expect(until({ availability: 'away', words, until: NOON + 3 * HOUR, told: true }, elsewhere)).toMatch(
    /^Back .+, .*3:00 PM your time$/,
  );
});

test('A return time on another day begins with the day', () => {
  const tomorrow = NOON + 21 * HOUR;
  expect(until({ availability: 'away', until: tomorrow })).toBe('Back Wednesday 9:00 AM');
  expect(until({ availability: 'away', until: tomorrow, overdue: true })).toBe('Was due back Wednesday 9:00 AM');
  expect(until({ availability: 'busy', until: tomorrow })).toBe('Busy until Wednesday 9:00 AM');
});

test('A return time that has passed is said to have passed', () => {
  expect(until({ availability: 'away', words: 'back at 11', until: NOON - HOUR, overdue: true })).toBe(
    'Was due back at 11:00 AM',
  );
});
