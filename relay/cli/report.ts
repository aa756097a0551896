import { existsSync } from 'node:fs';
import { clock } from '../clock.ts';
import type { Environment } from '../config/environment.ts';
import { dateOf } from '../desk/presence/opening-hours.ts';
import type { Roster } from '../desk/roster.ts';
import type { CountStore } from '../desk/statistics/count-store.ts';
import type { Count } from '../desk/statistics/hourly-counts.ts';
import { type Figures, reportOf } from '../desk/statistics/report.ts';
import { reportCsv } from '../desk/statistics/report-csv.ts';
import { latestToday, parseReportQuery, queriedHours, type ReportQuery } from '../desk/statistics/report-query.ts';
import {
  columns,
  costLines,
  figureCells,
  hourOfDay,
  LEGEND,
  NOTHING,
  nothingBefore,
  period,
} from '../desk/statistics/report-words.en.ts';
import type { ReportOptions } from './command-line.ts';
import { withData } from './data-file.ts';
import { print, refuse } from './terminal.ts';

/** `ask-librarian report`: prints the counts of the data file. */
export const report = (options: ReportOptions & { config: string; csv: boolean }, env: Environment): Promise<number> =>
  withData(options.config, env, async ({ data, roster }, open) => {
    if (!existsSync(data)) return refuse([`There is no ${data} yet. The relay creates it when it first starts.`]);
    return print(await printedReport(options, roster, (await open()).counts, clock.now()));
  });

/** What the command prints, or the sentence that says why it prints no report. */
export interface Printed {
  ok: boolean;
  lines: string[];
}

const NAMES = { from: '--from', to: '--to', rate: '--rate' };

export const printedReport = async (
  options: ReportOptions & { csv: boolean },
  { desks }: Roster,
  counts: CountStore,
  now: number,
): Promise<Printed> => {
  const all = await counts.between(0, Number.MAX_SAFE_INTEGER);
  const { desk } = options;
  // A desk that was removed from the config is still in the counts.
  const names = [...new Set([...desks.keys(), ...all.map((count) => count.desk)])];
  if (desk !== undefined && !names.includes(desk)) {
    return { ok: false, lines: [`There is no desk "${desk}". The desks are ${names.join(', ')}.`] };
  }
  const asked = parseReportQuery(
    options,
    latestToday(
      [...desks.values()].map(({ zone }) => zone),
      now,
    ),
    NAMES,
  );
  if (typeof asked === 'string') return { ok: false, lines: [asked] };
  const ofDesk = all.filter((count) => desk === undefined || count.desk === desk);
  const [from, to] = queriedHours(asked);
  const found = ofDesk.filter(({ hour }) => hour >= from && hour < to);
  if (options.csv) return { ok: true, lines: reportCsv(found, asked.rate).split('\n').slice(0, -1) };
  const of = desk === undefined ? [...desks.keys()] : [desk];
  const lines = found.length === 0 ? nothing(ofDesk) : tables(found, of, asked);
  const at = desk === undefined ? '' : ` at ${desk}`;
  return { ok: true, lines: [`${period(asked.from, asked.to)}${at}, by the clock of the desk`, '', ...lines] };
};

const nothing = (counts: readonly Count[]): string[] => {
  const first = counts.reduce((least, { hour }) => Math.min(least, hour), Number.POSITIVE_INFINITY);
  return counts.length === 0 ? [NOTHING] : [NOTHING, nothingBefore(dateOf(Math.floor(first / 24)))];
};

const tables = (counts: readonly Count[], desks: readonly string[], { rate }: ReportQuery): string[] => {
  const { desks: byDesk, hours, all } = reportOf(counts, desks);
  const row = (name: string, figures: Figures) => [name, ...figureCells(figures, rate)];
  const sum = byDesk.length > 1 ? [row('all', all)] : [];
  const cost = rate === undefined ? [] : ['', ...costLines(all, rate)];
  return [
    ...aligned([['Desk', ...columns(rate)], ...byDesk.map(({ desk, figures }) => row(desk, figures)), ...sum]),
    '',
    ...aligned([['Hour', ...columns(rate)], ...hours.map(({ hour, figures }) => row(hourOfDay(hour), figures))]),
    ...cost,
    '',
    ...LEGEND,
  ];
};

/** The rows as columns of text: names aligned left, figures aligned right. */
const aligned = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
};
