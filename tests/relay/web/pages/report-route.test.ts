// covers: relay/web/pages/report-route.ts, relay/web/pages/report-page.ts, relay/web/pages/report-page.en.ts
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { StoreError } from '../../../../relay/desk/ports.ts';
import { dayOf } from '../../../../relay/desk/presence/opening-hours.ts';
import type { Count } from '../../../../relay/desk/statistics/hourly-counts.ts';
import { startWeb } from '../web-stage.ts';

/** The clock of the stage begins on Monday, 8 January 2024. */
const hour = dayOf('2024-01-05') * 24 + 14;
const one = { desk: 'main', hour, value: 0 } as const;
const SOME: Count[] = [
  { ...one, what: 'answered', n: 4 },
  { ...one, what: 'missed', n: 1 },
  { ...one, what: 'wait', value: 37, n: 4 },
  { ...one, what: 'duty', n: 7_200_000 },
  { ...one, desk: 'archives', what: 'missed', n: 99 },
];

const signedIn = async () => {
  const stage = await startWeb();
  await stage.counts.add(SOME);
  const cookie = await stage.signIn('ann');
  const ask = async (path: string, headers: Record<string, string> = { cookie }) => {
    const answer = await fetch(`${stage.address}/console/report${path}`, { headers, redirect: 'manual' });
    return { answer, text: await answer.text() };
  };
  return { ...stage, ask };
};

const rows = (html: string): string[] =>
  [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) => row.replace(/<[^>]+>/g, '|').replace(/\|+/g, '|'));

test('The report shows a signed-in librarian the counts of their desks, in tables that need no script', async () => {
  const { ask } = await signedIn();
  const { answer, text } = await ask('');
  expect(answer.status).toBe(200);
  const policy = answer.headers.get('content-security-policy') ?? '';
  const style = /<style>(.*)<\/style>/s.exec(text)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(policy).toContain(`default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'`);
  expect(text).not.toContain('<script');
  expect(text).toContain('From 2023-12-10 to 2024-01-08, in the desk’s time zone');
  const head = '|Asked|Answered|Left while closed|Unanswered|Typical wait|9 in 10 within|Over 90\u00a0s|On duty|';
  expect(rows(text)).toEqual([
    `|Desk${head}`,
    '|Reference desk|5|4|0|1|37 s|37 s|0%|2.0 h|',
    `|Hour${head}`,
    '|14–15|5|4|0|1|37 s|37 s|0%|2.0 h|',
  ]);
  expect(text).not.toContain('Library studies');
});

test('With a rate the report says what a question cost, and how that was computed', async () => {
  const { ask } = await signedIn();
  const { text } = await ask('?from=2024-01-01&to=2024-01-05&rate=35');
  expect(text).toContain('Cost per question: 17.50 (2.0 hours on duty at 35.00, divided by 4 answered questions).');
  expect(text).toContain('Library studies found $37 to $439 per question.');
  expect(text).toContain('<input name="rate" value="35"');
  expect(text).toContain('href="/console/report.csv?from=2024-01-01&amp;to=2024-01-05&amp;rate=35"');
  const other = await ask('?from=2024-01-06&rate=35');
  expect(other.text).toContain('No questions were asked in this period, and nobody was on duty.');
});

test('The report can be downloaded as CSV', async () => {
  const { ask } = await signedIn();
  const { answer, text } = await ask('.csv?from=2024-01-05&to=2024-01-05&rate=35');
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
  expect(answer.headers.get('content-disposition')).toBe(
    'attachment; filename="ask-librarian-2024-01-05-2024-01-05.csv"',
  );
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(text.split('\r\n').slice(1)).toEqual(['main,2024-01-05,14,5,4,0,1,4,37,37,0,2,70', '']);
});

test.each(['', '.csv', '?from=2024-01-01', '.csv?from=x'])(
  '/console/report%s is refused to everybody who is not signed in',
  async (path) => {
    const { ask, signIns } = await signedIn();
    const guessed = { cookie: `ask_librarian=${'A'.repeat(43)}` };
    for (const headers of [{}, guessed]) {
      const { answer, text } = await ask(path, headers);
      expect(answer.status).toBe(401);
      expect(text).toContain('You’re not signed in');
      expect(text).not.toContain('Answered');
    }
    signIns.signIns.clear();
    expect((await ask(path)).answer.status).toBe(401);
  },
);

test.each([
  ['?from=yesterday', '“yesterday” for From is not a date.'],
  ['?from=2024-02-01&to=2024-01-01', 'From is 2024-02-01, which comes after To, 2024-01-01.'],
  ['?rate=much', '“much” for Staff cost per hour is not an amount.'],
  ['.csv?rate=0', '“0” for Staff cost per hour is not an amount.'],
  ['?from=%3Cscript%3E', '“&lt;script&gt;” for From is not a date.'],
  ['.csv?from=%0d%0aSet-Cookie:x', 'for From is not a date.'],
])('/console/report%s is refused with a sentence, in a form that keeps what was typed', async (path, sentence) => {
  const { ask } = await signedIn();
  const { answer, text } = await ask(path);
  expect(answer.status).toBe(422);
  expect(answer.headers.get('content-type')).toContain('text/html');
  expect(text).toContain('<p role="alert">');
  expect(text).toContain(sentence);
  expect(text).not.toContain('<table');
  expect(text).not.toContain('<script>');
});

test.each(['', '.csv', '?to=2024-01-05'])(
  '/console/report%s is empty for a librarian who serves no desk any more',
  async (path) => {
    const { ask, desk } = await signedIn();
    const self = desk.ownStatus('ann');
    if (!self) throw new Error('there is no Ann');
    desk.ownStatus = () => ({ ...self, duty: [] });
    const { answer, text } = await ask(path);
    expect(answer.status).toBe(200);
    expect(text).not.toMatch(/\b(99|Reference desk|archives)\b/);
  },
);

test('The report page says so if the store fails', async () => {
  const { ask, counts, logged } = await signedIn();
  counts.between = () => Promise.reject(new StoreError('broken', 'the disk refused'));
  const { answer, text } = await ask('');
  expect(answer.status).toBe(503);
  expect(text).toContain('The relay can’t do this right now');
  expect(logged.some((line) => line.startsWith('a report could not be made'))).toBe(true);
});
