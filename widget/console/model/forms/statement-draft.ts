import type { ConsoleStatement } from '../../../../relay/protocol/frames.ts';
import type { StatedAvailability } from '../../../../relay/protocol/whereabouts.ts';

/** A statement that is being edited. */
export interface StatementDraft {
  availability: StatedAvailability;
  words: string;
  back: Back;
}

/** When the librarian is back: in so many minutes, or at a time of day on their own clock, as `15:00`. */
export type Back = { in: number } | { at: string } | undefined;

/** The choices offered, in minutes. */
export const QUICK_MINUTES = [10, 20, 30, 60];

const MINUTE_MS = 60_000;

/**
 * `back` in milliseconds since 1970: so many minutes from now, rounded up to the full minute; or the next time the
 * librarian's clock shows that time of day.
 */
export const untilOf = (back: Back, now: number): number | undefined => {
  if (back === undefined) return undefined;
  if ('in' in back) return Math.ceil(now / MINUTE_MS + back.in) * MINUTE_MS;
  const [hours, minutes] = back.at.split(':').map(Number);
  if (hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)) return undefined;
  const until = new Date(now);
  until.setHours(hours, minutes, 0, 0);
  if (until.getTime() <= now) until.setDate(until.getDate() + 1);
  return until.getTime();
};

export const statementOf = ({ availability, words, back }: StatementDraft, now: number): ConsoleStatement => {
  const until = availability === 'available' ? undefined : untilOf(back, now);
  return { availability, words, ...(until !== undefined && { until }) };
};

/** A moment as the value of a time field, `15:00`, on the librarian's own clock. */
export const wallTime = (at: number): string => {
  const date = new Date(at);
  return `${date.getHours()}`.padStart(2, '0').concat(':', `${date.getMinutes()}`.padStart(2, '0'));
};

/** Words used before with this availability, newest first, each offered as a button. */
export const recentWords = (recent: readonly ConsoleStatement[], availability: StatedAvailability): string[] =>
  recent
    .filter((said) => said.availability === availability)
    .flatMap(({ words }) => (words === undefined ? [] : [words]));
