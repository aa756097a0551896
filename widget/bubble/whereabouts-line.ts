/** The text with which the bubble shows the whereabouts of a desk. */

import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';
import type { Phrases } from './bubble-words.ts';

/** The phrase with each `{}` replaced by the next of the values. */
export const filled = (phrase: string, ...values: string[]): string =>
  phrase.replace(/{}/g, () => values.shift() as string); // as: a phrase has no more gaps than it is given values

/**
 * In milliseconds, a few hours less than a day, and than six days. A time of day alone means its next occurrence, so it
 * needs a weekday if it is further ahead than SOON_MS. A weekday also means its next occurrence, so it needs a date if it
 * is further ahead than WEEK_MS.
 */
const SOON_MS = 8e7;
const WEEK_MS = 5e8;

/**
 * The line next to the bubble's icon: `Away · “At the Panera in Newport News, back at 3”`. A time is added only if the
 * librarian's words do not contain it, or if it reads differently on the patron's clock.
 * `own`: the patron's time zone, if it is not this browser's.
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
  // The desk is as available as its most available librarian. The words of a less available colleague must not be shown
  // next to that availability.
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
