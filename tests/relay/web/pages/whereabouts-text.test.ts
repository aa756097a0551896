import { expect, test } from 'vitest';
import type { LibrarianWhereabouts, Whereabouts } from '../../../../relay/protocol/whereabouts.ts';
import { whereaboutsText } from '../../../../relay/web/pages/whereabouts-text.ts';

/** Monday, 21 December 2026, noon in New York. */
const NOW = Date.parse('2026-12-21T12:00-05:00');
const at = (moment: string) => Date.parse(`${moment}-05:00`);

const DESK: Whereabouts = {
  desk: 'main',
  name: 'Reference desk',
  zone: 'America/New_York',
  availability: 'away',
  librarians: [],
  goodFor: 25,
};

const line = (changes: Partial<Whereabouts>) => whereaboutsText({ ...DESK, ...changes }, NOW);
const ann = (said: Partial<LibrarianWhereabouts>) => ({ name: 'Ann', availability: 'away' as const, ...said });

test.each<[string, Partial<Whereabouts>]>([
  ['Away · “At lunch” · back at 2:00 PM', { librarians: [ann({ words: 'At lunch', until: at('2026-12-21T14:00') })] }],
  ['Away · “Back at 2”', { librarians: [ann({ words: 'Back at 2', until: at('2026-12-21T14:00'), told: true })] }],
  ['Away · “Ill” · back Thu at 9:00 AM', { librarians: [ann({ words: 'Ill', until: at('2026-12-24T09:00') })] }],
  ['Away · was due back at 9:00 AM', { librarians: [ann({ until: at('2026-12-21T09:00'), overdue: true })] }],
  [
    'Busy · until 2:30 PM',
    { availability: 'busy', librarians: [ann({ availability: 'busy', until: at('2026-12-21T14:30') })] },
  ],
  ['No one’s at the desk · Opens Tue at 9:00 AM', { availability: 'offline', opens: at('2026-12-22T09:00') }],
  ['No one’s at the desk · Opens at 2:00 PM', { availability: 'offline', opens: at('2026-12-21T14:00') }],
  // A Monday too, but not the next one.
  ['No one’s at the desk · Opens Mon, Jan 4 at 9:00 AM', { availability: 'offline', opens: at('2027-01-04T09:00') }],
])('The whereabouts read: %s', (text, changes) => {
  expect(line(changes).replaceAll('\u202f', ' ')).toBe(text);
});

test('The words of an away colleague are not shown next to an available librarian', () => {
  expect(line({ availability: 'available', librarians: [ann({ words: 'At the Panera' })] })).toBe(
    'A librarian is available',
  );
});
