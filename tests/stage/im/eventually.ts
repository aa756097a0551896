/** A fact that does not come about in this time fails the test. */
const PATIENCE_MS = 15_000;
/** Interval between two questions to a program that reports nothing by itself. */
const PAUSE_MS = 10;

export interface Patience {
  /** What there was instead, for the error. */
  seen?: () => unknown;
  patienceMs?: number;
}

/** Asks again and again until `look` gives anything. What it throws ends the waiting. */
export const eventually = <Fact>(
  what: string,
  look: () => Promise<Fact | undefined | false> | Fact | undefined | false,
  { seen = () => 'nothing to show', patienceMs = PATIENCE_MS }: Patience = {},
): Promise<Fact> => {
  const deadline = performance.now() + patienceMs;
  return new Promise((resolve, reject) => {
    const ask = async (): Promise<void> => {
      const found = await look();
      if (found !== undefined && found !== false) resolve(found);
      else if (performance.now() < deadline) setTimeout(askOrFail, PAUSE_MS);
      else throw new Error(`${what}: it did not come about. There was:\n${inWords(await seen())}`);
    };
    const askOrFail = (): void => void ask().catch(reject);
    askOrFail();
  });
};

const inWords = (seen: unknown): string => (typeof seen === 'string' ? seen : JSON.stringify(seen, null, 1));
