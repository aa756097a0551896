import type { Whereabouts } from '../../relay/protocol/whereabouts.ts';
import type { Phrases } from './bubble-words.ts';

/** The phrase with the values, in this order, for each `{}`. */
export const filled = (phrase: string, ...values: string[]): string =>
  phrase.replace(/{}/g, () => values.shift() as string); // as: a phrase has no more gaps than it is given values

/**
 * The one line beside the bubble's sign: `Away · “At the Panera in Newport News, back at 3”`. A time is added only where
 * her words do not tell the hour, or where it reads differently on the patron's clock.
 * `own`: the patron's zone, if not this browser's.
 */
export const whereaboutsLine = (
  { availability, librarians, until, opens, zone }: Whereabouts,
  phrases: Phrases,
  own?: string,
): string => {
  const timed = (phrase: string, at: number, words = '', weekday?: 'short'): string => {
    const clock = (timeZone?: string) =>
      new Date(at).toLocaleTimeString(phrases.language, { timeZone, weekday, hour: 'numeric', minute: '2-digit' });
    const there = clock(zone);
    const here = clock(own);
    const told = words.match(/\d+/g)?.some((number) => (+number - parseInt(there, 10)) % 12 === 0);
    const time = there === here ? there : filled(phrases.yours, there, here);
    if (!told) return filled(phrase, time);
    return there === here ? '' : time;
  };
  if (availability === 'offline' && opens) return timed(phrases.opens, opens, '', 'short');
  // The desk is as available as the best of them; what others say is not about now.
  const one = librarians.find((each) => each.availability === availability && (each.words || each.overdue));
  const words = one?.words;
  const due = one ? one.until : until;
  return [
    phrases[availability],
    words && filled(phrases.quoted, words),
    due && (one?.overdue ? timed(phrases.due, due) : timed(phrases.until, due, words)),
  ]
    .filter(Boolean)
    .join(' · ');
};
