// covers: relay/desk/statistics/hourly-counts.ts
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EMPTY, fold } from '../../../../relay/desk/conversation/fold.ts';
import type { Author, Entry, What } from '../../../../relay/desk/entry.ts';
import { countsOfQuestion, splitByHour, waitValue } from '../../../../relay/desk/statistics/hourly-counts.ts';
import { type Question, questionsAfter } from '../../../../relay/desk/statistics/questions.ts';

const author = fc.constantFrom<Author>('patron', 'patron', 'librarian:ann', 'librarian:ben');
const librarian = fc.constantFrom<Author>('librarian:ann', 'librarian:ben');
const act = (...whats: What[]) => fc.constantFrom(...whats);
const entry: fc.Arbitrary<{ author: Author; what: What }> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ author, what: act({ kind: 'said', text: 'x' }) }) },
  { weight: 3, arbitrary: fc.record({ author: librarian, what: act({ kind: 'claimed' }, { kind: 'passed' }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ author: librarian, what: act({ kind: 'joined' }, { kind: 'withdrawn', of: 2 }) }),
  },
  { weight: 3, arbitrary: fc.record({ author, what: act({ kind: 'closed', by: 'relay' }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ author: fc.constant<Author>('relay'), what: act({ kind: 'lapsed', librarian: 'ann' }) }),
  },
);
const history: fc.Arbitrary<Entry[]> = fc
  .array(entry, { maxLength: 30 })
  .map((entries) => entries.map((one, index) => ({ ...one, id: `entry-${index}`, seq: index + 1, at: index * 1_000 })));

/** A naive count over the whole log written as a string: P asks, L answers, C closes. */
const naive = (entries: readonly Entry[]): string[] => {
  let now = EMPTY;
  const strip = entries.map((one) => {
    const { after, shown } = fold(now, one);
    now = after;
    if (!shown) return '-';
    if (one.what.kind === 'closed') return 'C';
    if (one.what.kind !== 'said') return '-';
    return one.author === 'patron' ? 'P' : 'L';
  });
  return (strip.join('').match(/[^C]*C|[^C]+$/g) ?? []).flatMap((opening) => {
    if (!opening.includes('P')) return [];
    const wait = /P([^L]*)L/.exec(opening)?.[1]?.length;
    return [
      `${wait === undefined ? 'no answer' : `answered after ${wait + 1}`}${opening.endsWith('C') ? ', closed' : ''}`,
    ];
  });
};

const told = ({ at, answeredAt, closed }: Question): string =>
  `${answeredAt === undefined ? 'no answer' : `answered after ${(answeredAt - at) / 1_000}`}${closed ? ', closed' : ''}`;

test('Whatever happened, the questions are those of a naive count', () => {
  fc.assert(
    fc.property(history, (entries) => {
      expect(questionsAfter(0, entries).map(told)).toEqual(naive(entries));
    }),
    { numRuns: 2_000 },
  );
});

test('When counted at every closing, each question is found once', () => {
  fc.assert(
    fc.property(history, (entries) => {
      let counted = 0;
      const parts: Question[] = [];
      for (let kept = 1; kept <= entries.length; kept += 1) {
        const questions = questionsAfter(counted, entries.slice(0, kept));
        if (!questions.every(({ closed }) => closed)) continue;
        parts.push(...questions);
        counted = kept;
      }
      parts.push(...questionsAfter(counted, entries));
      expect(parts).toEqual(questionsAfter(0, entries));
    }),
    { numRuns: 500 },
  );
});

test('A question belongs to the desk that answered it first, or had it last', () => {
  const of = (...whats: [Author, What][]) =>
    questionsAfter(
      0,
      whats.map(([by, what], index) => ({ id: `entry-${index}`, seq: index + 1, at: index, author: by, what })),
    ).map(({ desk }) => desk);
  const said: What = { kind: 'said', text: 'x' };
  const asks: [Author, What] = ['patron', said];
  const answers: [Author, What] = ['librarian:ann', said];
  const takes: [Author, What] = ['librarian:ann', { kind: 'claimed' }];
  const moves: [Author, What] = ['librarian:ann', { kind: 'moved', to: 'maps' }];
  const closes: [Author, What] = ['relay', { kind: 'closed', by: 'relay' }];
  expect(of(asks, answers, moves, answers, closes)).toEqual([undefined]);
  expect(of(asks, takes, moves, answers, closes)).toEqual(['maps']);
  expect(of(asks, takes, moves, closes, asks)).toEqual(['maps', 'maps']);
});

test('A wait is rounded up, to seconds up to two minutes, then coarser', () => {
  const waits = [0, 1, 1_000, 37_200, 90_000, 90_001, 120_000, 120_001, 601_000, 3_599_000, 3_601_000, 99_000_000];
  expect(waits.map(waitValue)).toEqual([0, 1, 1, 38, 90, 91, 120, 130, 660, 3_600, 4_200, 100_800]);
  expect(waitValue(-5)).toBe(0);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2e9 }), fc.integer({ min: 0, max: 1e6 }), (ms, more) => {
      expect(waitValue(ms) * 1_000).toBeGreaterThanOrEqual(ms);
      expect(waitValue(ms + more)).toBeGreaterThanOrEqual(waitValue(ms));
      expect(waitValue(waitValue(ms) * 1_000)).toBe(waitValue(ms));
    }),
  );
});

