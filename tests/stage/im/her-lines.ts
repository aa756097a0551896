/** What can be told from the lines that stood in one of her windows, in all her programs one after the other. */

import { withoutHead } from './head.ts';

const AGAIN = '(again) ';
const GAP =
  /^(?:The relay was offline|Your app lost its connection\. What you typed here) from (.+?) to (.+?)(?:\.| may) /;

/** What the patron said there, the first time each: repeats left out, marks taken off. */
export const readOnce = (lines: readonly string[], isLine: (text: string) => boolean): string[] => [
  ...new Set(lines.map(bare).filter(isLine)),
];

/** The same, the last time each. */
export const readLast = (lines: readonly string[], isLine: (text: string) => boolean): string[] =>
  readOnce(lines.toReversed(), isLine).toReversed();

/** Lines that came once more, and those of them that did not say so. */
export const repeatsIn = (lines: readonly string[]): { all: string[]; unmarked: string[] } => {
  const seen = new Set<string>();
  const all: string[] = [];
  for (const line of lines) {
    if (seen.has(bare(line))) all.push(line);
    seen.add(bare(line));
  }
  return { all, unmarked: all.filter((line) => !isMarked(line) && !GAP.test(line)) };
};

/** Does it say that it may have come before? */
export const isMarked = (line: string): boolean => line.startsWith(AGAIN);

/** Was she told there that her lines may have been lost then? Clocks there show whole seconds. */
export const wasTold = (lines: readonly string[], at: number, zone: string): boolean => {
  const then = secondOfDay(new Date(at).toLocaleTimeString('en', { timeZone: zone, timeStyle: 'medium' }));
  return lines.some((line) => {
    const [, from, to] = GAP.exec(line) ?? [];
    if (from === undefined || to === undefined) return false;
    return since(secondOfDay(from), then) <= since(secondOfDay(from), secondOfDay(to));
  });
};

const bare = (line: string): string => withoutHead(isMarked(line) ? line.slice(AGAIN.length) : line);

/** Of "3:04:05 PM". */
const secondOfDay = (time: string): number => {
  const [hour = 0, minute = 0, second = 0] = (time.match(/\d+/g) ?? []).map(Number);
  return ((hour % 12) + (/p/i.test(time) ? 12 : 0)) * 3_600 + minute * 60 + second;
};

/** Also over midnight. */
const since = (from: number, to: number): number => (to - from + 86_400) % 86_400;
