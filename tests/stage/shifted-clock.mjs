import { readFileSync } from 'node:fs';

/**
 * Preloaded into a relay's process (`NODE_OPTIONS=--import`): its clock is ahead by the number of milliseconds that the file
 * named by CLOCK_AHEAD contains at the start of the process. Timers are unchanged.
 */
const ahead = Number(readFileSync(process.env.CLOCK_AHEAD ?? '', 'utf8'));
const { now } = Date;
Date.now = () => now() + ahead;
