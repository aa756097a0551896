import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findEngine } from '../run/engines.ts';
import { conversationCpu, crowdedCpu } from './conversation-cpu.ts';
import { idleMemory } from './idle-memory.ts';
import { messengerRows } from './messenger.ts';
import { startTime } from './start-time.ts';
import { type Row, table } from './table.ts';
import { weights } from './weights.ts';

/**
 * Prints the figures of the README, each beside what it is compared to, in one run, with "within" or "over" its budget. Times and
 * memory on a shared machine are no tests: it fails nothing.
 */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ROLLUP = fileURLToPath(import.meta.resolve('rollup/dist/bin/rollup'));

/** Minutes that no part of it needs on any machine: it has gone wrong, and would wait for ever. */
const MOST_MINUTES = 10;

const ends = async <T>(what: string, measured: Promise<T>): Promise<T> => {
  const late = setTimeout(() => {
    process.stderr.write(`${what} did not come to an end in ${MOST_MINUTES} minutes\n`);
    process.exit(1);
  }, MOST_MINUTES * 60_000);
  try {
    return await measured;
  } finally {
    clearTimeout(late);
  }
};

const tell = (what: string) => process.stderr.write(`${what} …\n`);

tell('building');
// What is measured is what operators install and pages fetch.
execFileSync(process.execPath, [ROLLUP, '-c', 'rollup.config.mjs', '--silent'], { cwd: ROOT, stdio: 'inherit' });
const rows: Row[] = weights();
for (const measure of [startTime, conversationCpu, idleMemory, crowdedCpu]) {
  tell(measure.name);
  rows.push(...(await ends(measure.name, measure())));
}
if (findEngine('prosody') === undefined) {
  tell('There is no Prosody here: nothing through a messenger is measured. npm test installs it on Debian');
} else {
  tell('messengers');
  rows.push(...(await ends('messengers', messengerRows())));
}
process.stdout.write(`${table(rows)}\n`);
