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

const ben = (said: Partial<LibrarianWhereabouts>): LibrarianWhereabouts => ({
  name: 'Ben',
  availability: 'away',
  ...said,
});

/** As read in Newport, or in `zone`. Times come with a narrow space, which is not what is tested. */
const line = (whereabouts: Partial<Whereabouts>, zone = NEWPORT, phrases = EN): string =>
  whereaboutsLine({ ...DESK, ...whereabouts }, phrases, zone).replaceAll('\u202f', ' ');

const PANERA = 'At the Panera in Newport News, back at 3';

describe('the one line beside the bubble', () => {
  test('of a librarian who is away is her availability and her words', () => {
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
  ])('%s', (text, whereabouts) => {
    expect(line(whereabouts)).toBe(text);
  });

  test('is what the best of them says; what others say is not about now', () => {
    expect(line({ librarians: [ben({ words: PANERA })] })).toBe('Available');
    expect(line({ availability: 'busy', librarians: [ben({ availability: 'busy' }), ben({ words: PANERA })] })).toBe(
      'Busy',
    );
  });

  test('says when she was due back, until she is heard from', () => {
    const late = { availability: 'away' as const, librarians: [ben({ words: PANERA, until: at(15), overdue: true })] };
    expect(line(late)).toBe(`Away · “${PANERA}” · was due back at 3:00 PM`);
    expect(line({ availability: 'away', librarians: [ben({ until: at(15), overdue: true })] })).toBe(
      'Away · was due back at 3:00 PM',
    );
  });

  test("does not take a colleague's return for hers", () => {
    expect(line({ availability: 'away', librarians: [ben({ words: 'At lunch' })], until: at(15) })).toBe(
      'Away · “At lunch”',
    );
  });
});

describe('a time that a clock alone does not tell', () => {
  beforeAll(() => vi.useFakeTimers({ now: at(12) }));
  afterAll(() => vi.useRealTimers());

  test.each<[string, Partial<Whereabouts>]>([
    ['Away · until 9:00 AM', { availability: 'away', until: at(33) }],
    ['Away · until Wed 9:00 AM', { availability: 'away', until: at(57) }],
    ['Away · until Wed, Jan 17, 9:00 AM', { availability: 'away', until: at(9 * 24 + 9) }],
    ['Closed · opens Sat 9:00 AM', { availability: 'offline', opens: at(5 * 24 + 9) }],
    // A Monday too, but not the next one.
    ['Closed · opens Mon, Jan 15, 9:00 AM', { availability: 'offline', opens: at(7 * 24 + 9) }],
  ])('%s', (text, whereabouts) => {
    expect(line(whereabouts)).toBe(text);
  });
});

describe('a time is told once', () => {
  test.each([
    ['At the 2nd floor desk', at(14), undefined, ' · until 2:00 PM'],
    ['Back at 3', at(15), true as const, ''],
  ])('%s', (words, until, told, time) => {
    expect(line({ availability: 'away', librarians: [ben({ words, until, ...(told && { told }) })] })).toBe(
      `Away · “${words}”${time}`,
    );
  });

  test('unless it reads differently on the clock of the patron', () => {
    const told = { words: PANERA, until: at(15), told: true as const };
    const whereabouts = { availability: 'away' as const, librarians: [ben(told)] };
    expect(line(whereabouts, 'Europe/Berlin')).toBe(`Away · “${PANERA}” · 3:00 PM, 9:00 PM your time`);
    expect(line({ availability: 'away', until: at(15) }, 'Europe/Berlin')).toBe(
      'Away · until 3:00 PM, 9:00 PM your time',
    );
    expect(line(whereabouts, 'America/Toronto')).toBe(`Away · “${PANERA}”`);
  });

  test('also where it opens on another day there', () => {
    expect(line({ availability: 'offline', opens: at(33) }, 'Pacific/Auckland')).toBe(
      'Closed · opens Tue 9:00 AM, Wed 3:00 AM your time',
    );
  });

  test('in the language of the words beside it', () => {
    const german = { ...EN, language: 'de', away: 'Abwesend', until: 'bis {}' };
    expect(line({ availability: 'away', until: at(15) }, NEWPORT, german)).toBe('Abwesend · bis 15:00');
  });
});

test('words stand as they were typed, whatever they hold', () => {
  for (const words of ['{} $& $1 \\1', '<b>bold</b>', 'בחזרה ב־3', '“quoted”']) {
    expect(line({ availability: 'away', librarians: [ben({ words })] })).toBe(`Away · “${words}”`);
  }
});
