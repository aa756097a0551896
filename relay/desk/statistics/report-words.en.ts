import { costOf, type Figures } from './report.ts';

/** The words of the report, for the terminal and for the console's report page. */

const COLUMNS = [
  'Asked',
  'Answered',
  'Left while closed',
  'Unanswered',
  'Typical wait',
  '9 in 10 within',
  'Over 90\u00a0s',
  'On duty',
];

/** The table's column heads. With a rate, the cost of an hour on duty, there is a column for the cost of a question. */
export const columns = (rate: number | undefined): string[] => (rate === undefined ? COLUMNS : [...COLUMNS, 'Cost']);

export const LEGEND = [
  'Asked: everything a patron says until the conversation ends is one question. It is counted when the conversation has ended, in the hour in which it was asked.',
  'Left while closed: nobody was available when it was asked. Unanswered: it ended without an answer.',
  'Waits are until the first answer, without questions left while closed. Half were answered within the typical wait.',
  'On duty: the hours of all librarians together.',
];

/** What one answered question costs according to library studies, in US dollars. */
const STUDIES = 'Library studies found $37 to $439 per question.';

const number = (value: number, places: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: places, maximumFractionDigits: places });

/** `45 s`, `2 min 10 s`, `1 h 5 min`. */
export const duration = (seconds: number): string => {
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${number(hours, 0)} h` : `${number(hours, 0)} h ${minutes % 60} min`;
};

/** The cells of one row, in the order of `columns`. */
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

/** The cost of one answered question, and how it was calculated. */
export const costLines = (figures: Figures, rate: number): string[] => {
  const { answered, dutyHours } = figures;
  const cost = costOf(figures, rate);
  if (answered === 0) return ['No questions were answered in this period, so there is no cost per question.', STUDIES];
  if (cost === undefined)
    return ['No hours on duty were counted in this period, so there is no cost per question.', STUDIES];
  const questions = answered === 1 ? '1 answered question' : `${number(answered, 0)} answered questions`;
  return [
    `Cost per question: ${number(cost, 2)} (${number(dutyHours, 1)} hours on duty at ${number(rate, 2)}, divided by ${questions}).`,
    STUDIES,
  ];
};

/** The dates of the report, as its title gives them. */
export const period = (from: string, to: string): string => (from === to ? `On ${from}` : `From ${from} to ${to}`);

export const NOTHING = 'No questions were asked in this period, and nobody was on duty.';

/** `first`: the first date with a count. */
export const nothingBefore = (first: string): string => `Counting started on ${first}.`;