test("The hour of a count is the desk's wall time, in zones with half hours too", () => {
  const at = Date.parse('2026-11-24T18:40:00Z');
  const hour = (zone: string) => {
    const [count] = countsOfQuestion({ name: 'main', zone }, { seq: 1, at, closed: true }, false);
    return new Date((count?.hour ?? 0) * 3_600_000).toISOString().slice(0, 13);
  };
  expect(hour('America/New_York')).toBe('2026-11-24T13');
  expect(hour('Asia/Kolkata')).toBe('2026-11-25T00');
  expect(hour('Asia/Kathmandu')).toBe('2026-11-25T00');
});

test('A left question that was answered counts no wait', () => {
  const question = { seq: 1, at: 0, answeredAt: 37_000, closed: true };
  const desk = { name: 'main', zone: 'UTC' };
  const one = { desk: 'main', hour: 0, n: 1 };
  expect(countsOfQuestion(desk, question, false)).toEqual([
    { ...one, what: 'answered', value: 0 },
    { ...one, what: 'wait', value: 37 },
  ]);
  expect(countsOfQuestion(desk, question, true)).toEqual([
    { ...one, what: 'answered', value: 0 },
    { ...one, what: 'left', value: 0 },
  ]);
});

test("A minute is split at the desk's full hour, even when clocks change", () => {
  const parts = (zone: string, from: string, ms: number) =>
    splitByHour(zone, Date.parse(from), Date.parse(from) + ms).map(([hour, part]) => [
      new Date(hour * 3_600_000).toISOString().slice(0, 13),
      part,
    ]);
  expect(parts('UTC', '2026-11-24T18:59:40Z', 60_000)).toEqual([
    ['2026-11-24T18', 20_000],
    ['2026-11-24T19', 40_000],
  ]);
  expect(parts('UTC', '2026-11-24T18:59:00Z', 30_000)).toEqual([['2026-11-24T18', 30_000]]);
  expect(parts('America/New_York', '2026-03-08T06:59:40Z', 60_000)).toEqual([
    ['2026-03-08T01', 20_000],
    ['2026-03-08T03', 40_000],
  ]);
  expect(parts('America/New_York', '2026-11-01T05:59:40Z', 60_000)).toEqual([['2026-11-01T01', 60_000]]);
  // Lord Howe changes its clocks by half an hour.
  for (const from of ['2026-10-03T15:29:40Z', '2026-04-04T14:59:40Z']) {
    const all = parts('Australia/Lord_Howe', from, 60_000).map(([, part]) => Number(part));
    expect(all.reduce((sum, part) => sum + part, 0)).toBe(60_000);
    expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
  }
});
