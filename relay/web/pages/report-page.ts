import type { Figures, Report } from '../../desk/statistics/report.ts';
import {
  columns,
  costLines,
  figureCells,
  hourOfDay,
  LEGEND,
  NOTHING,
  period,
} from '../../desk/statistics/report-words.en.ts';
import type { RouteResponse } from '../http/routes.ts';
import { type Html, html } from './html.ts';
import { pageShell } from './page-shell.ts';
import { REPORT_WORDS as WORDS } from './report-page.en.ts';

/** The values of the form's fields. */
export interface ReportFields {
  from: string;
  to: string;
  rate: string;
}

const STYLE = `main{inline-size:min(66rem,100vw - 2rem)}
form{display:flex;flex-wrap:wrap;align-items:end;gap:1rem;margin-block:0 1.5rem}
form label{margin:0}
input{display:block;box-sizing:border-box;min-block-size:44px;margin-block-start:.25rem;padding:0 .75rem;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--faint);border-radius:8px}
input[name=rate]{inline-size:8rem}
form button{margin:0}
.wide{overflow-x:auto;margin-block:1.5rem}
table{inline-size:100%;border-spacing:0;font-variant-numeric:tabular-nums}
caption{text-align:start;font-family:ui-serif,Georgia,"Times New Roman",serif;font-size:1.2rem;margin-block-end:.5rem}
th,td{padding:.4rem .5rem;border-block-end:1px solid var(--line);text-align:end;white-space:nowrap}
th:first-child{text-align:start;padding-inline-start:0;position:sticky;inset-inline-start:0;background:var(--card);white-space:normal;min-inline-size:5rem}
td:last-child,th:last-child{padding-inline-end:0}
thead th{white-space:normal;font-size:.9375rem;font-weight:400;color:var(--faint);vertical-align:end}
tbody th{font-weight:400}
tfoot :is(th,td){border:0;font-weight:600}
.cost{font-size:1.2rem;font-family:ui-serif,Georgia,"Times New Roman",serif}
@media(min-width:60rem){table{table-layout:fixed}th:first-child{inline-size:20%}}
nav{margin-block-end:1rem}
:is(nav,p) a{display:inline-block;padding-block:.6rem}`;

/** The content of the report page. `wrong` is the sentence that says why there is no report. */
export interface ReportPage {
  fields: ReportFields;
  wrong?: string;
  report?: Report;
  /** The titles of the desks, as librarians read them. */
  titles: ReadonlyMap<string, string>;
  rate?: number | undefined;
}

export const reportPage = ({ fields, wrong, report, titles, rate }: ReportPage): RouteResponse => {
  const main = [
    html`<nav><a href="/console/">${WORDS.console}</a></nav>`,
    wrong !== undefined && html`<p role="alert">${wrong}</p>`,
    form(fields),
    report && found(report, fields, titles, rate),
  ];
  return pageShell(wrong === undefined ? 200 : 422, WORDS.title, html`${main}`, { style: STYLE });
};

const form = ({ from, to, rate }: ReportFields): Html => {
  const field = (name: string, label: string, value: string, more: Html) =>
    html`<label>${label}<input name="${name}" value="${value}" ${more}></label>`;
  const fields = [
    field('from', WORDS.from, from, html`type="date"`),
    field('to', WORDS.to, to, html`type="date"`),
    field('rate', WORDS.rate, rate, html`inputmode="decimal" autocomplete="off"`),
  ];
  return html`<form method="get" action="/console/report">${fields}<button>${WORDS.show}</button></form>`;
};

const found = (
  { desks, hours, all }: Report,
  fields: ReportFields,
  titles: ReadonlyMap<string, string>,
  rate: number | undefined,
): Html => {
  const when = html`<p>${period(fields.from, fields.to)}, ${WORDS.clock}</p>`;
  if (all.asked === 0 && all.dutyHours === 0) return html`${when}<p>${NOTHING}</p>`;
  const [cost, ...studies] = rate === undefined ? [] : costLines(all, rate);
  const address = `/console/report.csv?${new URLSearchParams({ ...fields })}`;
  return html`${[
    when,
    cost !== undefined && html`<p class="cost">${cost}</p>${studies.map((line) => html`<p>${line}</p>`)}`,
    table(
      WORDS.byDesk,
      WORDS.desk,
      rate,
      desks.map(({ desk, figures }) => row(titles.get(desk) ?? desk, figures, rate)),
      desks.length > 1 && row(WORDS.all, all, rate),
    ),
    table(
      WORDS.byHour,
      WORDS.hour,
      rate,
      hours.map(({ hour, figures }) => row(hourOfDay(hour), figures, rate)),
    ),
    html`<p><a href="${address}">${WORDS.download}</a></p>`,
    LEGEND.map((line) => html`<p class="faint">${line}</p>`),
  ]}`;
};

/** A table. On a narrow screen it scrolls sideways, with the keyboard as well. */
const table = (
  caption: string,
  first: string,
  rate: number | undefined,
  rows: readonly Html[],
  sum: Html | false = false,
): Html => {
  const head = [first, ...columns(rate)].map((name) => html`<th scope="col">${name}</th>`);
  const foot = sum && html`<tfoot>${sum}</tfoot>`;
  return html`<div class="wide" role="region" aria-label="${caption}" tabindex="0"><table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${rows}</tbody>${foot}</table></div>`;
};

const row = (name: string, figures: Figures, rate: number | undefined): Html =>
  html`<tr><th scope="row">${name}</th>${figureCells(figures, rate).map((cell) => html`<td>${cell}</td>`)}</tr>`;
