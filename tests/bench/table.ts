/** A line of the table that the bench prints. */
export interface Row {
  what: string;
  ours: string;
  /** What `ours` is compared to. */
  theirs: string;
  /** `ours` divided by `theirs`; absent where there is nothing to compare to. */
  ratio?: number;
  /** The highest ratio within the budget; absent where no budget is set. */
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
