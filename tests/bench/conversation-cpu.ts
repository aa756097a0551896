import { alternate, median, percentile, ROUNDS, ratio } from './alternate.ts';
import { openConsole, Patrons } from './clients.ts';
import { type Server, startForwarder, startKeeper, startRelay } from './processes.ts';
import type { Row } from './table.ts';

/**
 * What a question and its answer cost the relay, compared to the keeper and to a forwarder that keeps nothing. A
 * question is kept, delivered and marked as seen; so is its answer.
 */

const CONVERSATIONS = 50;
/** Questions a second, of all conversations together, where they are paced. */
const PER_SECOND = 200;
const FEW = 100;
const MANY = 10_000;

/** Questions of each conversation in a round where they are not paced. */
const EACH = 40;
/** A forwarder is so much faster that it needs more questions for the same time. */
const EACH_FORWARDED = 160;

const us = (value: number) => `${value.toFixed(0)} us`;

/** A server with a librarian and patrons who talk, and others who only listen. */
interface Scene {
  /** Microseconds of CPU for a question and its answer; every conversation asks so many, as fast as it is answered. */
  saturated(each: number): Promise<number>;
  /** The same for `seconds` of paced questions, and the 99th percentile of the milliseconds until the answer. */
  paced(seconds: number): Promise<{ cpu: number; p99: number }>;
  end(): Promise<void>;
}

const openScene = async (server: Server, listeners = 0): Promise<Scene> => {
  const librarian = await openConsole(server);
  const patrons = await Patrons.open(server, CONVERSATIONS);
  const others = await Patrons.open(server, listeners, CONVERSATIONS);
  const { probe } = server;
  return {
    async saturated(each) {
      const before = await probe.cpu();
      await patrons.askMany(each);
      return ((await probe.cpu()) - before) / (each * CONVERSATIONS);
    },
    async paced(seconds) {
      const before = await probe.cpu();
      const times = await patrons.askPaced(PER_SECOND, seconds);
      return { cpu: ((await probe.cpu()) - before) / times.length, p99: percentile(times, 0.99) };
    },
    async end() {
      for (const clients of [librarian, patrons, others]) clients.close();
      await server.end();
    },
  };
};

/** `seconds`: of a paced round. */
export const conversationRows = async ({ rounds = ROUNDS, each = EACH, seconds = 3 } = {}): Promise<Row[]> => {
  const relay = await openScene(await startRelay());
  const keeper = await openScene(await startKeeper());
  const forwarder = await openScene(await startForwarder());
  // The first questions of a process are slower: its code is not compiled yet.
  for (const scene of [relay, keeper, forwarder]) await scene.saturated(each * 3);
  const saturated = await alternate(
    {
      forwarder: () => forwarder.saturated((each / EACH) * EACH_FORWARDED),
      keeper: () => keeper.saturated(each),
      relay: () => relay.saturated(each),
    },
    rounds,
  );
  const paced = await alternate(
    {
      forwarder: () => forwarder.paced(seconds),
      keeper: () => keeper.paced(seconds),
      relay: () => relay.paced(seconds),
    },
    rounds,
  );
  for (const scene of [relay, keeper, forwarder]) await scene.end();

  const rows = (name: 'keeper' | 'forwarder', budgets: { saturated?: number; paced?: number; p99?: number }): Row[] => {
    const row = (what: string, ours: number[], theirs: number[], budget?: number, unit = us): Row => ({
      what,
      ours: unit(median(ours)),
      theirs: `${name} ${unit(median(theirs))}`,
      ratio: ratio(ours, theirs),
      ...(budget !== undefined && { budget }),
    });
    const of = (which: 'cpu' | 'p99', of: 'relay' | 'keeper' | 'forwarder') => paced[of].map((round) => round[which]);
    const pace = `${PER_SECOND} a second`;
    return [
      row(
        `CPU of a question and its answer, ${CONVERSATIONS} conversations at full speed`,
        saturated.relay,
        saturated[name],
        budgets.saturated,
      ),
      row(`CPU of a question and its answer, ${pace}`, of('cpu', 'relay'), of('cpu', name), budgets.paced),
      row(
        `time from a question to its answer, ${pace}, p99`,
        of('p99', 'relay'),
        of('p99', name),
        budgets.p99,
        (ms) => `${ms.toFixed(1)} ms`,
      ),
    ];
  };
  return [...rows('keeper', { saturated: 0.8, paced: 1, p99: 2 }), ...rows('forwarder', {})];
};

/** The same CPU where thousands of other patrons are connected and only listen. */
export const crowdRows = async (): Promise<Row[]> => {
  const few = await openScene(await startRelay(), FEW - CONVERSATIONS);
  const many = await openScene(await startRelay(), MANY - CONVERSATIONS);
  for (const scene of [few, many]) await scene.saturated(EACH * 3);
  const cpu = await alternate({ few: () => few.saturated(EACH), many: () => many.saturated(EACH) });
  for (const scene of [few, many]) await scene.end();
  return [
    {
      what: `CPU of a question and its answer with ${MANY.toLocaleString('en')} connected patrons`,
      ours: us(median(cpu.many)),
      theirs: `with ${FEW} ${us(median(cpu.few))}`,
      ratio: ratio(cpu.many, cpu.few),
      budget: 1.2,
    },
  ];
};
