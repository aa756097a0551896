/** Something that works when it is told to, and the CPU it took for that. */
export interface Worked {
  /** Works `rounds` times; resolves when it is done. */
  work(rounds: number): Promise<void>;
  /** Microseconds of CPU so far. */
  cpu(): number;
  /** Units of work in a round. */
  units: number;
  /** Rounds of a turn: enough for the clock of the system, which counts hundredths of a second. */
  rounds: number;
}

/** In a machine shared with others neighbours in time are compared, and the middle of many comparisons is told. */
const TURNS = 15;

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const turn = async ({ work, cpu, units, rounds }: Worked): Promise<number> => {
  const before = cpu();
  await work(rounds);
  return (cpu() - before) / (units * rounds);
};

/** CPU microseconds of a unit of each, and the ratio: medians of turns taken one after the other. The first ones warm up. */
export const alternate = async (
  ours: Worked,
  theirs: Worked,
): Promise<{ ours: number; theirs: number; ratio: number }> => {
  for (const one of [ours, theirs]) await one.work(one.rounds * 3);
  const turns: { ours: number; theirs: number }[] = [];
  for (let number = 0; number < TURNS; number += 1) turns.push({ theirs: await turn(theirs), ours: await turn(ours) });
  return {
    ours: median(turns.map((one) => one.ours)),
    theirs: median(turns.map((one) => one.theirs)),
    ratio: median(turns.map((one) => one.ours / one.theirs)),
  };
};
