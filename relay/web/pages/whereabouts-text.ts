import type { Whereabouts } from '../../protocol/whereabouts.ts';
import { DESK_WORDS as WORDS } from './desk-page.en.ts';

const DAY_MS = 86_400_000;

/** A time of day on the desk's own clock. */
export const deskTime = (at: number, zone: string): string =>
  new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit', timeZone: zone }).format(at);

/** A time, with its weekday if it is not today, and with its date from six days ahead on: a weekday alone would mean the next one. */
export const deskMoment = (at: number, zone: string, now: number): string => {
  const day = (t: number) => new Date(t).toLocaleDateString('en', { timeZone: zone });
  if (day(at) === day(now)) return deskTime(at, zone);
  const date = at - now < 6 * DAY_MS ? {} : ({ month: 'short', day: 'numeric' } as const);
  const dayText = new Intl.DateTimeFormat('en', { weekday: 'short', ...date, timeZone: zone }).format(at);
  return WORDS.dayAndTime(dayText, deskTime(at, zone));
};

/** A desk's whereabouts in one line of plain text: `Away · “At the Panera in Newport News, back at 3”`. */
export const whereaboutsText = (
  { availability, librarians, opens, zone, notice }: Whereabouts,
  now: number,
): string => {
  // The desk is as available as the best of its librarians. The words of the others would be about another availability.
  const one = librarians.find((each) => each.availability === availability);
  const parts = [WORDS.availability[availability]];
  if (one?.words !== undefined) parts.push(WORDS.quoted(one.words));
  if (one?.until !== undefined && (one.overdue || !one.told)) {
    const phrase = one.overdue ? WORDS.dueBack : availability === 'busy' ? WORDS.until : WORDS.back;
    parts.push(phrase(deskMoment(one.until, zone, now)));
  }
  if (availability === 'offline' && opens !== undefined) parts.push(WORDS.opens(deskMoment(opens, zone, now)));
  if (availability === 'offline' && notice !== undefined) parts.push(notice);
  return parts.join(' · ');
};
