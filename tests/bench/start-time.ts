import { median } from './alternate.ts';
import { startBenchRelay } from './processes.ts';
import type { Row } from './table.ts';

const TIMES = 5;
const BUDGET_MS = 1_000;

/** From the start of the process until `/readyz` says yes. */
export const startTime = async (): Promise<Row[]> => {
  const times: number[] = [];
  for (let number = 0; number < TIMES; number += 1) {
    const relay = await startBenchRelay();
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
