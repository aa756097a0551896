/** On a machine that is shared with others, neighbours in time are compared, and the median of five comparisons counts. */
export const ROUNDS = 5;

export const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

/** `share`: 0.99 for the 99th percentile. */
export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length * share)] ?? Number.NaN;

/**
 * Takes the measurements one after the other, `rounds` times over. Resolves to the results of each measurement, in the
 * order of the rounds.
 */
export const alternate = async <Name extends string, Result>(
  measurements: Readonly<Record<Name, () => Promise<Result>>>,
  rounds = ROUNDS,
): Promise<Record<Name, Result[]>> => {
  const names = Object.keys(measurements) as Name[];
  const results = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Result[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) results[name].push(await measurements[name]());
  }
  return results;
};

/** The median of the ratios of neighbours in time. */
export const ratio = (ours: readonly number[], theirs: readonly number[]): number =>
  median(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)));
