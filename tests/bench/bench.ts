import { forwarderLoad, openConsole, relayPatrons } from './load.ts';
import { startBenchRelay, startForwarder } from './processes.ts';
import { type Row, table } from './table.ts';
import { weights } from './weights.ts';

/**
 * Prints the figures of the README, each beside what it is compared to, in one run, with "within" or "over" its budget. Times and
 * memory on a shared machine are no tests: it fails nothing.
 */

const CONVERSATIONS = 50;
const ROUNDS = 100;
const IDLE = 1_000;
const FEW = 100;
const MANY = 10_000;

/** CPU microseconds of one question and its answer, while `talk` runs; a first part warms up. */
const cpuEach = async (
  cpu: () => number,
  talk: (each: number) => Promise<void>,
  conversations: number,
  rounds: number,
) => {
  await talk(Math.ceil(rounds / 2));
  const before = cpu();
  await talk(rounds);
  return (cpu() - before) / (conversations * rounds);
};

const rows: Row[] = [];

{
  const forwarder = await startForwarder();
  const relay = await startBenchRelay();
  const librarian = await openConsole(relay.host, relay.cookie);
  const there = await forwarderLoad(forwarder, CONVERSATIONS);
  const here = await relayPatrons(relay, CONVERSATIONS);
  const base = await cpuEach(forwarder.cpu, there.talk, CONVERSATIONS, ROUNDS * 4);
  const ours = await cpuEach(relay.cpu, here.talk, CONVERSATIONS, ROUNDS);
  rows.push({
    what: `CPU of a kept question and its answer, ${CONVERSATIONS} conversations at once`,
    ours: `${ours.toFixed(0)} us`,
    theirs: `forwarder ${base.toFixed(0)} us`,
    ratio: ours / base,
    budget: 3,
  });
  there.close();
  here.close();
  librarian.terminate();
  await forwarder.end();
  await relay.end();
  rows.push({
    what: 'start until ready',
    ours: `${relay.startMs.toFixed(0)} ms`,
    theirs: '1,000 ms',
    ratio: relay.startMs / 1000,
    budget: 1,
  });
}

{
  const forwarder = await startForwarder();
  const relay = await startBenchRelay();
  const [baseBefore, before] = [forwarder.memory(), relay.memory()];
  const there = await forwarderLoad(forwarder, IDLE);
  const here = await relayPatrons(relay, IDLE);
  const base = (forwarder.memory() - baseBefore) / IDLE / 1024;
  const ours = (relay.memory() - before) / IDLE / 1024;
  rows.push({
    what: `memory of an idle patron's socket, ${IDLE.toLocaleString('en')} of them`,
    ours: `${ours.toFixed(1)} KiB`,
    theirs: `forwarder ${base.toFixed(1)} KiB`,
    ratio: ours / base,
    budget: 1.3,
  });
  there.close();
  here.close();
  await forwarder.end();
  await relay.end();
}

{
  const relay = await startBenchRelay();
  const librarian = await openConsole(relay.host, relay.cookie);
  const talking = await relayPatrons(relay, CONVERSATIONS);
  const idle = [await relayPatrons(relay, FEW, CONVERSATIONS)];
  const few = await cpuEach(relay.cpu, talking.talk, CONVERSATIONS, ROUNDS);
  idle.push(await relayPatrons(relay, MANY - FEW, CONVERSATIONS + FEW));
  const many = await cpuEach(relay.cpu, talking.talk, CONVERSATIONS, ROUNDS);
  rows.push({
    what: `the same CPU with ${MANY.toLocaleString('en')} connected patrons`,
    ours: `${many.toFixed(0)} us`,
    theirs: `with ${FEW} ${few.toFixed(0)} us`,
    ratio: many / few,
    budget: 1.2,
  });
  for (const load of [talking, ...idle]) load.close();
  librarian.terminate();
  await relay.end();
}

rows.push(...weights());
process.stdout.write(`${table(rows)}\n`);
