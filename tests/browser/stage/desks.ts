import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';

/** The next time it is this hour in Virginia, near enough for pictures: later today where it can be, else tomorrow. */
const next = (hour: number): number => {
  const [now = 0] = new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone: 'America/New_York' })
    .format()
    .split(':')
    .map(Number);
  const start = Math.floor(Date.now() / 3_600_000) * 3_600_000;
  return start + (hour > now ? hour - now : hour - now + 24) * 3_600_000;
};

const desk = { desk: 'main', name: 'Newport Reference Desk', zone: 'America/New_York', goodFor: 25 };

const week: Whereabouts['hours'] = [
  [['09:00', '18:00']],
  [['09:00', '18:00']],
  [['09:00', '18:00']],
  [['09:00', '20:00']],
  [['09:00', '18:00']],
  [
    ['10:00', '12:30'],
    ['13:30', '16:00'],
  ],
  [],
];

const contact = {
  phone: '+1 757 555 0134',
  email: 'ask@newport.lib.example',
  address: '110 Main Street, Newport News, Virginia',
};

export const AVAILABLE: Whereabouts = {
  ...desk,
  availability: 'available',
  librarians: [{ name: 'Ann', availability: 'available' }],
};

export const BUSY: Whereabouts = {
  ...desk,
  availability: 'busy',
  librarians: [{ name: 'Ann', availability: 'busy', words: 'Showing a class the archive', until: next(14) }],
};

export const AWAY: Whereabouts = {
  ...desk,
  availability: 'away',
  librarians: [
    {
      name: 'Ann',
      availability: 'away',
      words: 'At the Panera in Newport News, back at 3',
      until: next(15),
      told: true,
    },
  ],
  until: next(15),
};

export const OVERDUE: Whereabouts = {
  ...desk,
  availability: 'away',
  librarians: [{ name: 'Ann', availability: 'away', words: 'At lunch, back soon', until: next(13), overdue: true }],
};

export const SEVERAL: Whereabouts = {
  ...desk,
  availability: 'available',
  librarians: [
    { name: 'Ben', availability: 'available', words: 'Upstairs with the maps' },
    { name: 'Dorothea Lange-Whitfield', availability: 'busy' },
    {
      name: 'Ann',
      availability: 'away',
      words: 'At the Panera in Newport News, back at 3',
      until: next(15),
      told: true,
    },
  ],
};

export const CLOSED: Whereabouts = {
  ...desk,
  availability: 'offline',
  librarians: [],
  opens: next(33),
  hours: week,
  contact,
};

export const SNOW: Whereabouts = {
  ...CLOSED,
  notice: 'Snow. The book drop is open; holds are kept a week longer.',
  dates: [
    { date: '2026-12-24', hours: [['09:00', '12:00']], why: 'Christmas Eve' },
    { date: '2026-12-25', hours: [], why: 'Christmas Day' },
    { date: '2027-01-01', hours: [] },
  ],
};

export const NOBODY: Whereabouts = { ...desk, availability: 'offline', librarians: [], contact };

export const UNSURE: Whereabouts = { ...desk, availability: 'unsure', librarians: [], contact };
