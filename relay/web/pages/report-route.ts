import type { Desk } from '../../desk/desk.ts';
import { errorFacts } from '../../desk/error-facts.ts';
import { type Clock, type Log, StoreError } from '../../desk/ports.ts';
import type { LibrarianName } from '../../desk/roster.ts';
import type { CountStore } from '../../desk/statistics/count-store.ts';
import { reportOf } from '../../desk/statistics/report.ts';
import { reportCsv } from '../../desk/statistics/report-csv.ts';
import {
  latestToday,
  parseReportQuery,
  queriedHours,
  type ReportInput,
  type ReportQuery,
} from '../../desk/statistics/report-query.ts';
import type { Route, RouteRequest, RouteResponse } from '../http/routes.ts';
import { plainPage } from './page-shell.ts';
import { REPORT_WORDS } from './report-page.en.ts';
import { reportPage } from './report-page.ts';

export interface ReportRoutesOptions {
  desk: Pick<Desk, 'ownStatus' | 'whereabouts'>;
  counts: CountStore;
  clock: Pick<Clock, 'now'>;
  log: Log;
  signedIn(request: Pick<RouteRequest, 'headers' | 'secure'>): Promise<{ librarian: LibrarianName } | undefined>;
}

/** Writes a report. A `query` that is a string is the sentence that says what was typed wrong. */
type Write = (
  query: ReportQuery | string,
  typed: ReportInput,
  titles: ReadonlyMap<string, string>,
) => Promise<RouteResponse>;

/** `/console/report` and `/console/report.csv`: the report of the desks that the signed-in librarian serves. */
export const reportRoutes = ({ desk, counts, clock, log, signedIn }: ReportRoutesOptions): Route[] => {
  const countsOf = async (query: ReportQuery, titles: ReadonlyMap<string, string>) =>
    (await counts.between(...queriedHours(query))).filter((count) => titles.has(count.desk));

  const page: Write = async (query, typed, titles) => {
    const { from = '', to = '', rate = '' } = typed;
    if (typeof query === 'string') return reportPage({ fields: { from, to, rate }, wrong: query, titles });
    const report = reportOf(await countsOf(query, titles), [...titles.keys()]);
    return reportPage({ fields: { from: query.from, to: query.to, rate }, report, titles, rate: query.rate });
  };

  const csv: Write = async (query, typed, titles) => {
    if (typeof query === 'string') return page(query, typed, titles);
    const file = `ask-librarian-${query.from}-${query.to}.csv`;
    return {
      status: 200,
      headers: {
        'Content-Type': 'text/csv; charset=utf-8; header=present',
        'Content-Disposition': `attachment; filename="${file}"`,
      },
      body: reportCsv(await countsOf(query, titles), query.rate),
    };
  };

  const answer =
    (write: Write) =>
    async (request: RouteRequest): Promise<RouteResponse> => {
      try {
        const who = await signedIn(request);
        if (!who) return plainPage(401, 'noSignIn');
        const titles = new Map(desk.ownStatus(who.librarian)?.duty.map(({ desk: name, name: title }) => [name, title]));
        const zones = [...titles.keys()].map((name) => desk.whereabouts(name)?.zone ?? 'UTC');
        const typed = typedIn(request.query);
        return await write(parseReportQuery(typed, latestToday(zones, clock.now()), REPORT_WORDS), typed, titles);
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        log.warn('a report could not be made', errorFacts(error));
        return plainPage(503, 'notNow');
      }
    };

  return [
    { method: 'GET', pattern: '/console/report', handle: answer(page) },
    { method: 'GET', pattern: '/console/report.csv', handle: answer(csv) },
  ];
};

/** What was typed into the form. An empty field counts as absent. */
const typedIn = (form: URLSearchParams): ReportInput => ({
  from: form.get('from') || undefined,
  to: form.get('to') || undefined,
  rate: form.get('rate') || undefined,
});
