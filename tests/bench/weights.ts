import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';
import type { Row } from './table.ts';

/** Bytes, gzipped, of the lightest full chat that was measured for comparison: Zammad's. */
const ZAMMAD = 19_300;

/** Bytes, gzipped: the budget of everything a page loads up to the first answer, whatever the state of the desk. */
const FIRST_ANSWER = 22_500;

const PAGES = fileURLToPath(new URL('../../dist/pages/', import.meta.url));

/** Bytes of a file as the relay sends it to a browser that accepts gzip. */
const servedBytes = (file: string): number => statSync(`${PAGES}${file}.gz`).size;

const AVAILABLE: Whereabouts = {
  desk: 'main',
  name: 'Reference desk',
  zone: 'America/New_York',
  availability: 'available',
  librarians: [{ name: 'Ann', availability: 'available' }],
  contact: { phone: '757-555-0142' },
  goodFor: 25,
};

const AWAY: Whereabouts = {
  ...AVAILABLE,
  availability: 'away',
  librarians: [
    {
      name: 'Ann',
      availability: 'away',
      words: 'At the Panera in Newport News, back at 3',
      until: Date.UTC(2026, 2, 10, 19),
      since: Date.UTC(2026, 2, 10, 17, 40),
    },
  ],
  until: Date.UTC(2026, 2, 10, 19),
};

/** Bytes, gzipped, of the JSON that a bubble fetches: whereabouts, the bubble's texts in English and the signs. */
const whereaboutsBytes = (whereabouts: Whereabouts): number => {
  const phrases = JSON.parse(readFileSync(`${PAGES}strings/bubble.en.json`, 'utf8'));
  return gzipSync(JSON.stringify({ ...whereabouts, phrases })).length;
};

const row = (what: string, bytes: number, most: number): Row => ({
  what,
  ours: `${bytes.toLocaleString('en')} B`,
  theirs: `${most.toLocaleString('en')} B`,
  ratio: bytes / most,
  budget: 1,
});

/** The weight of the built files. What a browser really fetches is counted by tests/browser/weight.test.ts. */
export const weightRows = (): Row[] => {
  const scripts = readdirSync(PAGES).filter((file) => file.endsWith('.js'));
  const chat = scripts.find((file) => file.startsWith('chat-')) ?? '';
  const later = scripts.filter((file) => file !== chat && file !== 'widget.js').map(servedBytes);
  const bubble = servedBytes('widget.js');
  const details = scripts.find((file) => file.startsWith('details-')) ?? '';
  const both = bubble + servedBytes(chat);
  const available = both + whereaboutsBytes(AVAILABLE);
  const most = both + servedBytes(details) + whereaboutsBytes(AWAY);
  return [
    row('scripts of a page that nobody asks from, gzipped', bubble, 3_072),
    row('everything up to the first answer of a librarian who is available, gzipped', available, FIRST_ANSWER),
    row('everything up to the first answer in the states that need a later part, gzipped', most, FIRST_ANSWER),
    row('the same with a librarian who is available, compared to Zammad', available, ZAMMAD),
    row('the largest part that the chat loads later, gzipped', Math.max(...later), 4_096),
  ];
};
