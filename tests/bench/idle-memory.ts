import { alternate, median, ratio } from './alternate.ts';
import { openConsole, Patrons } from './clients.ts';
import { type Server, startForwarder, startKeeper, startRelay } from './processes.ts';
import type { Row } from './table.ts';

const FEW = 1_000;
/** With more sockets the steps in which a heap grows weigh less. */
const MANY = 10_000;
/** Patrons who talk first, so that the part of the heap for short-lived objects has its full size beforehand. */
const TALKERS = 50;
const QUESTIONS = 200;

const KIB = 1_024;

/** Bytes of memory for each socket: of the first thousand, and of all. */
interface Growth {
  few: number;
  many: number;
}

/** Starts a server, connects idle patrons to it and ends it. */
const growthOf = async (start: () => Promise<Server>): Promise<Growth> => {
  const server = await start();
  const { probe } = server;
  const librarian = await openConsole(server);
  const talkers = await Patrons.open(server, TALKERS, MANY);
  await talkers.askMany(QUESTIONS);
  const before = await probe.memory();
  const first = await Patrons.open(server, FEW);
  const few = ((await probe.memory()) - before) / FEW;
  const others = await Patrons.open(server, MANY - FEW, FEW);
  const many = ((await probe.memory()) - before) / MANY;
  for (const clients of [librarian, talkers, first, others]) clients.close();
  await server.end();
  return { few, many };
};

/** Memory of sockets that have said hello and nothing since. */
export const idleRows = async (): Promise<Row[]> => {
  const growth = await alternate({
    forwarder: () => growthOf(startForwarder),
    keeper: () => growthOf(startKeeper),
    relay: () => growthOf(startRelay),
  });
  const row = (count: number, which: keyof Growth, name: 'keeper' | 'forwarder', budget?: number): Row => {
    const [ours, theirs] = [growth.relay, growth[name]].map((rounds) => rounds.map((round) => round[which]));
    return {
      what: `memory of an idle patron's socket, ${count.toLocaleString('en')} of them`,
      ours: `${(median(ours ?? []) / KIB).toFixed(1)} KiB`,
      theirs: `${name} ${(median(theirs ?? []) / KIB).toFixed(1)} KiB`,
      ratio: ratio(ours ?? [], theirs ?? []),
      ...(budget !== undefined && { budget }),
    };
  };
  return [
    row(FEW, 'few', 'keeper', 1),
    row(MANY, 'many', 'keeper', 1),
    row(FEW, 'few', 'forwarder'),
    row(MANY, 'many', 'forwarder'),
  ];
};
