// covers: widget/bubble/whereabouts-line.ts, widget/bubble/bubble-words.ts, widget/strings/bubble.en.ts
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { LibrarianWhereabouts, Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import { whereaboutsLine } from '../../../widget/bubble/whereabouts-line.ts';
import { EN } from '../../../widget/strings/bubble.en.ts';

const NEWPORT = 'America/New_York';
/** On the desk's clock, on Monday, 8 January 2024. */
const at = (hour: number, minute = 0): number => Date.UTC(2024, 0, 8, hour + 5, minute);

const DESK: Whereabouts = {
  desk: 'main',
  name: 'Reference desk',
  zone: NEWPORT,
  availability: 'available',
  librarians: [],
  goodFor: 25,
};

const ben = (shown: Partial<LibrarianWhereabouts>): LibrarianWhereabouts => ({
  name: 'Ben',
  availability: 'away',
  ...shown,
});

/** The line as read in Newport, or in `zone`. Intl puts a narrow space into times, which is not what is tested. */
const line = (whereabouts: Partial<Whereabouts>, zone = NEWPORT, phrases = EN): string =>
  whereaboutsLine({ ...DESK, ...whereabouts }, phrases, zone).replaceAll('\u202f', ' ');

const PANERA = 'At the Panera in Newport News, back at 3';

describe('the line next to the icon of the bubble', () => {
  test('The line for a librarian who is away has their availability and their words', () => {
    expect(
      line({ availability: 'away', librarians: [ben({ words: PANERA, until: at(15), told: true })], until: at(15) }),
    ).toBe('Away · “At the Panera in Newport News, back at 3”');
  });

  test.each<[string, Partial<Whereabouts>]>([
    ['Available', {}],
    [
      'Available · “In the reading room”',
      { librarians: [ben({ availability: 'available', words: 'In the reading room' })] },
    ],
    ['Busy', { availability: 'busy' }],
    ['Busy · until 2:30 PM', { availability: 'busy', until: at(14, 30) }],
    ['Away', { availability: 'away' }],
    ['Away · until 3:00 PM', { availability: 'away', until: at(15) }],
    ['No one’s at the desk', { availability: 'offline' }],
    ['Closed · opens Tue 9:00 AM', { availability: 'offline', opens: at(33) }],
    ['Checking who’s available', { availability: 'unsure' }],
    ['Available', { availability: 'available', opens: at(33) }],
  ])('The line reads: %s', (text, whereabouts) => {
    expect(line(whereabouts)).toBe(text);
  });

  test('The words of a less available librarian are not shown with the availability of the desk', () => {
    expect(line({ librarians: [ben({ words: PANERA })] })).toBe('Available');
    expect(line({ availability: 'busy', librarians: [ben({ availability: 'busy' }), ben({ words: PANERA })] })).toBe(
      'Busy',
    );
  });

  test('The line says when a librarian who is late was due back', () => {
    const late = { availability: 'away' as const, librarians: [ben({ words: PANERA, until: at(15), overdue: true })] };
    expect(line(late)).toBe(`Away · “${PANERA}” · was due back at 3:00 PM`);
    expect(line({ availability: 'away', librarians: [ben({ until: at(15), overdue: true })] })).toBe(
      'Away · was due back at 3:00 PM',
    );
  });

  test('The line does not show the return of one librarian with the words of another', () => {
    expect(line({ availability: 'away', librarians: [ben({ words: 'At lunch' })], until: at(15) })).toBe(
      'Away · “At lunch”',
    );
  });
});

describe('a time on another day', () => {
  beforeAll(() => vi.useFakeTimers({ now: at(12) }));
  afterAll(() => vi.useRealTimers());

  test.each<[string, Partial<Whereabouts>]>([
    ['Away · until 9:00 AM', { availability: 'away', until: at(33) }],
    ['Away · until Wed 9:00 AM', { availability: 'away', until: at(57) }],
    ['Away · until Wed, Jan 17, 9:00 AM', { availability: 'away', until: at(9 * 24 + 9) }],
    ['Closed · opens Sat 9:00 AM', { availability: 'offline', opens: at(5 * 24 + 9) }],
    // This is a Monday too, but not the next one.
    ['Closed · opens Mon, Jan 15, 9:00 AM', { availability: 'offline', opens: at(7 * 24 + 9) }],
  ])('The line reads: %s', (text, whereabouts) => {
    expect(line(whereabouts)).toBe(text);
  });
});

describe('a time in the words', () => {
  test.each([
    ['At the 2nd floor desk', at(14), undefined, ' · until 2:00 PM'],
    ['Back at 3', at(15), true as const, ''],
  ])('The time of a return is shown once with the words: %s', (words, until, told, time) => {
    expect(line({ availability: 'away', librarians: [ben({ words, until, ...(told && { told }) })] })).toBe(
      `Away · “${words}”${time}`,
    );
  });

  test('A time that the words contain is repeated where it reads differently on the clock of the patron', () => {
    const told = { words: PANERA, until: at(15), told: true as const };
    const whereabouts = { availability: 'away' as const, librarians: [ben(told)] };
    expect(line(whereabouts, 'Europe/Berlin')).toBe(`Away · “${PANERA}” · 3:00 PM, 9:00 PM your time`);
    expect(line({ availability: 'away', until: at(15) }, 'Europe/Berlin')).toBe(
      'Away · until 3:00 PM, 9:00 PM your time',
    );
    expect(line(whereabouts, 'America/Toronto')).toBe(`Away · “${PANERA}”`);
  });

  test('An opening time has the day of the patron, where that is another day', () => {
    expect(line({ availability: 'offline', opens: at(33) }, 'Pacific/Auckland')).toBe(
      'Closed · opens Tue 9:00 AM, Wed 3:00 AM your time',
    );
  });

  test('A time is written in the language of the words next to it', () => {
    const german = { ...EN, language: 'de', away: 'Abwesend', until: 'bis {}' };
    expect(line({ availability: 'away', until: at(15) }, NEWPORT, german)).toBe('Abwesend · bis 15:00');
  });
});

test('Words are shown as they were typed, whatever they contain', () => {
  for (const words of ['{} $& $1 \\1', '<b>bold</b>', 'בחזרה ב־3', '“quoted”']) {
    expect(line({ availability: 'away', librarians: [ben({ words })] })).toBe(`Away · “${words}”`);
  }
});
