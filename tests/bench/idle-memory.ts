import { median } from './alternate.ts';
import { type Clients, forwarderLoad, openConsole, relayPatrons } from './clients.ts';
import { type Measured, startBenchRelay, startForwarder } from './processes.ts';
import type { Row } from './table.ts';

const SOCKETS = 1_000;
/** What a heap grows by counts for less in many. */
const MANY = 10_000;
/** When a heap grows is chance: the middle of so many tries is told. */
const TRIES = 3;
/** Those who talk first, until the part of the heap that is used anew all the time has its size. */
const TALKERS = 50;

const KIB = 1_024;

type Open = (count: number, from: number) => Promise<Clients>;

/** Bytes of memory for each of the first thousand, and for each of all. */
interface Grown {
  first: number;
  all: number;
}

const grown = async (measured: Measured, open: Open, rounds: number): Promise<Grown> => {
  const talkers = await open(TALKERS, MANY);
  await talkers.talk(rounds);
  const before = measured.memory();
  const loads = [talkers, await open(SOCKETS, 0)];
  const first = (measured.memory() - before) / SOCKETS;
  loads.push(await open(MANY - SOCKETS, SOCKETS));
  const all = (measured.memory() - before) / MANY;
  for (const load of loads) load.close();
  return { first, all };
};

const ofForwarder = async (): Promise<Grown> => {
  const forwarder = await startForwarder();
  const bytes = await grown(forwarder, (count, from) => forwarderLoad(forwarder, count, from), 800);
  await forwarder.end();
  return bytes;
};

const ofRelay = async (): Promise<Grown> => {
  const relay = await startBenchRelay();
  const librarian = await openConsole(relay.host, relay.cookie);
  const bytes = await grown(relay, (count, from) => relayPatrons(relay, count, from), 200);
  librarian.close();
  await relay.end();
  return bytes;
};

/** Sockets that have said hello, and nothing since. */
export const idleMemory = async (): Promise<Row[]> => {
  const ours: Grown[] = [];
  const theirs: Grown[] = [];
  for (let number = 0; number < TRIES; number += 1) {
    theirs.push(await ofForwarder());
    ours.push(await ofRelay());
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
    row(`the same, ${MANY.toLocaleString('en')} of them`, 'all'),
  ];
};
