import { alternate, type Worked } from './alternate.ts';
import { type Clients, forwarderLoad, openConsole, relayPatrons } from './clients.ts';
import { type BenchRelay, startBenchRelay, startForwarder } from './processes.ts';
import type { Row } from './table.ts';

const CONVERSATIONS = 50;
const FEW = 100;
const MANY = 10_000;

const us = (value: number) => `${value.toFixed(0)} us`;

const talking = (load: Clients, cpu: () => number, rounds: number): Worked => ({
  work: load.talk,
  cpu,
  units: CONVERSATIONS,
  rounds,
});

/** A question is kept, handed over and marked, its answer kept, handed over and marked; all at once, as fast as they come. */
export const conversationCpu = async (): Promise<Row[]> => {
  const forwarder = await startForwarder();
  const relay = await startBenchRelay();
  const librarian = await openConsole(relay.host, relay.cookie);
  const there = await forwarderLoad(forwarder, CONVERSATIONS);
  const here = await relayPatrons(relay, CONVERSATIONS);
  const { ours, theirs, ratio } = await alternate(talking(here, relay.cpu, 40), talking(there, forwarder.cpu, 160));
  for (const load of [there, here, librarian]) load.close();
  await Promise.all([forwarder.end(), relay.end()]);
  return [
    {
      what: `CPU of a kept question and its answer, ${CONVERSATIONS} conversations at once`,
      ours: us(ours),
      theirs: `forwarder ${us(theirs)}`,
      ratio,
      budget: 3,
    },
  ];
};

/** A relay where 50 talk and the others only listen. */
const crowded = async (connected: number): Promise<{ relay: BenchRelay; talking: Worked; close(): void }> => {
  const relay = await startBenchRelay();
  const librarian = await openConsole(relay.host, relay.cookie);
  const load = await relayPatrons(relay, CONVERSATIONS);
  const others = await relayPatrons(relay, connected - CONVERSATIONS, CONVERSATIONS);
  const close = () => {
    for (const one of [librarian, load, others]) one.close();
  };
  return { relay, talking: talking(load, relay.cpu, 40), close };
};

/** The same with many connected. */
export const crowdedCpu = async (): Promise<Row[]> => {
  const few = await crowded(FEW);
  const many = await crowded(MANY);
  const { ours, theirs, ratio } = await alternate(many.talking, few.talking);
  for (const one of [few, many]) one.close();
  await Promise.all([few.relay.end(), many.relay.end()]);
  return [
    {
      what: `the same CPU with ${MANY.toLocaleString('en')} connected patrons`,
      ours: us(ours),
      theirs: `with ${FEW} ${us(theirs)}`,
      ratio,
      budget: 1.2,
    },
  ];
};
