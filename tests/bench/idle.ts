import { forwarderLoad, type Load, relayPatrons } from './load.ts';
import { type Measured, startBenchRelay, startForwarder } from './processes.ts';
import type { Row } from './table.ts';
import { median } from './turns.ts';

const SOCKETS = 1_000;
/** More of them, so that a heap that had room to begin with, or grew by a step, counts for little. */
const MORE = 9_000;

const KIB = 1_024;

/** Bytes of memory for each of the first sockets, and for each one more. */
interface Grown {
  first: number;
  each: number;
}

const grown = async (measured: Measured, open: (count: number, from: number) => Promise<Load>): Promise<Grown> => {
  const before = measured.memory();
  const loads = [await open(SOCKETS, 0)];
  const first = measured.memory();
  loads.push(await open(MORE, SOCKETS));
  const each = (measured.memory() - first) / MORE;
  for (const load of loads) load.close();
  await measured.end();
  return { first: (first - before) / SOCKETS, each };
};

/** When a heap grows is chance: the middle of so many tries is told. */
const TRIES = 3;

/** Sockets that have said hello, and nothing since. */
export const idle = async (): Promise<Row[]> => {
  const ours: Grown[] = [];
  const theirs: Grown[] = [];
  for (let number = 0; number < TRIES; number += 1) {
    const forwarder = await startForwarder();
    theirs.push(await grown(forwarder, (count, from) => forwarderLoad(forwarder, count, from)));
    const relay = await startBenchRelay();
    ours.push(await grown(relay, (count, from) => relayPatrons(relay, count, from)));
  }
  const row = (what: string, which: keyof Grown): Row => {
    const [a, b] = [median(ours.map((one) => one[which])), median(theirs.map((one) => one[which]))];
    return {
      what,
      ours: `${(a / KIB).toFixed(1)} KiB`,
      theirs: `forwarder ${(b / KIB).toFixed(1)} KiB`,
      ratio: a / b,
      budget: 1.3,
    };
  };
  return [
    row(`memory of an idle patron's socket, ${SOCKETS.toLocaleString('en')} of them`, 'first'),
    row(`the same of ${MORE.toLocaleString('en')} more`, 'each'),
  ];
};
