// covers: relay/desk/statistics/report-csv.ts, relay/desk/statistics/report-query.ts, relay/desk/statistics/report-words.en.ts
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayOf } from '../../../../relay/desk/presence/opening-hours.ts';
import { type Count, waitValue } from '../../../../relay/desk/statistics/hourly-counts.ts';
import { costOf, figuresOf, reportOf } from '../../../../relay/desk/statistics/report.ts';
import { reportCsv } from '../../../../relay/desk/statistics/report-csv.ts';
import { parseReportQuery, queriedHours, type ReportInput } from '../../../../relay/desk/statistics/report-query.ts';
import { costLines, duration, figureCells } from '../../../../relay/desk/statistics/report-words.en.ts';

const at = (date: string, hour: number): number => dayOf(date) * 24 + hour;
const count = (what: Count['what'], n: number, more: Partial<Count> = {}): Count => ({
  desk: 'main',
  hour: at('2026-11-25', 14),
  what,
  value: 0,
  n,
  ...more,
});

const SOME: Count[] = [
  count('answered', 10),
  count('missed', 2),
  count('left', 1),
  count('wait', 5, { value: 12 }),
  count('wait', 3, { value: 60 }),
  count('wait', 1, { value: 130 }),
  count('duty', 5_400_000),
  count('missed', 1, { desk: 'maps', hour: at('2026-11-24', 14) }),
  count('duty', 1_800_000, { hour: at('2026-11-25', 9) }),
];

describe('The figures', () => {
  test('Figures are the sums, and the waits within which half and nine in ten were answered', () => {
    expect(figuresOf(SOME.filter(({ desk }) => desk === 'main'))).toEqual({
      asked: 12,
      answered: 10,
      left: 1,
      missed: 2,
      waits: 9,
      p50: 12,
      p90: 130,
      long: 1,
      dutyHours: 2,
    });
    expect(figuresOf([])).toEqual({ asked: 0, answered: 0, left: 0, missed: 0, waits: 0, long: 0, dutyHours: 0 });
  });

  test('Percentiles of counted waits are those of the waits listed one by one', () => {
    const wait = fc.integer({ min: 0, max: 200_000 });
    fc.assert(
      fc.property(fc.array(wait, { minLength: 1, maxLength: 60 }), (waits) => {
        const seconds = waits.map(waitValue).sort((one, other) => one - other);
        const figures = figuresOf(waits.map((ms) => count('wait', 1, { value: waitValue(ms) })));
        expect(figures.p50).toBe(seconds[Math.ceil(seconds.length / 2) - 1]);
        expect(figures.p90).toBe(seconds[Math.ceil((seconds.length * 9) / 10) - 1]);
        expect(figures.long).toBe(waits.filter((ms) => ms > 90_000).length);
      }),
    );
  });

  test('A report lists desks, configured and empty ones first, and hours of the day', () => {
    const { desks, hours, all } = reportOf(SOME, ['archives', 'main']);
    expect(desks.map(({ desk, figures }) => `${desk} ${figures.asked}`)).toEqual(['archives 0', 'main 12', 'maps 1']);
    expect(hours.map(({ hour, figures }) => `${hour} ${figures.asked} ${figures.dutyHours}`)).toEqual([
      '9 0 0.5',
      '14 13 1.5',
    ]);
    expect(all.asked).toBe(13);
  });
});

describe('The cost per question', () => {
  test('The cost per question is shown with hours, rate and answers, and with what studies found', () => {
    const figures = figuresOf(SOME);
    expect(costOf(figures, 35)).toBe(7);
    expect(costLines(figures, 35)).toEqual([
      'Cost per question: 7.00 (2.0 hours on duty at 35.00, divided by 10 answered questions).',
      'Library studies found $37 to $439 per question.',
    ]);
  });

  test('There is no cost per question without answers or without hours', () => {
    expect(costLines(figuresOf([count('duty', 3_600_000), count('missed', 3)]), 35)[0]).toBe(
      'No questions were answered in this period, so there is no cost per question.',
    );
    expect(costLines(figuresOf([count('answered', 3)]), 35)[0]).toBe(
      'No hours on duty were counted in this period, so there is no cost per question.',
    );
  });
});

