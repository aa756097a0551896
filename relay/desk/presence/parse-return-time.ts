import { english, type ReturnLanguage, type SaidTime } from './return-phrases.en.ts';
import { DAY_MS, HOUR_MS, instantsOf, MINUTE_MS, wallTimeAt } from './time-zone.ts';

/** Reads a return time from a librarian's words, and refuses whatever is in doubt. Pure. */

/** A bare hour ("3") means its next occurrence within this time. */
const BARE_REACH_MS = 8 * HOUR_MS;

/** A complete time ("3 pm", "15:30", "in 2 hours") that is further ahead than this is about another day. */
const REACH_MS = 18 * HOUR_MS;

const LANGUAGES: readonly ReturnLanguage[] = [english];

/**
 * The time at which the librarian will be back, in milliseconds since 1970, if the words leave no doubt; else undefined.
 * `at`: when the words were said. `zone`: the time zone they refer to. `closing`: when the desk closes next, because a
 * bare hour after closing time does not mean this afternoon.
 */
export const parseReturnTime = (words: string, at: number, zone: string, closing?: number): number | undefined => {
  const text = words
    .toLowerCase()
    .replace(/[‘’´`]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, ' ')
    .trim();
  const found = new Set<number | undefined>();
  for (const language of LANGUAGES) {
    for (const said of timesIn(text, language)) found.add(said && instantOf(said, at, zone, closing));
  }
  // With two times, or one that is in doubt, no time is certain.
  return found.size === 1 ? [...found][0] : undefined;
};

/** The return times in a text; undefined for each one that is in doubt. */
function* timesIn(text: string, { doubt, follows, phrases }: ReturnLanguage): Generator<SaidTime | undefined> {
  if (doubt.test(text)) return;
  for (const { pattern, unless, read } of phrases) {
    for (const match of text.matchAll(pattern)) {
      const certain =
        !unless.test(clauseBefore(text, match.index)) && follows.test(text.slice(match.index + match[0].length));
      yield certain ? read(match.groups ?? {}) : undefined;
    }
  }
}

const clauseBefore = (text: string, index: number): string =>
  text
    .slice(0, index)
    .split(/[.,;:!?()–—"]| - /)
    .at(-1) ?? '';

const instantOf = (said: SaidTime, at: number, zone: string, closing?: number): number | undefined => {
  if ('minutes' in said) {
    const after = said.minutes * MINUTE_MS;
    return after > 0 && after <= REACH_MS ? at + after : undefined;
  }
  const today = Math.floor(wallTimeAt(zone, at) / DAY_MS) * DAY_MS;
  const last =
    said.half === 'either' ? Math.min(at + BARE_REACH_MS, (closing ?? Number.POSITIVE_INFINITY) - 1) : at + REACH_MS;
  const instants = [today, today + DAY_MS].flatMap((day) =>
    hoursOf(said).flatMap((hour) => instantsOf(zone, day + hour * HOUR_MS + said.minute * MINUTE_MS)),
  );
  const ahead = instants.filter((instant) => instant > at && instant <= last);
  return ahead.length === 0 ? undefined : Math.min(...ahead);
};

/** The hours of the day, 0 to 23, that a time may mean. */
const hoursOf = ({ hour, half }: Exclude<SaidTime, { minutes: number }>): number[] => {
  if (half === 'none') return [hour];
  const am = hour % 12;
  if (half === 'either') return [am, am + 12];
  return [half === 'am' ? am : am + 12];
};
