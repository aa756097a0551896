import type { Whereabouts } from '../protocol/whereabouts.ts';
import { DESK_WORDS as WORDS } from './desk-words.ts';

/** A time of day on the desk's own clock. */
export const deskTime = (at: number, zone: string): string =>
  new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit', timeZone: zone }).format(at);

export const deskDay = (at: number, zone: string): string =>
  new Intl.DateTimeFormat('en', { weekday: 'short', hour: 'numeric', minute: '2-digit', timeZone: zone }).format(at);

/** The desk's sign in one line of plain text: `Away · “At the Panera in Newport News, back at 3”`. */
export const signLine = ({ availability, librarians, opens, zone, notice }: Whereabouts): string => {
  const [first] = librarians;
  const parts = [WORDS.availability[availability]];
  if (first?.words !== undefined) parts.push(WORDS.quoted(first.words));
  if (first?.until !== undefined && (first.overdue || first.words === undefined)) {
    parts.push((first.overdue ? WORDS.dueBack : WORDS.back)(deskTime(first.until, zone)));
  }
  if (availability === 'offline' && opens !== undefined) parts.push(WORDS.opens(deskDay(opens, zone)));
  if (availability === 'offline' && notice !== undefined) parts.push(notice);
  return parts.join(' · ');
};
