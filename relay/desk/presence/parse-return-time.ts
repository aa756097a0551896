import { english, type ReturnLanguage, type SaidTime } from './return-phrases.en.ts';
import { DAY_MS, HOUR_MS, instantsOf, MINUTE_MS, wallTimeAt } from './time-zone.ts';

/** A bare hour ("3") is its next occurrence within this. */
const BARE_REACH_MS = 8 * HOUR_MS;

/** A whole time ("3 pm", "15:30", "in 2 hours") further off than this was said of another day. */
const REACH_MS = 18 * HOUR_MS;

const LANGUAGES: readonly ReturnLanguage[] = [english];

/**
 * When she will be back, read from her words where they leave no doubt; else undefined. `at`: when she said them;
 * `zone`: whose clocks she means; `closing`: when her desk closes next: a bare hour after it is not this afternoon's.
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
  // Two times, or one that may be meant otherwise: then not even the other is certain.
  return found.size === 1 ? [...found][0] : undefined;
};

/** The times a text gives for her return; undefined for each that is not certain. */
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

/** The hours of the day, 0 to 23, a time may mean. */
const hoursOf = ({ hour, half }: Exclude<SaidTime, { minutes: number }>): number[] => {
  if (half === 'none') return [hour];
  const am = hour % 12;
  if (half === 'either') return [am, am + 12];
  return [half === 'am' ? am : am + 12];
};
