import { forwarderLoad, type Load, relayPatrons } from './load.ts';
import { type Measured, startBenchRelay, startForwarder } from './processes.ts';
import type { Row } from './table.ts';

const SOCKETS = 1_000;
/** More of them, so that a heap that had room to begin with, or grew by a step, counts for little. */
const MORE = 4_000;

const KIB = 1_024;

/** Bytes of memory for each socket more, and for each of the first ones. */
const grown = async (measured: Measured, open: (count: number, from: number) => Promise<Load>) => {
  const before = measured.memory();
  const loads = [await open(SOCKETS, 0)];
  const first = measured.memory();
  loads.push(await open(MORE, SOCKETS));
  const each = (measured.memory() - first) / MORE;
  for (const load of loads) load.close();
  await measured.end();
  return { first: (first - before) / SOCKETS, each };
};

/** Sockets that have said hello, and nothing since. */
export const idle = async (): Promise<Row[]> => {
  const forwarder = await startForwarder();
  const theirs = await grown(forwarder, (count, from) => forwarderLoad(forwarder, count, from));
  const relay = await startBenchRelay();
  const ours = await grown(relay, (count, from) => relayPatrons(relay, count, from));
  const row = (what: string, a: number, b: number): Row => ({
    what,
    ours: `${(a / KIB).toFixed(1)} KiB`,
    theirs: `forwarder ${(b / KIB).toFixed(1)} KiB`,
    ratio: a / b,
    budget: 1.3,
  });
  return [
    row(`memory of an idle patron's socket, the first ${SOCKETS.toLocaleString('en')}`, ours.first, theirs.first),
    row(`the same of ${MORE.toLocaleString('en')} more`, ours.each, theirs.each),
  ];
};
