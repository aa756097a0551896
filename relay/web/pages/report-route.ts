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
  signedIn(asked: Pick<RouteRequest, 'headers' | 'secure'>): Promise<{ librarian: LibrarianName } | undefined>;
}

type Write = (
  asked: ReportQuery | string,
  typed: ReportInput,
  titles: ReadonlyMap<string, string>,
) => Promise<RouteResponse>;

/** `/console/report`: of the desks at which whoever is signed in serves; and `/console/report.csv`. */
export const reportRoutes = ({ desk, counts, clock, log, signedIn }: ReportRoutesOptions): Route[] => {
  const countsOf = async (asked: ReportQuery, titles: ReadonlyMap<string, string>) =>
    (await counts.between(...queriedHours(asked))).filter((count) => titles.has(count.desk));

  const page: Write = async (asked, typed, titles) => {
    const { from = '', to = '', rate = '' } = typed;
    if (typeof asked === 'string') return reportPage({ fields: { from, to, rate }, wrong: asked, titles });
    const report = reportOf(await countsOf(asked, titles), [...titles.keys()]);
    return reportPage({ fields: { from: asked.from, to: asked.to, rate }, report, titles, rate: asked.rate });
  };

  const csv: Write = async (asked, typed, titles) => {
    if (typeof asked === 'string') return page(asked, typed, titles);
    const file = `ask-librarian-${asked.from}-${asked.to}.csv`;
    return {
      status: 200,
      headers: {
        'Content-Type': 'text/csv; charset=utf-8; header=present',
        'Content-Disposition': `attachment; filename="${file}"`,
      },
      body: reportCsv(await countsOf(asked, titles), asked.rate),
    };
  };

  const answer =
    (write: Write) =>
    async (asked: RouteRequest): Promise<RouteResponse> => {
      try {
        const who = await signedIn(asked);
        if (!who) return plainPage(401, 'noSignIn');
        const titles = new Map(desk.ownStatus(who.librarian)?.duty.map((hers) => [hers.desk, hers.name]));
        const zones = [...titles.keys()].map((name) => desk.whereabouts(name)?.zone ?? 'UTC');
        const typed = typedIn(asked.query);
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

/** A field that was left empty says nothing. */
const typedIn = (query: URLSearchParams): ReportInput => ({
  from: query.get('from') || undefined,
  to: query.get('to') || undefined,
  rate: query.get('rate') || undefined,
});
