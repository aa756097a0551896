import { expect } from 'vitest';
import type { Patron } from '../patron.ts';
import { eventually } from './eventually.ts';
import { isMarked, readOnce, repeatsIn, wasNotified } from './window-lines.ts';

/** Many lines both ways at once, and what became of each. */

/** A line of Ann, and the time at which Ann sent it. */
export interface Sent {
  text: string;
  at: number;
}

/** A patron, the window that Ann has for the patron, and what each of the two has written so far. */
export interface Pair {
  name: string;
  patron: Patron;
  window: string;
  asked: string[];
  sent: Sent[];
}

/** Returns the lines in a window of Ann, from all clients of Ann. */
export type Lines = (window: string) => Promise<string[]>;

export const patronsWrite = (pairs: Pair[], count: number): void => {
  for (const { name, patron, asked } of pairs)
    for (let line = 0; line < count; line += 1) {
      const text = `${name} line ${asked.length}`;
      asked.push(text);
      patron.writes(text);
    }
};

/** Returns what Ann's client did about each line, in order. */
export const annWrites = <Done>(pairs: Pair[], count: number, says: (window: string, text: string) => Done): Done[] =>
  Array.from({ length: count }, () => pairs).flatMap((row) =>
    row.map(({ name, window, sent }) => {
      const text = `A line ${sent.length} for ${name}`;
      sent.push({ text, at: Date.now() });
      return says(window, text);
    }),
  );

const onPage = ({ patron }: Pair): string[] =>
  patron.page.split('\n').flatMap((row) => (row.startsWith('Ann: A') ? [row.slice('Ann: '.length)] : []));

const lostOf = (pair: Pair): Sent[] => {
  const page = new Set(onPage(pair));
  return pair.sent.filter(({ text }) => !page.has(text));
};

/** Resolves when the last line of Ann is on every page. */
export const arrived = async (pairs: Pair[]): Promise<void> => {
  for (const { patron, sent } of pairs) await patron.sees(`Ann: ${sent.at(-1)?.text ?? ''}`);
};

export const allKept = async (pairs: Pair[]): Promise<void> => {
  for (const { patron } of pairs) await patron.hasAllKept();
};

export const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Counts the lines that were sent and are neither acknowledged nor on a page. */
export const underWay = (pairs: Pair[]) => ({
  ofPatrons: sum(pairs.map(({ patron }) => patron.undeliveredLines.length)),
  ofAnn: sum(pairs.map((pair) => lostOf(pair).length)),
});

const isOf =
  ({ name }: Pair) =>
  (text: string): boolean =>
    text.startsWith(`${name} `);

/** Resolves when Ann's windows show this many lines of each patron in addition to the question. */
export const allShown = async (pairs: Pair[], count: number, lines: Lines): Promise<void> => {
  for (const pair of pairs)
    await eventually(
      `${count} lines of ${pair.name} are in the window of Ann`,
      async () => readOnce(await lines(pair.window), isOf(pair)).length === 1 + count,
      { seen: () => lines(pair.window) },
    );
};

export const allProved = async (pairs: Pair[]): Promise<void> => {
  for (const { patron } of pairs)
    await eventually('the pages of the patron know', () => patron.undeliveredLines.length === 0, {
      seen: () => patron.page,
    });
};

/** Compares whole lists on both sides. Returns the lines that were shown again, and the lines of Ann that were lost. */
export const compared = async (pairs: Pair[], lines: Lines, zone: string, read = readOnce) => {
  let [repeats, marked, notified] = [0, 0, 0];
  const lost: Sent[] = [];
  const unnotified: string[] = [];
  for (const pair of pairs) {
    const shown = await lines(pair.window);
    expect(read(shown, isOf(pair))).toEqual(pair.asked);
    expect(repeatsIn(shown).unmarked).toEqual([]);
    repeats += repeatsIn(shown).all.length;
    marked += shown.filter(isMarked).length;

    expect(pair.patron.keptLines).toEqual(pair.asked);
    const page = onPage(pair);
    const gone = lostOf(pair);
    expect(page).toEqual(pair.sent.filter((sent) => !gone.includes(sent)).map(({ text }) => text));
    lost.push(...gone);
    for (const { text, at } of gone) {
      if (wasNotified(shown, at, zone)) notified += 1;
      else unnotified.push(`${text}, at ${new Date(at).toISOString()}`);
    }
  }
  return { repeats, marked, lost: lost.length, notified, unnotified };
};
