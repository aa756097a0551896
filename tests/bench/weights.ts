import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Row } from './table.ts';

/** gz bytes of the lightest full chat that was measured for comparison, Zammad's. */
const LIGHTEST_PEER = 19_300;

const KB = 1_024;

const PAGES = fileURLToPath(new URL('../../dist/pages/', import.meta.url));

const gz = (file: string): number => gzipSync(readFileSync(`${PAGES}${file}`), { level: 9 }).length;

/** The script with those it cannot run without. */
const withImports = (file: string, found = new Set<string>()): Set<string> => {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(`${PAGES}${file}`, 'utf8');
  for (const [, name = ''] of text.matchAll(/\b(?:from|import)\s*"\.\/([^"]+)"/g)) withImports(name, found);
  return found;
};

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

/** Files as built; that a browser fetches these and no others is a browser test. */
export const weights = (): Row[] => {
  const scripts = readdirSync(PAGES).filter((file) => file.endsWith('.js'));
  const chat = scripts.find((file) => file.startsWith('chat-')) ?? '';
  const early = withImports('widget.js');
  for (const file of withImports(chat)) early.add(file);
  const later = scripts.filter((file) => !early.has(file)).map(gz);
  const bubble = gz('widget.js');
  // The bubble's words come with the whereabouts.
  const answered = sum([...early].map(gz)) + gz('strings/bubble.en.json');
  const row = (what: string, ours: number, theirs: number, note = ''): Row => ({
    what,
    ours: `${ours.toLocaleString('en')} B`,
    theirs: `${note}${theirs.toLocaleString('en')} B`,
    ratio: ours / theirs,
    budget: 1,
  });
  return [
    row('scripts of a page nobody asks from, gz', bubble, 2 * KB),
    row('everything up to the first answer, gz', answered, 16 * KB),
    row('the same beside the lightest full chat measured', answered, LIGHTEST_PEER, 'Zammad '),
    row('the largest part used later, gz', Math.max(0, ...later), 4 * KB),
    row('all of it, with every part used later, gz', answered + sum(later), 28 * KB),
  ];
};
