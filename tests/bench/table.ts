export interface Row {
  what: string;
  ours: string;
  theirs: string;
  /** Absent where there is nothing to compare it to. */
  ratio?: number;
  /** The highest ratio within the budget; absent where none was set. */
  budget?: number;
}

/** A Markdown table, ratios first. */
export const table = (rows: readonly Row[]): string =>
  [
    '| ratio | budget | | what | here | compared to |',
    '|--:|--:|---|---|--:|--:|',
    ...rows.map(({ what, ours, theirs, ratio, budget }) => {
      const verdict = ratio === undefined || budget === undefined ? '' : ratio <= budget ? 'within' : 'over';
      return `| ${ratio?.toFixed(2) ?? ''} | ${budget ?? ''} | ${verdict} | ${what} | ${ours} | ${theirs} |`;
    }),
  ].join('\n');
