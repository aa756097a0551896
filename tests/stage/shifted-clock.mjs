import { readFileSync } from 'node:fs';

/**
 * Preloaded into a relay's process (`NODE_OPTIONS=--import`): its clock is ahead by as many milliseconds as the file named by
 * CLOCK_AHEAD held when it was started. Timers run as ever.
 */
const ahead = Number(readFileSync(process.env.CLOCK_AHEAD ?? '', 'utf8'));
const { now } = Date;
Date.now = () => now() + ahead;
