import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';
import type { Row } from './table.ts';

/** gz bytes of the lightest full chat that was measured for comparison, Zammad's: 19.3 KB. */
const LIGHTEST_PEER = 19_300;

const PAGES = fileURLToPath(new URL('../../dist/pages/', import.meta.url));

/** As the relay sends it to a browser that takes gzip. */
const served = (file: string): number => statSync(`${PAGES}${file}.gz`).size;

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

/** The JSON of a bubble: whereabouts, its words in English and the signs. */
const told = (whereabouts: Whereabouts): number => {
  const phrases = JSON.parse(readFileSync(`${PAGES}strings/bubble.en.json`, 'utf8'));
  return gzipSync(JSON.stringify({ ...whereabouts, phrases })).length;
};

const row = (what: string, bytes: number, compared: number): Row => ({
  what,
  ours: `${bytes.toLocaleString('en')} B`,
  theirs: `${compared.toLocaleString('en')} B`,
  ratio: bytes / compared,
  budget: 1,
});

/** What is built, as gzip; what a browser really fetches is counted by a browser test. */
export const weights = (): Row[] => {
  const scripts = readdirSync(PAGES).filter((file) => file.endsWith('.js'));
  const chat = scripts.find((file) => file.startsWith('chat-')) ?? '';
  const later = scripts.filter((file) => file !== chat && file !== 'widget.js').map(served);
  const bubble = served('widget.js');
  const both = bubble + served(chat);
  return [
    row('scripts of a page nobody asks from, gz', bubble, 2_048),
    row('everything up to the first answer, of a librarian who is there, gz', both + told(AVAILABLE), 16_384),
    row('the same, of one who is away “At the Panera in Newport News, back at 3”', both + told(AWAY), 16_384),
    row('that beside the lightest full chat measured', both + told(AWAY), LIGHTEST_PEER),
    row('the largest part of the chat used later, gz', Math.max(...later), 4_096),
    row(
      'all parts used later, gz',
      later.reduce((sum, bytes) => sum + bytes, 0),
      28_672,
    ),
  ];
};
