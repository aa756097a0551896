import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';
import type { Phrases } from './bubble-words.ts';

/** The phrase with the values, in this order, for each `{}`. */
export const filled = (phrase: string, ...values: string[]): string =>
  phrase.replace(/{}/g, () => values.shift() as string); // as: a phrase has no more gaps than it is given values

/** Milliseconds, some hours less than a day, and than six days: a time of day alone is its next one, a weekday too. */
const SOON_MS = 8e7;
const WEEK_MS = 5e8;

/**
 * The one line beside the bubble's sign: `Away · “At the Panera in Newport News, back at 3”`. A time is added only where
 * her words do not tell it, or where it reads differently on the patron's clock.
 * `own`: the patron's zone, if not this browser's.
 */
export const whereaboutsLine = (
  { availability, librarians, until, opens, zone }: Whereabouts,
  phrases: Phrases,
  own?: string,
): string => {
  const timed = (phrase: string, at: number, told?: boolean): string => {
    const ahead = at - Date.now();
    const weekday = phrase === phrases.opens || ahead > SOON_MS ? 'short' : undefined;
    const date = ahead > WEEK_MS ? weekday : undefined;
    const clock = (timeZone?: string) =>
      new Date(at).toLocaleTimeString(phrases.language, {
        timeZone,
        weekday,
        month: date,
        day: date && 'numeric',
        hour: 'numeric',
        minute: '2-digit',
      });
    const there = clock(zone);
    const here = clock(own);
    const time = there === here ? there : filled(phrases.yours, there, here);
    if (!told) return filled(phrase, time);
    return there === here ? '' : time;
  };
  if (availability === 'offline' && opens) return timed(phrases.opens, opens);
  // The desk is as available as the best of them; what others say is not about now.
  const one = librarians.find((each) => each.availability === availability && (each.words || each.overdue));
  const words = one?.words;
  const due = one ? one.until : until;
  return [
    phrases[availability],
    words && filled(phrases.quoted, words),
    due && (one?.overdue ? timed(phrases.due, due) : timed(phrases.until, due, one?.told)),
  ]
    .filter(Boolean)
    .join(' · ');
};
