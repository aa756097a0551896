/** Reads the lines that one window of a librarian showed, in all the clients of the librarian one after the other. */

import { withoutHead } from './head.ts';

const AGAIN = '(again) ';
const GAP =
  /^(?:The relay was offline|Your app lost its connection\. What you typed here) from (.+?) to (.+?)(?:\.| may) /;

/** The lines of the patron in that window, each where it was shown first: without repeats and without marks. */
export const readOnce = (lines: readonly string[], isLine: (text: string) => boolean): string[] => [
  ...new Set(lines.map(bare).filter(isLine)),
];

/** The same lines, each where it was shown last. */
export const readLast = (lines: readonly string[], isLine: (text: string) => boolean): string[] =>
  readOnce(lines.toReversed(), isLine).toReversed();

/** Lines that were shown again, and those of them that were not marked as repeats. */
export const repeatsIn = (lines: readonly string[]): { all: string[]; unmarked: string[] } => {
  const seen = new Set<string>();
  const all: string[] = [];
  for (const line of lines) {
    if (seen.has(bare(line))) all.push(line);
    seen.add(bare(line));
  }
  return { all, unmarked: all.filter((line) => !isMarked(line) && !GAP.test(line)) };
};

/** Does the line say that it may have been shown before? */
export const isMarked = (line: string): boolean => line.startsWith(AGAIN);

/**
 * Did the window say that lines of the librarian from the time `at` may be lost? The times in the window have whole
 * seconds.
 */
export const wasNotified = (lines: readonly string[], at: number, zone: string): boolean => {
  const then = secondOfDay(new Date(at).toLocaleTimeString('en', { timeZone: zone, timeStyle: 'medium' }));
  return lines.some((line) => {
    const [, from, to] = GAP.exec(line) ?? [];
    if (from === undefined || to === undefined) return false;
    return since(secondOfDay(from), then) <= since(secondOfDay(from), secondOfDay(to));
  });
};

const bare = (line: string): string => withoutHead(isMarked(line) ? line.slice(AGAIN.length) : line);

/** The second of the day of a time such as "3:04:05 PM". */
const secondOfDay = (time: string): number => {
  const [hour = 0, minute = 0, second = 0] = (time.match(/\d+/g) ?? []).map(Number);
  return ((hour % 12) + (/p/i.test(time) ? 12 : 0)) * 3_600 + minute * 60 + second;
};

/** Seconds from one second of the day to another, also over midnight. */
const since = (from: number, to: number): number => (to - from + 86_400) % 86_400;
