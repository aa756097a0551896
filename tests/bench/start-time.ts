import { startRelayProcess } from '../stage/relay-process.ts';
import { median, ROUNDS } from './alternate.ts';
import { INSTALLED } from './processes.ts';
import type { Row } from './table.ts';

const BUDGET_MS = 1_000;

/** From the start of the process until `/readyz` says yes. */
export const startTimeRows = async (): Promise<Row[]> => {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const relay = await startRelayProcess({ main: INSTALLED });
    times.push(relay.startMs);
    await relay.end();
  }
  const ms = median(times);
  return [
    {
      what: 'start of the relay until it is ready',
      ours: `${ms.toFixed(0)} ms`,
      theirs: `${BUDGET_MS.toLocaleString('en')} ms`,
      ratio: ms / BUDGET_MS,
      budget: 1,
    },
  ];
};
