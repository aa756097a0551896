import { type Clockface, daysBetween, format, timeOf } from '../shared/time-words.ts';

/** "3:00 PM" where that is today; "Monday 9:00 AM" within a week; else with the date. */
export function momentOf(at: number, now: number, face: Clockface): string {
  const days = Math.abs(daysBetween(now, at, face));
  if (days === 0) return timeOf(at, face);
  const date: Intl.DateTimeFormatOptions = days < 7 ? {} : { month: 'long', day: 'numeric' };
  return format(face, { weekday: 'long', ...date, hour: 'numeric', minute: '2-digit' }, at);
}

/** A moment on the desk's clock and, where it reads differently there, on the patron's own. */
export function momentsOf(at: number, now: number, face: Clockface): { desk: string; own?: string } {
  const desk = momentOf(at, now, face);
  const own = momentOf(at, now, { language: face.language });
  return desk === own ? { desk } : { desk, own };
}