test('Figures are formatted for people', () => {
  expect(figureCells(figuresOf(SOME))).toEqual(['13', '10', '1', '3', '12 s', '2 min 10 s', '11%', '2.0 h']);
  expect(figureCells(figuresOf(SOME), 35).at(-1)).toBe('7.00');
  expect(figureCells(figuresOf([]), 35).at(-1)).toBe('–');
  expect(figureCells(figuresOf([]))).toEqual(['0', '0', '0', '0', '–', '–', '–', '0.0 h']);
  expect([0, 119, 120, 130, 3_540, 3_600, 4_200, 7_200_000].map(duration)).toEqual([
    '0 s',
    '119 s',
    '2 min',
    '2 min 10 s',
    '59 min',
    '1 h',
    '1 h 10 min',
    '2,000 h',
  ]);
});

describe('A report query', () => {
  const read = (typed: ReportInput) =>
    parseReportQuery(typed, '2026-11-25', { from: '--from', to: '--to', rate: '--rate' });

  test.each<[ReportInput, unknown]>([
    [{}, { from: '2026-10-27', to: '2026-11-25' }],
    [{ to: '2026-03-30' }, { from: '2026-03-01', to: '2026-03-30' }],
    [{ from: '2026-11-01' }, { from: '2026-11-01', to: '2026-11-25' }],
    [
      { from: '2026-11-25', rate: '35' },
      { from: '2026-11-25', to: '2026-11-25', rate: 35 },
    ],
    [
      { from: '2024-02-29', rate: '35.50' },
      { from: '2024-02-29', to: '2026-11-25', rate: 35.5 },
    ],
  ])('The report input %j is read', (typed, asked) => {
    expect(read(typed)).toEqual(asked);
  });

  test.each<[ReportInput, string]>([
    [{ from: '1 Nov' }, '“1 Nov” for --from is not a date. Write it as year, month and day: 2026-11-25.'],
    [{ to: '2026-02-29' }, '“2026-02-29” for --to is not a date.'],
    [{ to: '2026-13-01' }, '“2026-13-01” for --to is not a date.'],
    [{ from: '' }, '“” for --from is not a date.'],
    [{ from: '2026-11-26' }, '--from is 2026-11-26, which comes after --to, 2026-11-25. The earlier date comes first.'],
    [{ rate: '$35' }, '“$35” for --rate is not an amount. Write a number above 0, without a currency: 35 or 35.50.'],
    ...['0', '-1', '35,50', '1e3', 'NaN', '35.505', ''].map((rate): [ReportInput, string] => [
      { rate },
      `“${rate}” for --rate is not an amount.`,
    ]),
  ])('The report input %j is refused with a sentence', (typed, sentence) => {
    expect(read(typed)).toContain(sentence);
  });

  test('A query covers whole days, including the last', () => {
    expect(queriedHours({ from: '1970-01-02', to: '1970-01-03' })).toEqual([24, 72]);
  });
});

describe('The report as CSV', () => {
  test('The CSV has a row for each desk, date and hour, in order', () => {
    expect(reportCsv(SOME)).toBe(
      [
        'desk,date,hour,asked,answered,left,missed,waits,wait_p50_seconds,wait_p90_seconds,waits_over_90_seconds,hours_on_duty',
        'main,2026-11-25,9,0,0,0,0,0,,,0,0.5',
        'main,2026-11-25,14,12,10,1,2,9,12,130,1,1.5',
        'maps,2026-11-24,14,1,0,0,1,0,,,0,0',
        '',
      ].join('\r\n'),
    );
  });

  test('The CSV has the cost of hours with a rate, and is only its head without counts', () => {
    expect(
      reportCsv(SOME, 35)
        .split('\r\n')
        .slice(0, 3)
        .map((row) => row.split(',').at(-1)),
    ).toEqual(['cost_of_duty', '17.5', '52.5']);
    expect(reportCsv([]).split('\r\n')).toHaveLength(2);
  });

  test.each([
    ['=1+1', "'=1+1"],
    ['-desk', "'-desk"],
    ['@desk', "'@desk"],
    ['a,b', '"a,b"'],
    ['a"b', '"a""b"'],
    ['=a\r\nb', '"\'=a\r\nb"'],
  ])('In the CSV a desk named %j is text in one cell', (desk, written) => {
    expect(reportCsv([count('missed', 1, { desk })])).toContain(`\r\n${written},2026-11-25,14,`);
  });
});
