import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Row } from './table.ts';

/** gz bytes of the lightest full chat that was measured for comparison, Zammad's: 19.3 KB. */
const LIGHTEST_PEER = 19_300;

const PAGES = fileURLToPath(new URL('../../dist/pages/', import.meta.url));

const gz = (file: string): number => gzipSync(readFileSync(`${PAGES}${file}`), { level: 9 }).length;

/** Scripts as built; what a browser really fetches is counted by a browser test. */
export const weights = (): Row[] => {
  const chat = readdirSync(PAGES).find((file) => /^chat-.*\.js$/.test(file)) ?? '';
  const bubble = gz('widget.js');
  const both = bubble + gz(chat);
  const bytes = (count: number) => `${count.toLocaleString('en')} B`;
  return [
    {
      what: 'scripts of a page nobody asks from, gz',
      ours: bytes(bubble),
      theirs: '2,048 B',
      ratio: bubble / 2_048,
      budget: 1,
    },
    {
      what: 'scripts up to the first answer, gz',
      ours: bytes(both),
      theirs: '16,384 B',
      ratio: both / 16_384,
      budget: 1,
    },
    {
      what: 'the same beside the lightest full chat measured',
      ours: bytes(both),
      theirs: bytes(LIGHTEST_PEER),
      ratio: both / LIGHTEST_PEER,
      budget: 1,
    },
  ];
};
