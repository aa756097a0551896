import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findEngine } from '../run/engines.ts';
import { conversationRows, crowdRows } from './conversation-cpu.ts';
import { idleRows } from './idle-memory.ts';
import { messengerRows } from './messenger.ts';
import { startTimeRows } from './start-time.ts';
import { type Row, table } from './table.ts';
import { weightRows } from './weights.ts';

/**
 * Prints the figures of the README, each next to what it is compared to in the same run, and whether it is within its
 * budget or over it. It fails nothing: times and memory on a shared machine are no tests.
 */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ROLLUP = fileURLToPath(import.meta.resolve('rollup/dist/bin/rollup'));

/** No part needs so long on any machine: a part that does has gone wrong and would wait for ever. */
const MOST_MINUTES = 10;

const progress = (text: string) => void process.stderr.write(`${text}\n`);

/** Ends the bench where a part does not come to its end. */
const measured = async (part: string, rows: () => Promise<Row[]>): Promise<Row[]> => {
  progress(`measuring: ${part}`);
  const late = setTimeout(() => {
    progress(`${part}: no end after ${MOST_MINUTES} minutes`);
    process.exit(1);
  }, MOST_MINUTES * 60_000);
  const began = performance.now();
  const result = await rows();
  clearTimeout(late);
  progress(`  ${((performance.now() - began) / 1_000).toFixed(0)} s`);
  return result;
};

progress('building');
// What operators install and pages fetch is measured, so it is built first.
execFileSync(process.execPath, [ROLLUP, '-c', 'rollup.config.mjs', '--silent'], { cwd: ROOT, stdio: 'inherit' });
const rows: Row[] = [
  ...weightRows(),
  ...(await measured('start of the relay', startTimeRows)),
  ...(await measured('questions and answers', conversationRows)),
  ...(await measured('idle sockets', idleRows)),
  ...(await measured('many connected patrons', crowdRows)),
];
if (findEngine('prosody') === undefined)
  progress('Prosody is missing, so nothing is measured through a messenger. `npm test` installs it on Debian.');
else rows.push(...(await measured('messengers', messengerRows)));
process.stdout.write(`${table(rows)}\n`);
