import { costOf, type Figures } from './report.ts';

/** What a report says in words, on a terminal as in the console. */

const COLUMNS = ['Asked', 'Answered', 'Left', 'Missed', 'Wait p50', 'Wait p90', 'Over 90\u00a0s', 'On duty'];

/** With a rate also what a question cost. */
export const columns = (rate: number | undefined): string[] => (rate === undefined ? COLUMNS : [...COLUMNS, 'Cost']);

export const LEGEND = [
  'Asked: all that a patron says until her conversation ends is one question. It is counted when it has ended, at the hour she asked.',
  'Left: asked while nobody could be asked. Missed: ended without an answer.',
  'Wait: until the first answer, of those not left. Half were answered within p50, nine in ten within p90.',
  'On duty: hours of all librarians together.',
];

/** What library studies found one answered question to cost, in US dollars. */
const STUDIES = 'Library studies found $37 to $439 for a question.';

const number = (value: number, places: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: places, maximumFractionDigits: places });

export const duration = (seconds: number): string => {
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${number(hours, 0)} h` : `${number(hours, 0)} h ${minutes % 60} min`;
};

/** In the order of `columns`. */
export const figureCells = (figures: Figures, rate?: number): string[] => {
  const { asked, answered, left, missed, waits, p50, p90, long, dutyHours } = figures;
  const cost = rate === undefined ? undefined : costOf(figures, rate);
  return [
    number(asked, 0),
    number(answered, 0),
    number(left, 0),
    number(missed, 0),
    p50 === undefined ? '–' : duration(p50),
    p90 === undefined ? '–' : duration(p90),
    waits === 0 ? '–' : `${number((long / waits) * 100, 0)}%`,
    `${number(dutyHours, 1)} h`,
    ...(rate === undefined ? [] : [cost === undefined ? '–' : number(cost, 2)]),
  ];
};

/** `09–10`. */
export const hourOfDay = (hour: number): string =>
  `${String(hour).padStart(2, '0')}–${String(hour + 1).padStart(2, '0')}`;

/** Which hours were counted, at which rate, by how many questions. */
export const costLines = (figures: Figures, rate: number): string[] => {
  const { answered, dutyHours } = figures;
  const cost = costOf(figures, rate);
  if (answered === 0) return ['No question was answered in this time, so there is no cost for one.', STUDIES];
  if (cost === undefined)
    return ['No hours on duty were counted in this time, so there is no cost for a question.', STUDIES];
  const questions = answered === 1 ? '1 answered question' : `${number(answered, 0)} answered questions`;
  return [
    `Cost for a question: ${number(cost, 2)} (${number(dutyHours, 1)} hours on duty at ${number(rate, 2)}, by ${questions}).`,
    STUDIES,
  ];
};

export const period = (from: string, to: string): string => (from === to ? `On ${from}` : `From ${from} to ${to}`);

export const NOTHING = 'Nothing was asked in this time, and nobody was on duty.';

/** `first`: the first date of which there is a count. */
export const nothingBefore = (first: string): string => `The first count is of ${first}.`;
