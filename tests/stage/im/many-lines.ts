import { expect } from 'vitest';
import type { Patron } from '../patron.ts';
import { eventually } from './eventually.ts';
import { isMarked, readOnce, repeatsIn, wasTold } from './her-lines.ts';

/** Many lines both ways at once, and what became of each. */

/** A line of hers, and when she sent it. */
export interface Sent {
  text: string;
  at: number;
}

/** A patron, the window she is for Ann, and what each has written so far. */
export interface Pair {
  name: string;
  patron: Patron;
  window: string;
  asked: string[];
  sent: Sent[];
}

/** Gives the lines in a window of hers, in all her programs. */
export type Lines = (window: string) => Promise<string[]>;

export const patronsWrite = (pairs: Pair[], count: number): void => {
  for (const { name, patron, asked } of pairs)
    for (let line = 0; line < count; line += 1) {
      const text = `${name} line ${asked.length}`;
      asked.push(text);
      patron.writes(text);
    }
};

/** Gives what her program did about each, in order. */
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

/** The last of hers is on every page. */
export const arrived = async (pairs: Pair[]): Promise<void> => {
  for (const { patron, sent } of pairs) await patron.sees(`Ann: ${sent.at(-1)?.text ?? ''}`);
};

export const allKept = async (pairs: Pair[]): Promise<void> => {
  for (const { patron } of pairs) await patron.hasAllKept();
};

export const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Said, and neither proved nor on a page. */
export const underWay = (pairs: Pair[]) => ({
  ofPatrons: sum(pairs.map(({ patron }) => patron.undeliveredLines.length)),
  hers: sum(pairs.map((pair) => lostOf(pair).length)),
});

const isOf =
  ({ name }: Pair) =>
  (text: string): boolean =>
    text.startsWith(`${name} `);

/** Her windows show so many lines of each patron beside the question. */
export const allShown = async (pairs: Pair[], count: number, lines: Lines): Promise<void> => {
  for (const pair of pairs)
    await eventually(
      `${count} lines of ${pair.name} are in her window`,
      async () => readOnce(await lines(pair.window), isOf(pair)).length === 1 + count,
      { seen: () => lines(pair.window) },
    );
};

export const allProved = async (pairs: Pair[]): Promise<void> => {
  for (const { patron } of pairs)
    await eventually('her pages know', () => patron.undeliveredLines.length === 0, { seen: () => patron.page });
};

/** Compares whole lists on both sides; gives what came again, and what of hers did not come. */
export const compared = async (pairs: Pair[], lines: Lines, zone: string, read = readOnce) => {
  let [repeats, marked, told] = [0, 0, 0];
  const lost: Sent[] = [];
  const untold: string[] = [];
  for (const pair of pairs) {
    const hers = await lines(pair.window);
    expect(read(hers, isOf(pair))).toEqual(pair.asked);
    expect(repeatsIn(hers).unmarked).toEqual([]);
    repeats += repeatsIn(hers).all.length;
    marked += hers.filter(isMarked).length;

    expect(pair.patron.keptLines).toEqual(pair.asked);
    const page = onPage(pair);
    const gone = lostOf(pair);
    expect(page).toEqual(pair.sent.filter((sent) => !gone.includes(sent)).map(({ text }) => text));
    lost.push(...gone);
    for (const { text, at } of gone) {
      if (wasTold(hers, at, zone)) told += 1;
      else untold.push(`${text}, at ${new Date(at).toISOString()}`);
    }
  }
  return { repeats, marked, lost: lost.length, told, untold };
};
