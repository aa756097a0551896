export interface Row {
  what: string;
  ours: string;
  theirs: string;
  ratio: number;
  /** The highest ratio within the budget. */
  budget: number;
}

/** A Markdown table, ratios first. */
export const table = (rows: readonly Row[]): string =>
  [
    '| ratio | budget | | what | here | compared to |',
    '|--:|--:|---|---|--:|--:|',
    ...rows.map(({ what, ours, theirs, ratio, budget }) => {
      const verdict = ratio <= budget ? 'within' : 'over';
      return `| ${ratio.toFixed(2)} | ${budget} | ${verdict} | ${what} | ${ours} | ${theirs} |`;
    }),
  ].join('\n');
